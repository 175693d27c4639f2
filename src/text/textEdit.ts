import type { Span } from './span';

/** Replaces a span of the text before any edit by `newText`. */
export interface TextEdit extends Span {
  readonly newText: string;
}

/**
 * The text after all edits. Edits may come in any order; insertions at one offset keep the order given.
 * @throws RangeError when two edits overlap or one lies outside the text: a plan like that is a defect.
 */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  const parts: string[] = [];
  let done = 0;
  for (const edit of ordered) {
    if (edit.start < done || edit.end < edit.start || edit.end > text.length) {
      throw new RangeError(`edit ${edit.start}..${edit.end} overlaps another or lies outside the text`);
    }
    parts.push(text.slice(done, edit.start), edit.newText);
    done = edit.end;
  }
  parts.push(text.slice(done));
  return parts.join('');
}
