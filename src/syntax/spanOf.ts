import type { Span } from '../text/span';

/** The span of a node of a tree. */
export function spanOf(node: { readonly startIndex: number; readonly endIndex: number }): Span {
  return { start: node.startIndex, end: node.endIndex };
}
