import { diffLines } from 'diff';
import type { TextEdit } from './textEdit';

/** The change from one text to another as edits of whole lines: what stays is left alone, and carets and marks in it with it. */
export function editsBetween(before: string, after: string): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  let offset = 0;
  for (const { value, added, removed } of diffLines(before, after)) {
    const last = edits.at(-1);
    if (removed) {
      edits.push({ start: offset, end: offset + value.length, newText: '' });
      offset += value.length;
    } else if (!added) {
      offset += value.length;
    } else if (last?.end === offset && last.newText === '') {
      edits[edits.length - 1] = { ...last, newText: value };
    } else {
      edits.push({ start: offset, end: offset, newText: value });
    }
  }
  return edits;
}
