import type { Node } from '@vscode/tree-sitter-wasm';
import type { Span } from '../../../text/span';
import type { GivenValue, LabelCall, MetricOfUse } from '../../metrics/labelCall';
import type { MetricDeclaration } from '../../metrics/metricDeclaration';
import { hasClientType } from './clientType';
import { isBuiltinOrClient } from './isBuiltinOrClient';
import { labelValue } from './labelValue';
import { isTaskMonitor } from './metricConstructors';
import type { Declared } from './declarations';
import type { MetricsByExpression } from './metricOfUse';
import { objectParts } from './objectParts';
import { nameChain } from './nameChain';
import { argumentsOf, lastName, plainExpression, spanOf } from './plainExpression';
import type { References } from './references';
import { removalOf } from './removalOf';
import type { Construct } from './structure';

/** The methods that take an object of labels first; wrappers spell some of them out. */
const objectMethods: ReadonlySet<string> = new Set([
  'inc',
  'dec',
  'set',
  'observe',
  'startTimer',
  'setToCurrentTime',
  'increment',
  'decrement',
  'zero',
  'remove',
]);

/** What is done to a metric with its labels. */
const doings = /^\s*(?:\?\.|\.)\s*(?:inc|dec|set|observe|startTimer|setToCurrentTime|increment|decrement)\b/;

interface Use {
  readonly call: Node;
  readonly method: string;
  readonly receiver: Node;
}

/** The calls of a file that give labels their values, in the order of the text. */
export function labelCalls(
  declared: readonly Declared[],
  metrics: MetricsByExpression,
  references: References,
): readonly LabelCall[] {
  const calls: LabelCall[] = [];
  const hasTimers = references.tree.text.includes('startTimer');
  for (const construct of references.structure.constructs) {
    if (construct.type === 'call_expression') {
      references.budget.spend();
      const use = useOf(construct, references);
      const call =
        use === undefined
          ? hasTimers
            ? timerEnd(construct.node, metrics, references)
            : undefined
          : labelCall(use, declared, metrics, references);
      if (call !== undefined) {
        calls.push(call);
      }
    }
  }
  return calls.toSorted((a, b) => a.span.start - b.span.start);
}

function useOf(call: Construct, references: References): Use | undefined {
  const method = references.structure.calledName(call);
  if (!objectMethods.has(method) && method !== 'labels' && method !== 'recordFailure') {
    return undefined;
  }
  const callee = call.node.childForFieldName('function');
  const receiver = callee?.type === 'member_expression' ? callee.childForFieldName('object') : null;
  return receiver === null ? undefined : { call: call.node, method, receiver };
}

function labelCall(
  use: Use,
  declared: readonly Declared[],
  metrics: MetricsByExpression,
  references: References,
): LabelCall | undefined {
  const { call, method, receiver } = use;
  const given = argumentsOf(call);
  const [first] = given;
  if (first === undefined) {
    return undefined;
  }
  if (method === 'recordFailure') {
    return failureRecorded(call, receiver, given, references);
  }
  const metric = metrics.of(receiver);
  const isDeclared = metric.kind === 'declared';
  if (!isDeclared && !looksLikeMetric(use, metric, given, references)) {
    return undefined;
  }
  if (method === 'remove' || method === 'zero') {
    // They give back what others have given: only dropping a label has to know them.
    return isDeclared ? values(use, metric, given, declared, references) : undefined;
  }
  return values(use, metric, given, declared, references);
}

/** Whether a use of a metric that this file does not declare has the form that only uses of metrics have. */
function looksLikeMetric(
  { call, method, receiver }: Use,
  metric: MetricOfUse,
  given: readonly Node[],
  references: References,
): boolean {
  const [first] = given;
  const isObject = first !== undefined && plainExpression(first)?.type === 'object';
  if (metric.kind === 'imported' && isBuiltinOrClient(metric.from.module)) {
    return false;
  }
  if (hasClientType(receiver, references)) {
    return true;
  }
  switch (method) {
    case 'labels': {
      const isUsed = doings.test(references.tree.text.slice(call.endIndex, call.endIndex + 200));
      return isUsed || (metric.kind === 'imported' && isObject && given.length === 1);
    }
    case 'inc':
    case 'dec':
      return isObject && given.length <= 2 && receiver.type !== 'this';
    case 'startTimer':
      return isObject && given.length === 1;
    case 'observe':
      // `observer.observe({ type: 'longtask' })` is a PerformanceObserver.
      return isObject && given.length === 2;
    case 'set':
      return metric.kind === 'imported' && isObject && given.length === 2;
    case 'setToCurrentTime':
      return isObject;
    default:
      return false;
  }
}

