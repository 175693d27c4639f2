import type { Span } from '../../text/span';
import { markerEndAfter } from './marker';
import type { Script } from './script';
import type { TaskForm } from './taskForm';
import { editedByHand, refused, taskUse, type Unwrap } from './unwrapping';

/** Plans to take the task of an arrow with an expression away. */
export function unwrapExpression(script: Script, form: Extract<TaskForm, { kind: 'expression' }>): Unwrap {
  const { call, body, marker } = form;
  const use = taskUse(script, form, () => false);
  if (marker === undefined || use !== undefined) {
    return refused(use ?? editedByHand(script, call.node));
  }
  const ends = expressionEnds(script, form);
  return {
    kind: 'planned',
    apply: (removals) => {
      removals.remove(marker.startIndex, body.startIndex, false);
      for (const { start, end } of ends) {
        removals.remove(start, end, false);
      }
    },
  };
}

/** What stands behind the body of an arrow: the parenthesis and the marker, which a formatter puts behind the semicolon. */
export function expressionEnds(
  { text }: Script,
  { body, call }: Extract<TaskForm, { kind: 'expression' }>,
): readonly Span[] {
  // A formatter may have put the arrow on lines of its own, with a comma behind it.
  const closing = /^\s*,?\s*\)/.exec(text.slice(body.endIndex, call.node.endIndex))?.[0].length ?? 0;
  const end = body.endIndex + closing;
  const marked = markerEndAfter(text, end);
  if (marked !== undefined || !/[;,]/.test(text[end] ?? '')) {
    return [{ start: body.endIndex, end: marked ?? end }];
  }
  const moved = markerEndAfter(text, end + 1) ?? end + 1;
  return [
    { start: body.endIndex, end },
    { start: end + 1, end: moved },
  ];
}
