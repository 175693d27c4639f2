import type { PlacedFinding, Skipped } from './placedFinding';

/** The JSON of the contract; lines and columns from 1. */
export function jsonReport(found: readonly PlacedFinding[], files: number, skipped: readonly Skipped[]): string {
  return JSON.stringify({
    findings: found.map(({ path, finding, range }) => ({
      rule: finding.rule,
      severity: finding.severity,
      message: finding.message,
      path,
      startLine: range.start.line + 1,
      startColumn: range.start.character + 1,
      endLine: range.end.line + 1,
      endColumn: range.end.character + 1,
      ...(finding.metric === undefined ? {} : { metric: finding.metric }),
      ...(finding.label === undefined ? {} : { label: finding.label }),
      fixable: finding.fixes.length > 0,
    })),
    files,
    skipped,
  });
}
