import type { Node } from '@vscode/tree-sitter-wasm';
import type { MetricsClient, MetricType } from '../../metrics/metricDeclaration';
import { namedChildren } from '../../namedChildren';
import { lastName } from './plainExpression';
import { superclassOf } from './memberTables';
import type { References, Target } from './references';
import type { Construct } from './structure';

/** A call that declares a metric, or looks as if it did. */
export interface MetricConstructor {
  readonly type: MetricType;
  readonly client: MetricsClient;
  /**
   * How sure the callee makes it: `class` is the client's own; `monitor` a method of TaskMonitor; a `wrapper` only has the
   * name of one, so that its arguments must say the rest; of a `stranger`, a class of an unknown package, all of it.
   */
  readonly certainty: 'class' | 'monitor' | 'wrapper' | 'stranger';
}

const classes: ReadonlyMap<string, MetricType> = new Map([
  ['Counter', 'counter'],
  ['Gauge', 'gauge'],
  ['Summary', 'summary'],
  ['Histogram', 'histogram'],
]);

const words: ReadonlyMap<string, MetricType> = new Map(
  [...classes].flatMap(([name, type]): [string, MetricType][] => [
    [name, type],
    [name.toLowerCase(), type],
  ]),
);

/** Calls that use a metric, or ask for one, have its kind in their names too. */
const otherVerbs =
  /^(?:get|inc|increment|dec|decrement|set|observe|update|remove|delete|find|fetch|render|use|is|has|on)(?![a-z])/;

/** Packages whose counters, gauges and histograms are other things. */
const otherMetrics =
  /^(?:@opentelemetry\/|@types\/|k6(?:\/|$)|d3|react|preact|vue|@angular\/|@mui\/|@material|chart|echarts|recharts|victory|plotly|highcharts|hot-shots|dd-trace|datadog|statsd|measured|metrics$|benchmark)/;

export function isMetricsClient(module: string): module is 'prom-client' | '@prometheus-io/client' {
  return module === 'prom-client' || module === '@prometheus-io/client';
}

/** The name in the metrics client that a target has: `Counter`, `register`; undefined for all else. */
export function clientName(target: Target | undefined): { module: MetricsClient; name: string } | undefined {
  if (target?.kind !== 'imported' || !isMetricsClient(target.module)) {
    return undefined;
  }
  // A default import of a CommonJS module has its exports as members.
  const [name, ...others] = target.path.filter((part) => part !== 'default');
  return name !== undefined && others.length === 0 ? { module: target.module, name } : undefined;
}

/** What a `new` expression or call declares, by its callee alone. */
export function metricConstructor(call: Construct, references: References): MetricConstructor | undefined {
  if (call.type === 'new_expression') {
    return constructed(call.node, references);
  }
  const name = references.structure.calledName(call);
  const type = otherVerbs.test(name) ? undefined : kindInName(name);
  return type === undefined ? undefined : called(call.node, type, references);
}

function constructed(call: Node, references: References): MetricConstructor | undefined {
  const callee = call.childForFieldName('constructor');
  const target = references.follow(callee);
  const own = clientClass(target, references);
  if (own !== undefined) {
    return own;
  }
  const type = kindInName(lastName(callee)?.text ?? '');
  if (type === undefined || target?.kind === 'class' || target?.kind === 'function') {
    return undefined;
  }
  if (target?.kind === 'imported') {
    if (otherMetrics.test(target.module)) {
      return undefined;
    }
    // A package may hand the client on: `import { client } from 'our-metrics'`.
    const isMember = target.path.filter((part) => part !== 'default').length > 1;
    const certainty = isMember || target.module.startsWith('.') ? 'wrapper' : 'stranger';
    return { type, client: 'prom-client', certainty };
  }
  return { type, client: 'prom-client', certainty: 'wrapper' };
}

/** The client's class that a target is, also through a class of this file that leaves the constructor as it is. */
function clientClass(target: Target | undefined, references: References, hops = 4): MetricConstructor | undefined {
  const named = clientName(target);
  const type = classes.get(named?.name ?? '');
  if (named !== undefined && type !== undefined) {
    return { type, client: named.module, certainty: 'class' };
  }
  if (target?.kind !== 'class' || hops <= 0) {
    return undefined;
  }
  const base = superclassOf(target.node);
  const hasConstructor = namedChildren(target.node.childForFieldName('body')).some(
    (member) => member.type === 'method_definition' && member.childForFieldName('name')?.text === 'constructor',
  );
  return base === undefined || hasConstructor ? undefined : clientClass(references.follow(base), references, hops - 1);
}

function called(call: Node, type: MetricType, references: References): MetricConstructor | undefined {
  const callee = call.childForFieldName('function');
  const name = lastName(callee);
  if (callee === null || name === undefined) {
    return undefined;
  }
  const object = callee.childForFieldName('object');
  if (object !== null && isTaskMonitor(references.follow(object), references)) {
    return references.text(name) === type ? { type, client: 'taskmonitor', certainty: 'monitor' } : undefined;
  }
  const target = references.follow(object ?? callee);
  const isOther = target?.kind === 'imported' && otherMetrics.test(target.module);
  return isOther ? undefined : { type, client: 'prom-client', certainty: 'wrapper' };
}

/** Whether a target is a monitor that this file makes. */
export function isTaskMonitor(target: Target | undefined, references: References): boolean {
  if (target?.kind !== 'expression' || target.node.type !== 'new_expression') {
    return false;
  }
  const made = references.follow(target.node.childForFieldName('constructor'));
  return (
    made?.kind === 'imported' &&
    made.path.at(-1) === 'TaskMonitor' &&
    /(?:^|\/)(?:monitoring|taskMonitoring\d*)(?:\.[cm]?[jt]s)?$/.test(made.module)
  );
}

/** The kind of metric that a name speaks of: `createGauge`, `HttpCounter`, `register_histogram`. */
function kindInName(name: string): MetricType | undefined {
  for (const word of name.match(/[A-Z]?[a-z]+/g) ?? []) {
    const type = words.get(word);
    if (type !== undefined) {
      return type;
    }
  }
  return undefined;
}
