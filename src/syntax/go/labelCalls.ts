import type { Node } from '@vscode/tree-sitter-wasm';
import { listItemRemoval } from '../listItemRemoval';
import type { GivenValue, LabelCall, MetricOfUse } from '../metrics/labelCall';
import { namedChildren } from '../namedChildren';
import { spanOf } from '../spanOf';
import { compositeOf, fieldsOf, itemsOf } from './composite';
import type { DeclaredMetrics } from './declaredMetrics';
import { isPrometheusPackage } from './goImports';
import type { GoCall, GoSource } from './goSource';
import { labelValue } from './labelValue';
import { stringConstant } from './stringConstant';
import { leavesUnused } from './unusedNames';

const methods =
  /\b(?:WithLabelValues|GetMetricWithLabelValues|GetMetricWith|With|(?:Must)?CurryWith|(?:Must)?NewConst(?:Metric|Histogram|Summary)(?:WithCreatedTimestamp)?)\b/g;

/** The calls of a Go file that give labels their values, in the order of the text. */
export function labelCalls(metrics: DeclaredMetrics, source: GoSource): LabelCall[] {
  const calls: LabelCall[] = [];
  for (const call of source.calls(methods)) {
    const read = call.name.text.includes('NewConst')
      ? ofConstMetric(call, metrics, source)
      : call.name.text.endsWith('LabelValues')
        ? byPosition(call, metrics, source)
        : byName(call, metrics, source);
    if (read !== undefined) {
      calls.push(withWholeRemoval(read));
    }
  }
  return calls;
}

function byPosition(
  { call, callee, arguments: given }: GoCall,
  metrics: DeclaredMetrics,
  source: GoSource,
): LabelCall | undefined {
  const operand = callee.childForFieldName('operand');
  if (operand === null) {
    return undefined;
  }
  const metric = metrics.of(operand);
  return { metric, ...positional(given, labelNames(metric, operand, metrics, source), source), span: spanOf(call) };
}

/** Without labels a vector is asked for the one series that it has: `WithLabelValues()`, `With(prometheus.Labels{})`. */
function withWholeRemoval(call: LabelCall): LabelCall {
  const [only, ...others] = call.values;
  return only?.removal === undefined || others.length > 0 ? call : { ...call, removal: only.removal };
}

/** `MustNewConstMetric(desc, valueType, value, label…)`; of histograms and summaries the labels come behind other things. */
function ofConstMetric(
  { call, callee, name, arguments: given }: GoCall,
  metrics: DeclaredMetrics,
  source: GoSource,
): LabelCall | undefined {
  const member = source.packageMember(callee);
  const isOurs =
    member === undefined
      ? callee.type === 'identifier' && source.imports.dotted.some(isPrometheusPackage)
      : isPrometheusPackage(member.path);
  const [description] = given;
  if (!isOurs || description === undefined) {
    return undefined;
  }
  const first = (name.text.includes('ConstMetric') ? 3 : 4) + (name.text.endsWith('WithCreatedTimestamp') ? 1 : 0);
  const metric = metrics.of(description);
  return {
    metric,
    ...positional(given.slice(first), labelNames(metric, description, metrics, source), source),
    span: spanOf(call),
  };
}

function positional(
  given: readonly Node[],
  names: readonly string[] | undefined,
  source: GoSource,
): Pick<LabelCall, 'values' | 'complete'> {
  const last = given.at(-1);
  const spread = last?.type === 'variadic_argument' ? compositeOf(namedChildren(last)[0], source) : undefined;
  const isSpread = last?.type === 'variadic_argument';
  const written = isSpread ? given.slice(0, -1) : given;
  const spreadItems = spread === undefined ? [] : itemsOf(spread);
  const values = [...itemValues(written, given, source), ...itemValues(spreadItems, spreadItems, source)].map(
    (value, position): GivenValue => ({ ...value, label: names?.[position], position }),
  );
  return { values, complete: !isSpread || spread !== undefined };
}

