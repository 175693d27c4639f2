import type { Span } from '../text/span';

/**
 * What goes when one item of a list in brackets is taken out: up to the next item; the last one with the comma before it;
 * the only one with the comma behind it, if there is one.
 */
export function listItemRemoval(text: string, items: readonly Span[], index: number): Span | undefined {
  const [before, item, next] = [items[index - 1], items[index], items[index + 1]];
  if (item === undefined) {
    return undefined;
  }
  if (next !== undefined) {
    return { start: item.start, end: next.start };
  }
  if (before !== undefined) {
    return { start: before.end, end: item.end };
  }
  const comma = /^\s*,/.exec(text.slice(item.end, item.end + 200))?.[0].length ?? 0;
  return { start: item.start, end: item.end + comma };
}
