import { LineIndex } from '../../text/lineIndex';
import type { PlacedFinding } from './workerMessages';
import type { LintedSource } from './workspaceLinter';

/** Findings with their lines and characters. @param textOf the text of another file; undefined where it cannot be read */
export function placeFindings(
  { source, findings }: LintedSource,
  textOf: (path: string) => string | undefined,
): readonly PlacedFinding[] {
  const own = new LineIndex(source.text);
  const others = new Map<string, LineIndex | undefined>();
  const linesOf = (path: string | undefined): LineIndex | undefined => {
    if (path === undefined) {
      return own;
    }
    if (!others.has(path)) {
      const text = textOf(path);
      others.set(path, text === undefined ? undefined : new LineIndex(text));
    }
    return others.get(path);
  };
  return findings.map((finding) => ({
    finding,
    range: own.rangeOf(finding.span),
    relatedRanges: finding.related.map(({ path, span }) => linesOf(path)?.rangeOf(span)),
  }));
}
