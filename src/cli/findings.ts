import * as l10n from '@vscode/l10n';
import type { Finding } from '../lint/finding';
import { LineIndex } from '../text/lineIndex';
import type { Range } from '../text/position';

/** A finding with the file it is in; lines and columns count from 0 here, and from 1 in what is printed. */
export interface FileFinding {
  readonly path: string;
  readonly finding: Finding;
  readonly range: Range;
  /** The line of source that the finding begins in. */
  readonly line: string;
}

export interface Skipped {
  readonly path: string;
  readonly reason: string;
}

export function placeFindings(path: string, text: string, found: readonly Finding[]): readonly FileFinding[] {
  const index = new LineIndex(text);
  return found.map((finding) => {
    const range = index.rangeOf(finding.span);
    return { path, finding, range, line: index.lineText(range.start.line) };
  });
}

/** `path:line:column: severity: message [rule]`, the line of source, and carets under the place. */
export function findingText({ path, finding, range, line }: FileFinding): string {
  const { start, end } = range;
  const width = Math.max(1, (end.line === start.line ? end.character : line.length) - start.character);
  // Tabs stay tabs, so that the carets stand under the label whatever the terminal makes of them.
  const lead = line.slice(0, start.character).replaceAll(/[^\t]/g, ' ');
  return [
    `${path}:${start.line + 1}:${start.character + 1}: ${severityWord(finding)}: ${finding.message} [${finding.rule}]`,
    `    ${line}`,
    `    ${lead}${'^'.repeat(width)}`,
  ].join('\n');
}

/** The JSON of the contract; always in English but for the message, which is the rule's own. */
export function findingsJson(found: readonly FileFinding[], files: number, skipped: readonly Skipped[]): string {
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

function severityWord(finding: Finding): string {
  switch (finding.severity) {
    case 'error':
      return l10n.t('error');
    case 'warning':
      return l10n.t('warning');
    case 'info':
      return l10n.t('info');
  }
}
