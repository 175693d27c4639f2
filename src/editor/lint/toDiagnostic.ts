import * as vscode from 'vscode';
import type { Finding } from '../../lint/finding';
import { rules } from '../../lint/rules';

const severities: Readonly<Record<Finding['severity'], vscode.DiagnosticSeverity>> = {
  info: vscode.DiagnosticSeverity.Information,
  warning: vscode.DiagnosticSeverity.Warning,
  error: vscode.DiagnosticSeverity.Error,
};

/** A finding as the Problems view shows it; the rule's id links to its page. */
export function toDiagnostic(finding: Finding, document: vscode.TextDocument): vscode.Diagnostic {
  const { start, end } = finding.span;
  const range = new vscode.Range(document.positionAt(start), document.positionAt(end));
  const diagnostic = new vscode.Diagnostic(range, finding.message, severities[finding.severity]);
  const docsUrl = rules.find(({ id }) => id === finding.rule)?.docsUrl;
  diagnostic.source = 'TaskMonitor';
  diagnostic.code = docsUrl === undefined ? finding.rule : { value: finding.rule, target: vscode.Uri.parse(docsUrl) };
  return diagnostic;
}
