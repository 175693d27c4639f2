import type { Span } from '../../text/span';

/** The characters of a node. */
export function spanOf({ startIndex, endIndex }: { readonly startIndex: number; readonly endIndex: number }): Span {
  return { start: startIndex, end: endIndex };
}
