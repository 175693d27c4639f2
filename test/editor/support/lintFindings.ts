import * as vscode from 'vscode';
import { eventually } from './eventually';

/** What our lint says of a file, as the Problems view has it; of one rule when that is named. */
export function findingsIn(uri: vscode.Uri, rule?: string): readonly vscode.Diagnostic[] {
  return vscode.languages
    .getDiagnostics(uri)
    .filter((diagnostic) => diagnostic.source === 'TaskMonitor' && (rule === undefined || ruleOf(diagnostic) === rule));
}

export function ruleOf({ code }: vscode.Diagnostic): string {
  return String(typeof code === 'object' ? code.value : code);
}

/** Waits until a rule finds this many places in a file. */
export function untilFound(uri: vscode.Uri, rule: string, count: number): Promise<readonly vscode.Diagnostic[]> {
  return eventually(() => {
    const found = findingsIn(uri, rule);
    if (found.length === count) return found;
    const all = findingsIn(uri).map((diagnostic) => `${ruleOf(diagnostic)}: ${diagnostic.message}`);
    throw new Error(`${count} × ${rule} expected in ${uri.path}, there are: ${all.join('; ')}`);
  });
}

/** Code actions as VS Code offers them, each with the edit that it would make when it is chosen. */
export async function lintActionsAt(
  document: vscode.TextDocument,
  range: vscode.Range,
  kind: vscode.CodeActionKind = vscode.CodeActionKind.QuickFix,
): Promise<readonly vscode.CodeAction[]> {
  return vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
    kind.value,
    50,
  );
}

/** Chooses an action by its title. */
export async function choose(actions: readonly vscode.CodeAction[], title: string | RegExp): Promise<void> {
  const action = actions.find((each) => (typeof title === 'string' ? each.title === title : title.test(each.title)));
  if (action?.edit === undefined) {
    throw new Error(`no edit behind ${String(title)}; offered: ${actions.map((each) => each.title).join('; ')}`);
  }
  if (!(await vscode.workspace.applyEdit(action.edit))) throw new Error(`VS Code did not apply ${action.title}`);
}
