import type { Node } from '@vscode/tree-sitter-wasm';
import type { Push } from '../metrics/push';
import type { GoSource } from './goSource';

type Place = Pick<Push, 'inLoop' | 'inHandler' | 'guarded' | 'inFunction'>;

/** Where a push stands: in which function, in a loop, in what handles an error. */
export function pushPlace(call: Node, source: GoSource): Place {
  let [inLoop, isOver] = [false, false];
  let inHandler: Place['inHandler'];
  let inFunction: string | undefined;
  for (const { type, node } of source.around(call.startIndex)) {
    switch (type) {
      case 'for_statement':
        inLoop ||= !isOver && !isRetry(node);
        break;
      case 'if_statement':
        inHandler ??= handles(node, call) ? 'catch' : undefined;
        break;
      case 'defer_statement':
        // What is deferred runs once, behind the loop too.
        isOver = true;
        inHandler ??= 'finally';
        break;
      case 'function_declaration':
      case 'method_declaration':
        inFunction = node.childForFieldName('name')?.text;
        break;
    }
  }
  return { inLoop, inHandler, guarded: !isPassedOn(call, inHandler), inFunction };
}

/** Counts up to a small number and stops at the first success. */
function isRetry(loop: Node): boolean {
  const clause = loop.namedChildren.find((each) => each?.type === 'for_clause');
  const isCounted = /(?:<=?|>=?)\s*(?:\d{1,2}|\w*(?:retr|attempt|tries)\w*)\s*$/i.test(
    clause?.childForFieldName('condition')?.text ?? '',
  );
  return isCounted && /\b(?:break|return)\b/.test(loop.childForFieldName('body')?.text ?? '');
}

/** In `if err != nil { … }`. */
function handles(statement: Node, call: Node): boolean {
  const body = statement.childForFieldName('consequence');
  const isInside = body !== null && body.startIndex <= call.startIndex && call.endIndex <= body.endIndex;
  return isInside && /^\w*[eE]rr\w*\s*!=\s*nil$/.test(statement.childForFieldName('condition')?.text ?? '');
}

/**
 * Whether the push's error takes another's place. Go has no error that rises by itself: one that is not looked at, logged or
 * compared does no harm, but `return pusher.Push()`, or `err = pusher.Push()` in what handles an error, does.
 */
function isPassedOn(call: Node, inHandler: Place['inHandler']): boolean {
  const list = call.parent?.type === 'expression_list' ? call.parent : undefined;
  const statement = list?.parent;
  return (
    statement?.type === 'return_statement' ||
    (inHandler !== undefined &&
      statement?.type === 'assignment_statement' &&
      statement.childForFieldName('left')?.text !== '_')
  );
}