function itemValues(items: readonly Node[], list: readonly Node[], source: GoSource): Omit<GivenValue, 'label'>[] {
  const spans = list.map(spanOf);
  return items.map((item, index) => ({
    value: labelValue(item, source),
    span: spanOf(item),
    removal: leavesUnused(item, source) ? undefined : listItemRemoval(source.text, spans, index),
  }));
}

/** The labels that positions stand for: those of the declaration without what was given by `CurryWith`. */
function labelNames(
  metric: MetricOfUse,
  operand: Node,
  metrics: DeclaredMetrics,
  source: GoSource,
): readonly string[] | undefined {
  const declaration = metric.kind === 'declared' ? metrics.declarations[metric.index] : undefined;
  if (declaration?.labelsComplete !== true) {
    return undefined;
  }
  const curried = curriedNames(operand, source);
  const names = declaration.labels.filter(({ constant }) => constant === undefined).map(({ name }) => name);
  return curried && names.filter((name) => !curried.has(name));
}

/** The labels that were given before; undefined where they are not known. */
function curriedNames(operand: Node, source: GoSource, hops = 8): ReadonlySet<string> | undefined {
  source.budget.spend();
  if (operand.type === 'identifier') {
    const [value] = source.declaredAt(operand)?.values ?? [];
    return value !== undefined && hops > 0 ? curriedNames(value, source, hops - 1) : new Set();
  }
  const callee = operand.type === 'call_expression' ? operand.childForFieldName('function') : null;
  const inner = callee?.childForFieldName('operand');
  if (!inner || !/^(?:Must)?CurryWith$/.test(callee?.childForFieldName('field')?.text ?? '')) {
    return new Set();
  }
  const labels = compositeOf(namedChildren(operand.childForFieldName('arguments'))[0], source);
  const before = hops > 0 ? curriedNames(inner, source, hops - 1) : undefined;
  const names = labels && fieldsOf(labels).map(({ key }) => stringConstant(key, source)?.value);
  return before === undefined || names === undefined || names.includes(undefined)
    ? undefined
    : new Set([...before, ...names.filter((name) => name !== undefined)]);
}

/** `With(prometheus.Labels{"user": x})`. Others have a `With`, too: the labels or the metric say that it is ours. */
function byName(
  { call, callee, name, arguments: given }: GoCall,
  metrics: DeclaredMetrics,
  source: GoSource,
): LabelCall | undefined {
  const operand = callee.childForFieldName('operand');
  const [argument, ...more] = given;
  if (
    operand === null ||
    argument === undefined ||
    more.length > 0 ||
    source.packageMember(callee)?.path.endsWith('/promauto') === true
  ) {
    return undefined;
  }
  const metric = metrics.of(operand);
  const labels = compositeOf(argument, source);
  if (!isLabels(argument, labels, source) && metric.kind !== 'declared' && name.text === 'With') {
    return undefined;
  }
  const fields = labels === undefined ? [] : fieldsOf(labels);
  const elements = labels === undefined ? [] : namedChildren(labels.childForFieldName('body')).map(spanOf);
  const values = fields.map(({ key, value, element }): GivenValue => {
    const place = elements.findIndex(({ start }) => start === element.startIndex);
    return {
      label: stringConstant(key, source)?.value,
      value: labelValue(value, source),
      span: spanOf(value),
      removal: leavesUnused(value, source) ? undefined : listItemRemoval(source.text, elements, place),
    };
  });
  return { metric, values, complete: labels !== undefined && !name.text.includes('Curry'), span: spanOf(call) };
}

function isLabels(argument: Node, labels: Node | undefined, source: GoSource): boolean {
  const declared = argument.type === 'identifier' ? source.declaredAt(argument)?.type : undefined;
  const type = labels?.childForFieldName('type') ?? declared ?? null;
  if (type === null) {
    return false;
  }
  const member = source.packageMember(type);
  return member === undefined
    ? type.text === 'Labels' && source.imports.dotted.some(isPrometheusPackage)
    : isPrometheusPackage(member.path) && member.name === 'Labels';
}
