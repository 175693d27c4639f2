import type { Node } from '@vscode/tree-sitter-wasm';
import { listItemRemoval } from '../listItemRemoval';
import type { GivenValue, LabelCall } from '../metrics/labelCall';
import { spanOf } from '../spanOf';
import type { DeclaredMetrics, MetricFound } from './declaredMetrics';
import { javaChildren } from './javaChildren';
import type { JavaCall, JavaSource } from './javaSource';
import { labelValue } from './labelValue';
import { heldBy } from './stringConstant';

const methods = /\b(?:labels|labelValues|initLabelValues|addLabelValues|setLabelValues|addMetric)\b/g;

/** What only a metric has behind its labels; other builders have a method `labels`, too. */
const metricMethods =
  /^(?:inc|dec|observe|startTimer|setToCurrentTime|incWithExemplar|observeWithExemplar|time|setToTime|state|info)$/;

/** The calls of a Java file that give labels their values, in the order of the text. */
export function labelCalls(metrics: DeclaredMetrics, source: JavaSource): LabelCall[] {
  const calls: LabelCall[] = [];
  for (const call of source.calls(methods)) {
    const metric = call.object === null ? undefined : metrics.of(call.object);
    if (metric !== undefined && isUse(call, metric)) {
      calls.push(labelCall(call, metric, metrics, source));
    }
  }
  return calls;
}

function isUse({ call, name }: JavaCall, metric: MetricFound): boolean {
  if (metric.kind === 'declared' || metric.typed === true) {
    // Not `Counter.build().labelNames(…)` of a builder that never became a metric.
    return true;
  }
  const behind = call.parent?.type === 'method_invocation' ? call.parent.childForFieldName('name')?.text : undefined;
  const isSet = behind === 'set' && javaChildren(call.parent?.childForFieldName('arguments') ?? null).length === 1;
  return (
    name.text !== 'addMetric' &&
    (isSet || metricMethods.test(behind ?? '')) &&
    (metric.kind === 'imported' || (metric.kind === 'unknown' && metric.holder !== undefined))
  );
}

function labelCall(
  { call, name, object, arguments: given }: JavaCall,
  metric: MetricFound,
  metrics: DeclaredMetrics,
  source: JavaSource,
): LabelCall {
  const declaration = metric.kind === 'declared' ? metrics.declarations[metric.index] : undefined;
  const names =
    declaration?.labelsComplete === true ? declaration.labels.filter(({ constant }) => constant === undefined) : [];
  const listed = listedValues(name.text === 'addMetric' ? given.slice(0, 1) : given, name.text === 'addMetric', source);
  const spans = (listed ?? []).map(spanOf);
  const values = (listed ?? []).map((value, position): GivenValue => ({
    label: names[position]?.name,
    position,
    value: labelValue(value, source),
    span: spanOf(value),
    removal: listItemRemoval(source.text, spans, position),
  }));
  const isChained = call.parent?.type === 'method_invocation' && name.text !== 'addMetric';
  const { typed: _, ...of } = metric;
  return {
    metric: of,
    values,
    complete: listed !== undefined,
    span: spanOf(call),
    // `requests.labels(x).inc()` is `requests.inc()` without labels; a child that is kept has another type, so its call stays.
    removal:
      isChained && object !== null
        ? { start: object.endIndex, end: call.endIndex }
        : values.length === 1
          ? values[0]?.removal
          : undefined,
  };
}

/** The values of arguments, or of the one array or list that they are; undefined where the file does not say them. */
function listedValues(given: readonly Node[], isList: boolean, source: JavaSource): readonly Node[] | undefined {
  const [only] = given;
  if (given.length !== 1 || only === undefined) {
    return given;
  }
  const held = only.type === 'identifier' ? heldBy(only, source) : undefined;
  const list = held !== undefined && (isList || held.type.startsWith('array')) ? held : only;
  switch (list.type) {
    case 'array_initializer':
      return javaChildren(list);
    case 'array_creation_expression':
      return javaChildren(list.childForFieldName('value'));
    case 'method_invocation':
      if (isList && /^(?:asList|of|singletonList)$/.test(list.childForFieldName('name')?.text ?? '')) {
        return javaChildren(list.childForFieldName('arguments'));
      }
      return isList ? undefined : given;
    default: {
      const type = only.type === 'identifier' ? source.declaredAt(only)?.type?.text : undefined;
      return isList || type?.endsWith('[]') === true ? undefined : given;
    }
  }
}