function values(
  { call, method, receiver }: Use,
  metric: MetricOfUse,
  given: readonly Node[],
  declared: readonly Declared[],
  references: References,
): LabelCall | undefined {
  const [first] = given;
  const span = spanOf(call);
  const whole: Span = { start: receiver.endIndex, end: call.endIndex };
  if (first === undefined) {
    return undefined;
  }
  const object = objectValues(first, references);
  const { text } = references.tree;
  if (object !== undefined) {
    const removal = method === 'labels' ? whole : removalOf(given, 0, text);
    return { metric, ...object, span, ...(removal === undefined ? {} : { removal }) };
  }
  const names = metric.kind === 'declared' ? declared[metric.index]?.declaration : undefined;
  if (names?.labelsComplete === true && names.labels.length === 0) {
    return undefined;
  }
  if (method === 'labels' || method === 'remove') {
    if (given.length === 1 && isObjectElsewhere(first, names, references)) {
      return { metric, values: [], complete: false, span };
    }
    return {
      metric,
      values: given
        .filter(({ type }) => type !== 'spread_element')
        .map((argument, position) => {
          const removal = removalOf(given, position, text);
          return {
            label: names?.labelsComplete === true ? names.labels[position]?.name : undefined,
            position,
            value: labelValue(argument, references),
            span: spanOf(argument),
            ...(removal === undefined ? {} : { removal }),
          };
        }),
      complete: given.every(({ type }) => type !== 'spread_element'),
      span,
      ...(method === 'labels' ? { removal: whole } : {}),
    };
  }
  // `inc(amount)` gives no labels; `set(labels, value)` gives some that this file does not show.
  const takesValue = method === 'set' || method === 'observe';
  const isHidden = metric.kind === 'declared' && (takesValue ? given.length > 1 : !isNumber(first, references));
  return isHidden ? { metric, values: [], complete: false, span } : undefined;
}

/** Whether the only argument of `labels(…)` is an object of labels that this file does not show, rather than one value. */
function isObjectElsewhere(
  argument: Node,
  declaration: MetricDeclaration | undefined,
  references: References,
): boolean {
  const chain = nameChain(argument);
  const name = chain?.names.at(-1) ?? (chain === undefined ? '' : references.text(chain.root));
  const isOne = declaration?.labelsComplete === true && declaration.labels.length === 1;
  const isMany =
    declaration?.labelsComplete === true &&
    declaration.labels.length > 1 &&
    /^(?:identifier|this)$/.test(chain?.root.type ?? '');
  return isMany || (!isOne && /(?:labels|tags|attributes|dimensions)$/i.test(name));
}

function isNumber(argument: Node, references: References): boolean {
  const target = references.follow(argument);
  return (
    target?.kind === 'expression' &&
    /^(?:number|binary_expression|unary_expression|ternary_expression|call_expression|update_expression)$/.test(
      target.node.type,
    )
  );
}

function objectValues(argument: Node, references: References): Pick<LabelCall, 'values' | 'complete'> | undefined {
  const object = objectParts(argument, references);
  return (
    object && {
      values: object.parts.map(({ name, value, removal }): GivenValue => ({
        label: name,
        value: labelValue(value, references),
        span: spanOf(value),
        ...(value.type === 'shorthand_property_identifier' ? { lead: `${references.text(value)}: ` } : {}),
        ...(removal === undefined ? {} : { removal }),
      })),
      complete: object.complete,
    }
  );
}

/** `end({ status })` of `const end = histogram.startTimer()`. */
function timerEnd(call: Node, metrics: MetricsByExpression, references: References): LabelCall | undefined {
  const callee = plainExpression(call.childForFieldName('function'));
  const [first] = argumentsOf(call);
  if (callee === null || first === undefined || !/^(?:identifier|member_expression)$/.test(callee.type)) {
    return undefined;
  }
  const target = references.follow(callee);
  const started = target?.kind === 'expression' && target.node.type === 'call_expression' ? target.node : undefined;
  const method = started?.childForFieldName('function') ?? null;
  const object = lastName(method)?.text === 'startTimer' ? objectValues(first, references) : undefined;
  const removal = removalOf([first], 0, references.tree.text);
  return (
    object && {
      metric: metrics.of(method?.childForFieldName('object') ?? null),
      ...object,
      span: spanOf(call),
      ...(removal === undefined ? {} : { removal }),
    }
  );
}

/** `monitor.recordFailure(task, code)`: the code is a label of `task_failure_total`. */
function failureRecorded(
  call: Node,
  receiver: Node,
  given: readonly Node[],
  references: References,
): LabelCall | undefined {
  const code = given[1];
  return code === undefined || !isTaskMonitor(references.follow(receiver), references)
    ? undefined
    : {
        metric: { kind: 'unknown', holder: 'task_failure_total' },
        values: [{ label: 'error_code', value: labelValue(code, references), span: spanOf(code) }],
        complete: true,
        span: spanOf(call),
      };
}
