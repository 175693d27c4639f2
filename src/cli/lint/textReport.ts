import * as l10n from '@vscode/l10n';
import type { Severity } from '../../lint/finding';
import type { PlacedFinding } from './placedFinding';

/** `path:line:column: severity: message [rule]`, the line of source, and carets under the place. */
export function findingText({ path, finding, range, line }: PlacedFinding): string {
  const { start, end } = range;
  const shown = window(line, start.character);
  const width = Math.max(1, (end.line === start.line ? end.character : line.length) - start.character);
  const lead = shown.text.slice(0, start.character - shown.from);
  return [
    `${path}:${start.line + 1}:${start.character + 1}: ${severityWord(finding.severity)}: ${finding.message.replaceAll(/\s*\n\s*/g, ' ')} [${finding.rule}]`,
    `    ${shown.text}`,
    // Tabs stay tabs, so that the carets stand under the label whatever the terminal makes of them.
    `    ${lead.replaceAll(/[^\t]/g, ' ')}${'^'.repeat(Math.max(1, Math.min(width, shown.text.length - lead.length)))}`,
  ].join('\n');
}

/** UTF-16 units: a line that a program wrote would fill screens. */
const widestLine = 500;

/** The part of a line around a column. */
function window(line: string, column: number): { readonly text: string; readonly from: number } {
  const from = line.length <= widestLine ? 0 : Math.max(0, Math.min(column - widestLine / 2, line.length - widestLine));
  return { text: line.slice(from, from + widestLine), from };
}

/** A severity in the user's language. */
export function severityWord(severity: Severity): string {
  switch (severity) {
    case 'error':
      return l10n.t('error');
    case 'warning':
      return l10n.t('warning');
    case 'info':
      return l10n.t('info');
  }
}
