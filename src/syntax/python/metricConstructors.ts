import type { MetricsClient, MetricType } from '../metrics/metricDeclaration';

/** An argument of a constructor: its keyword, and its place among the positional ones from 0; -1 for keyword only. */
export interface ArgumentPlace {
  readonly keyword: string;
  readonly index: number;
}

/** How a call that declares a metric takes its arguments. */
export interface MetricConstructor {
  readonly client: MetricsClient;
  readonly type: MetricType;
  readonly name: ArgumentPlace;
  readonly help: ArgumentPlace;
  readonly labels: ArgumentPlace;
  readonly namespace?: ArgumentPlace;
  readonly subsystem?: ArgumentPlace;
  readonly unit?: ArgumentPlace;
  /** Where the registry is given; undefined for families, which a collector of the user's hands out. */
  readonly registry?: ArgumentPlace;
  /** Whether the argument for the labels is a dictionary of labels that never change, beside those that uses give. */
  readonly constantLabels?: boolean;
}

function place(keyword: string, index: number): ArgumentPlace {
  return { keyword, index };
}

const start = { name: place('name', 0), help: place('documentation', 1) };

/** metrics.py of prometheus_client. */
function wrapper(type: MetricType): MetricConstructor {
  return {
    client: 'prometheus_client',
    type,
    ...start,
    labels: place('labelnames', 2),
    namespace: place('namespace', 3),
    subsystem: place('subsystem', 4),
    unit: place('unit', 5),
    registry: place('registry', 6),
  };
}

/** metrics_core.py of prometheus_client. */
function family(type: MetricType, labelsIndex: number, unitIndex?: number): MetricConstructor {
  return {
    client: 'prometheus_client',
    type,
    ...start,
    labels: place('labels', labelsIndex),
    ...(unitIndex === undefined ? {} : { unit: place('unit', unitIndex) }),
  };
}

/** The classes of prometheus_client 0.2 to 0.22. */
const classes: ReadonlyMap<string, MetricConstructor> = new Map([
  ['Counter', wrapper('counter')],
  ['Gauge', wrapper('gauge')],
  ['Summary', wrapper('summary')],
  ['Histogram', wrapper('histogram')],
  ['Info', wrapper('info')],
  ['Enum', wrapper('stateset')],
  ['UnknownMetricFamily', family('unknown', 3, 4)],
  ['UntypedMetricFamily', family('unknown', 3, 4)],
  ['CounterMetricFamily', family('counter', 3, 5)],
  ['GaugeMetricFamily', family('gauge', 3, 4)],
  ['SummaryMetricFamily', family('summary', 4, 5)],
  ['HistogramMetricFamily', family('histogram', 4, 5)],
  ['GaugeHistogramMetricFamily', family('gaugehistogram', 4, 5)],
  ['InfoMetricFamily', family('info', 3)],
  ['StateSetMetricFamily', family('stateset', 3)],
]);

/** The collectors of aioprometheus: labels are given with each value, those here are constant. */
function collector(type: MetricType): MetricConstructor {
  return {
    client: 'aioprometheus',
    type,
    name: place('name', 0),
    help: place('doc', 1),
    labels: place('const_labels', 2),
    registry: place('registry', 3),
    constantLabels: true,
  };
}

const collectors: ReadonlyMap<string, MetricConstructor> = new Map([
  ['Counter', collector('counter')],
  ['Gauge', collector('gauge')],
  ['Summary', collector('summary')],
  ['Histogram', collector('histogram')],
]);

export const constructorNames: readonly string[] = [...classes.keys()];

/** The class of a client library at a dotted path: from any of its modules, or a copy of it inside another package. */
export function constructorAt(path: string): MetricConstructor | undefined {
  const segments = path.split('.');
  const name = segments.pop();
  if (name === undefined) {
    return undefined;
  }
  return segments.includes('prometheus_client')
    ? classes.get(name)
    : segments.includes('aioprometheus')
      ? collectors.get(name)
      : undefined;
}

const monitorTypes = { counter: 'counter', gauge: 'gauge', summary: 'summary', histogram: 'histogram' } as const;

export const monitorMethodNames: readonly string[] = Object.keys(monitorTypes);

/** The method of TaskMonitor that declares a metric of the user's own. */
export function monitorMethod(name: string): MetricConstructor | undefined {
  const type = Object.entries(monitorTypes).find(([method]) => method === name)?.[1];
  return type && { ...wrapper(type), client: 'taskmonitor' };
}

/** Whether a dotted path is the TaskMonitor of our runtime module, under either of the names that it is written as. */
export function isTaskMonitor(path: string): boolean {
  return /(?:^|\.)(?:task_)?monitoring\.TaskMonitor$/.test(path);
}
