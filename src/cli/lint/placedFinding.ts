import type { Finding, Fix } from '../../lint/finding';
import { LineIndex } from '../../text/lineIndex';
import type { Range } from '../../text/position';
import type { TextEdit } from '../../text/textEdit';

/** A finding with the file it is in; lines and columns count from 0 here, and from 1 in what is printed. */
export interface PlacedFinding {
  readonly path: string;
  readonly finding: Finding;
  readonly range: Range;
  /** The line of source that the finding begins in. */
  readonly line: string;
  /** Of the places of this file that belong to it; those in other files have none. */
  readonly related: readonly { readonly message: string; readonly path: string; readonly range: Range | undefined }[];
  readonly fixes: readonly PlacedFix[];
}

export interface PlacedFix {
  readonly title: string;
  readonly edits: readonly { readonly range: Range; readonly newText: string }[];
}

/** A file that was not linted, and why. */
export interface Skipped {
  readonly path: string;
  readonly reason: string;
}

/** Places what was found in one file. */
export function placeFindings(path: string, text: string, found: readonly Finding[]): readonly PlacedFinding[] {
  const index = new LineIndex(text);
  const placeEdit = ({ newText, ...span }: TextEdit): PlacedFix['edits'][number] => ({
    range: index.rangeOf(span),
    newText,
  });
  const placeFix = ({ title, edits }: Fix): PlacedFix => ({ title, edits: edits.map(placeEdit) });
  return found.map((finding) => {
    const range = index.rangeOf(finding.span);
    return {
      path,
      finding,
      range,
      line: index.lineText(range.start.line),
      related: finding.related.map(({ message, span, path: other }) => ({
        message,
        path: other ?? path,
        range: other === undefined ? index.rangeOf(span) : undefined,
      })),
      fixes: finding.fixes.map(placeFix),
    };
  });
}
