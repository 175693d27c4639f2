import * as vscode from 'vscode';
import type { Finding } from '../../lint/finding';
import { docsUrlOf } from '../../lint/rule';
import type { Range } from '../../text/position';
import type { PlacedFinding } from '../../workspace/lint/lintWorker';

export const diagnosticSource = 'TaskMonitor';

const severities: Readonly<Record<Finding['severity'], vscode.DiagnosticSeverity>> = {
  info: vscode.DiagnosticSeverity.Information,
  warning: vscode.DiagnosticSeverity.Warning,
  error: vscode.DiagnosticSeverity.Error,
};

/** A finding in the file `uri` as the Problems view shows it; the rule's id links to its page. */
export function toDiagnostic({ finding, range, relatedRanges }: PlacedFinding, uri: vscode.Uri): vscode.Diagnostic {
  const { message, severity, rule, related } = finding;
  const shown = related.reduce((text, { path }) => withRelativePath(text, path), message);
  const diagnostic = new vscode.Diagnostic(toRange(range), shown, severities[severity]);
  diagnostic.source = diagnosticSource;
  diagnostic.code = { value: rule, target: vscode.Uri.parse(docsUrlOf(rule)) };
  diagnostic.relatedInformation = related.flatMap((place, index) => {
    const there = relatedRanges[index];
    if (there === undefined) return [];
    const file = place.path === undefined ? uri : vscode.Uri.file(place.path);
    return [new vscode.DiagnosticRelatedInformation(new vscode.Location(file, toRange(there)), place.message)];
  });
  return diagnostic;
}

/** Rules name another file as the workspace knows it, by its whole path. */
function withRelativePath(text: string, path: string | undefined): string {
  return path === undefined ? text : text.replaceAll(path, vscode.workspace.asRelativePath(vscode.Uri.file(path)));
}

export function toRange({ start, end }: Range): vscode.Range {
  return new vscode.Range(start.line, start.character, end.line, end.character);
}
