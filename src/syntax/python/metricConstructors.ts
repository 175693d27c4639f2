import type { MetricsClient, MetricType } from '../metrics/metricDeclaration';

/** How a call that declares a metric takes its labels. */
export interface MetricConstructor {
  readonly client: MetricsClient;
  readonly type: MetricType;
  readonly labelsKeyword: string;
  /** Place of the labels among the positional arguments, from 0. */
  readonly labelsIndex: number;
}

function wrapper(type: MetricType): MetricConstructor {
  return { client: 'prometheus_client', type, labelsKeyword: 'labelnames', labelsIndex: 2 };
}

function family(type: MetricType, labelsIndex: number): MetricConstructor {
  return { client: 'prometheus_client', type, labelsKeyword: 'labels', labelsIndex };
}

/** The classes of prometheus_client 0.2 to 0.22: metrics.py and metrics_core.py there. */
const classes: ReadonlyMap<string, MetricConstructor> = new Map([
  ['Counter', wrapper('counter')],
  ['Gauge', wrapper('gauge')],
  ['Summary', wrapper('summary')],
  ['Histogram', wrapper('histogram')],
  ['Info', wrapper('info')],
  ['Enum', wrapper('stateset')],
  ['UnknownMetricFamily', family('unknown', 3)],
  ['UntypedMetricFamily', family('unknown', 3)],
  ['CounterMetricFamily', family('counter', 3)],
  ['GaugeMetricFamily', family('gauge', 3)],
  ['SummaryMetricFamily', family('summary', 4)],
  ['HistogramMetricFamily', family('histogram', 4)],
  ['GaugeHistogramMetricFamily', family('gaugehistogram', 4)],
  ['InfoMetricFamily', family('info', 3)],
  ['StateSetMetricFamily', family('stateset', 3)],
]);

export const constructorNames: readonly string[] = [...classes.keys()];

/** The class of prometheus_client at a dotted path: from any of its modules, or a copy of it inside another package. */
export function constructorAt(path: string): MetricConstructor | undefined {
  const segments = path.split('.');
  const name = segments.pop();
  return name !== undefined && segments.includes('prometheus_client') ? classes.get(name) : undefined;
}

const monitorTypes = { counter: 'counter', gauge: 'gauge', summary: 'summary', histogram: 'histogram' } as const;

export const monitorMethodNames: readonly string[] = Object.keys(monitorTypes);

/** The method of TaskMonitor that declares a metric of the user's own. */
export function monitorMethod(name: string): MetricConstructor | undefined {
  const type = Object.entries(monitorTypes).find(([method]) => method === name)?.[1];
  return type && { client: 'taskmonitor', type, labelsKeyword: 'labelnames', labelsIndex: 2 };
}

/** Whether a dotted path is the TaskMonitor of our runtime module, under either of the names that it is written as. */
export function isTaskMonitor(path: string): boolean {
  return /(?:^|\.)(?:task_)?monitoring\.TaskMonitor$/.test(path);
}
