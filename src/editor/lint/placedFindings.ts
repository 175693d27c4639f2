import type { Finding } from '../../lint/finding';
import { LineIndex } from '../../text/lineIndex';
import type { PlacedFinding } from '../../workspace/lint/lintWorker';

/** Findings of a file that was linted alone: what is related is in the same text. */
export function placeFindings(text: string, findings: readonly Finding[]): readonly PlacedFinding[] {
  if (findings.length === 0) return [];
  const lines = new LineIndex(text);
  return findings.map((finding) => ({
    finding,
    range: lines.rangeOf(finding.span),
    relatedRanges: finding.related.map(({ span, path }) => (path === undefined ? lines.rangeOf(span) : undefined)),
  }));
}
