import type { Node } from '@vscode/tree-sitter-wasm';
import type { LabelCall } from '../../metrics/labelCall';
import { objectLabels } from './givenLabels';
import type { MetricsByExpression } from './metricOfUse';
import { argumentsOf, lastName, plainExpression, spanOf } from './plainExpression';
import type { References } from './references';
import { removalOf } from './removalOf';

/** The names that are given the ends of timers: `end` of `const end = histogram.startTimer()`. */
export function timerEnds(text: string): ReadonlySet<string> {
  const names = new Set<string>();
  for (let at = text.indexOf('startTimer'); at >= 0; at = text.indexOf('startTimer', at + 1)) {
    const before = text.slice(Math.max(0, at - 200), at);
    // The name in front of the last `=`, or, when its type stands between, of the last declaration.
    const assigned = before.slice(0, Math.max(0, before.lastIndexOf('=')));
    const declared = before.split(/\b(?:const|let|var)\s+/).at(-1) ?? '';
    names.add(/[\w$]+(?=\s*$)/.exec(assigned)?.[0] ?? '');
    names.add(/^[\w$]+/.exec(declared)?.[0] ?? '');
  }
  return names;
}

/** `end({ status })` of `const end = histogram.startTimer()`. */
export function timerEnd(call: Node, metrics: MetricsByExpression, references: References): LabelCall | undefined {
  const callee = plainExpression(call.childForFieldName('function'));
  const [first] = argumentsOf(call);
  if (callee === null || first === undefined || !/^(?:identifier|member_expression)$/.test(callee.type)) {
    return undefined;
  }
  const target = references.follow(callee);
  const started = target?.kind === 'expression' && target.node.type === 'call_expression' ? target.node : undefined;
  const method = started?.childForFieldName('function') ?? null;
  const object = lastName(method)?.text === 'startTimer' ? objectLabels(first, references) : undefined;
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
