import type { Node } from '@vscode/tree-sitter-wasm';
import type { LabelCall } from '../../metrics/labelCall';
import { givenLabels, type Use } from './givenLabels';
import { labelValue } from './labelValue';
import { isTaskMonitor } from './metricConstructors';
import type { Declared } from './declarations';
import type { MetricsByExpression } from './metricOfUse';
import { looksLikeMetric } from './looksLikeMetric';
import { argumentsOf, spanOf } from './plainExpression';
import type { References } from './references';
import type { Construct } from './structure';
import { timerEnd, timerEnds } from './timerEnd';

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

/** The calls of a file that give labels their values, in the order of the text. */
export function labelCalls(
  declared: readonly Declared[],
  metrics: MetricsByExpression,
  references: References,
): readonly LabelCall[] {
  const calls: LabelCall[] = [];
  const timers = timerEnds(references.tree.text);
  for (const construct of references.structure.constructs) {
    if (construct.type === 'call_expression') {
      references.budget.spend();
      const use = useOf(construct, references);
      const call =
        use !== undefined
          ? labelCall(use, declared, metrics, references)
          : timers.has(references.structure.calledName(construct))
            ? timerEnd(construct.node, metrics, references)
            : undefined;
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
  const names = metric.kind === 'declared' ? declared[metric.index]?.declaration : undefined;
  const isDeclared = metric.kind === 'declared';
  if (!isDeclared && !looksLikeMetric(use, metric, references)) {
    return undefined;
  }
  if (method === 'remove' || method === 'zero') {
    // They give back what others have given: only dropping a label has to know them.
    return isDeclared ? givenLabels(use, metric, names, references) : undefined;
  }
  return givenLabels(use, metric, names, references);
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
