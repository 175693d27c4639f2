import type { CachedNode } from '../cachedNode';
import type { LabelCall, MetricOfUse } from '../metrics/labelCall';
import type { MetricDeclaration } from '../metrics/metricDeclaration';
import { namedChildren } from '../namedChildren';
import type { Bindings } from './bindings';
import { argumentOf } from './callArguments';
import { givenByArguments, givenByDictionary, givenByList, type GivenValues } from './givenValues';
import { lastName } from './holderOf';
import { metricOf, type DeclaredIndexes } from './metricOf';
import { spanOf } from './spanOf';
import { Trail } from './trail';

/** What the uses of one file are read with. */
interface Uses {
  readonly bindings: Bindings<CachedNode>;
  readonly declarations: readonly MetricDeclaration[];
  readonly indexes: DeclaredIndexes;
}

/** What is done with a metric whose labels have their values; by these the form alone says that it is one. */
const metricMethods: ReadonlySet<string> = new Set([
  'inc',
  'dec',
  'set',
  'observe',
  'time',
  'info',
  'state',
  'set_to_current_time',
  'set_function',
  'count_exceptions',
  'track_inprogress',
]);

/** Methods that take labels with a value, by the client or type that they are of. */
const dictionaryMethods = ['inc', 'dec', 'set', 'observe', 'add', 'info'] as const;

/** The calls that give labels their values, in the order of the text. */
export function labelCalls(
  text: string,
  bindings: Bindings<CachedNode>,
  declarations: readonly MetricDeclaration[],
  indexes: DeclaredIndexes,
): readonly LabelCall[] {
  const uses: Uses = { bindings, declarations, indexes };
  const takesDictionary = declarations.some(({ client, type }) => client === 'aioprometheus' || type === 'info');
  const readers: readonly (readonly [
    string,
    (call: CachedNode, object: CachedNode, uses: Uses) => LabelCall | undefined,
  ])[] = [
    ['labels', labelsCall],
    ['remove', removeCall],
    ['add_metric', addMetricCall],
    ...(takesDictionary || text.includes('aioprometheus')
      ? dictionaryMethods.map((method) => [method, dictionaryCall] as const)
      : []),
  ];
  return readers
    .flatMap(([method, read]) =>
      methodCalls(method, bindings).flatMap(({ call, object }) => read(call, object, uses) ?? []),
    )
    .toSorted((a, b) => a.span.end - b.span.end);
}

interface MethodCall {
  readonly call: CachedNode;
  readonly object: CachedNode;
}

function methodCalls(method: string, bindings: Bindings<CachedNode>): readonly MethodCall[] {
  return bindings.occurrences(method).flatMap((name) => {
    const callee = name.parent;
    const call = callee?.parent;
    const object =
      callee?.type === 'attribute' && callee.childForFieldName('attribute') === name
        ? callee.childForFieldName('object')
        : null;
    const isCall = call?.type === 'call' && call.childForFieldName('function') === callee;
    const hasArguments = call?.childForFieldName('arguments')?.type === 'argument_list';
    return isCall && hasArguments && object !== null ? [{ call, object }] : [];
  });
}

/** `REQUESTS.labels("GET", user.id)`. */
function labelsCall(call: CachedNode, object: CachedNode, uses: Uses): LabelCall | undefined {
  const metric = metricOf(object, uses.indexes, new Trail(uses.bindings));
  const values = givenByArguments(call, namesOf(metric, uses), new Trail(uses.bindings));
  if (metric.kind !== 'declared' && !isMetricUse(call) && !(values.values.length > 0 && isCalledLikeMetric(metric))) {
    return undefined;
  }
  return { metric, ...values, span: spanOf(call), removal: { start: object.endIndex, end: call.endIndex } };
}

/** Whether what `labels(…)` gives back is counted, set or measured right there. */
function isMetricUse(call: CachedNode): boolean {
  const method = call.parent?.type === 'attribute' ? call.parent.childForFieldName('attribute') : null;
  return method !== null && metricMethods.has(method.text);
}

/** Whether an imported name is likely a metric, before the workspace says so: a constant, or one of a module for metrics. */
function isCalledLikeMetric(metric: MetricOfUse): boolean {
  return (
    metric.kind === 'imported' &&
    (/(?:^|\.)[A-Z][A-Z\d_]+$/.test(metric.from.name) ||
      /metric|prom|monitor|telemetr|stats|gauge|counter|histogram/i.test(`${metric.from.module}.${metric.from.name}`))
  );
}

/** The labels of the metric in their order, where all of them are known. */
function namesOf(metric: MetricOfUse, { declarations }: Uses): readonly string[] | undefined {
  const declaration = metric.kind === 'declared' ? declarations[metric.index] : undefined;
  return declaration?.labelsComplete === true ? declaration.labels.map(({ name }) => name) : undefined;
}

/** `REQUESTS.remove("GET", user_id)`: what it takes must fit the labels too, but makes no series. */
function removeCall(call: CachedNode, object: CachedNode, uses: Uses): LabelCall | undefined {
  const name = lastName(object);
  // Lists and sets have a method of this name: most of its calls are of them.
  if (!uses.declarations.some(({ holder }) => holder === name)) {
    return undefined;
  }
  const metric = metricOf(object, uses.indexes, new Trail(uses.bindings));
  if (metric.kind !== 'declared') {
    return undefined;
  }
  const { values, complete } = givenByArguments(call, namesOf(metric, uses), new Trail(uses.bindings));
  return {
    metric,
    values: values.map((given) => ({ ...given, value: { kind: 'unknown' } })),
    complete,
    span: spanOf(call),
  };
}

/** `family.add_metric([user.id], 1)`. */
function addMetricCall(call: CachedNode, object: CachedNode, uses: Uses): LabelCall | undefined {
  const list = argumentOf(call, 'labels', 0);
  const hasValue = namedChildren(call.childForFieldName('arguments')).length > 1;
  if (list.kind !== 'given' || !hasValue) {
    return undefined;
  }
  const metric = metricOf(object, uses.indexes, new Trail(uses.bindings));
  return {
    metric,
    ...givenByList(list.value, namesOf(metric, uses), new Trail(uses.bindings)),
    span: spanOf(call),
  };
}

/** `requests.inc({"path": path})` of aioprometheus, `build.info({"version": version})`. */
function dictionaryCall(call: CachedNode, object: CachedNode, uses: Uses): LabelCall | undefined {
  const dictionary = argumentOf(call, 'labels', 0);
  const metric = metricOf(object, uses.indexes, new Trail(uses.bindings));
  const declaration = metric.kind === 'declared' ? uses.declarations[metric.index] : undefined;
  const method = call.childForFieldName('function')?.childForFieldName('attribute')?.text;
  const takesLabels = declaration?.client === 'aioprometheus' || (declaration?.type === 'info' && method === 'info');
  if (dictionary.kind !== 'given' || !takesLabels) {
    return undefined;
  }
  const values: GivenValues = givenByDictionary(dictionary.value, new Trail(uses.bindings));
  return { metric, ...values, span: spanOf(call) };
}
