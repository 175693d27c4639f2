import type { Severity } from '../../lint/finding';
import type { PlacedFinding } from './placedFinding';

const commands: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * A finding as GitHub Actions shows it at its line:
 * https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands#setting-a-warning-message
 */
export function githubAnnotation({ path, finding, range }: PlacedFinding): string {
  const properties = Object.entries({
    file: path,
    line: range.start.line + 1,
    endLine: range.end.line + 1,
    // Columns are for one line: with several the service rejects them.
    ...(range.start.line === range.end.line
      ? { col: range.start.character + 1, endColumn: range.end.character + 1 }
      : {}),
    title: `TaskMonitor ${finding.rule}`,
  });
  const words = properties.map(([name, value]) => `${name}=${escapeProperty(String(value))}`);
  return `::${commands[finding.severity]} ${words.join(',')}::${escapeData(finding.message)}`;
}

/** The escapes of the runner itself: actions/toolkit, packages/core/src/command.ts. */
function escapeData(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
