import type { Node } from '@vscode/tree-sitter-wasm';
import type { Span } from '../../../text/span';

/**
 * What goes when one of the items of a list goes: the item and the comma behind it, or before it when it is the last one.
 * Undefined where a comment stands between: it may be about either.
 */
export function removalOf(items: readonly Node[], index: number, text: string): Span | undefined {
  const [before, item, next] = [items[index - 1], items[index], items[index + 1]];
  if (item === undefined) {
    return undefined;
  }
  const { startIndex: start, endIndex: end } = item;
  const span: Span =
    next !== undefined
      ? { start, end: next.startIndex }
      : before !== undefined
        ? { start: before.endIndex, end }
        : { start, end: end + (/^\s*,[ \t]*/.exec(text.slice(end, end + 100))?.[0].length ?? 0) };
  const around = text.slice(span.start, start) + text.slice(end, span.end);
  return /^[\s,]*$/.test(around) ? span : undefined;
}
