import type { Span } from '../../text/span';
import type { CachedNode } from '../cachedNode';

/**
 * What goes when an item leaves its list, tuple, dictionary or argument list: one comma with it, and the comment behind it
 * on its line. undefined where taking it out would change what the rest is.
 */
export function itemRemoval(item: CachedNode): Span | undefined {
  const list = item.parent;
  if (list === null || list.children.some((child) => child.type === 'ERROR')) {
    return undefined;
  }
  const items = list.namedChildren.filter((child) => child.type !== 'comment');
  const index = items.indexOf(item);
  const [previous, next] = [items[index - 1], items[index + 1]];
  const comma = commaBehind(item, next?.startIndex ?? list.endIndex);
  const lastComma = commaBehind(items.at(-1) ?? item, list.endIndex);
  const becomesPlain = list.type === 'tuple' && items.length === 2 && lastComma === undefined;
  if (next !== undefined) {
    // `("a", "b")` without its first item would be a string in parentheses.
    return becomesPlain ? undefined : { start: item.startIndex, end: ownLineComment(item, next) ?? next.startIndex };
  }
  if (previous === undefined) {
    return { start: item.startIndex, end: comma ?? item.endIndex };
  }
  const between = list.children.filter(
    (child) => child.startIndex >= previous.endIndex && child.endIndex <= item.startIndex,
  );
  const isCommented = between.some((child) => child.type === 'comment');
  const start = becomesPlain || isCommented ? (between.at(-1)?.endIndex ?? previous.endIndex) : previous.endIndex;
  return { start, end: start === previous.endIndex || comma === undefined ? item.endIndex : comma };
}

/** Offset behind the comma that follows the item before `limit`. */
function commaBehind(item: CachedNode, limit: number): number | undefined {
  const comma = item.parent?.children.find(
    (child) => child.type === ',' && child.startIndex >= item.endIndex && child.endIndex <= limit,
  );
  return comma?.endIndex;
}

/** Where the first comment stands that has a line of its own between two items: it speaks of what follows. */
function ownLineComment(item: CachedNode, next: CachedNode): number | undefined {
  const { parent } = item;
  const { text, startIndex } = parent ?? item;
  const comments = parent?.children.filter(
    (child) => child.type === 'comment' && child.startIndex > item.endIndex && child.endIndex < next.startIndex,
  );
  return comments?.find((comment) =>
    /\n[^\S\n]*$/.test(text.slice(item.endIndex - startIndex, comment.startIndex - startIndex)),
  )?.startIndex;
}
