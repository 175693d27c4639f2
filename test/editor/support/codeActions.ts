import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { InstrumentActions } from '../../../src/editor/instrument/instrumentActions';
import type { InstrumentActionsParts } from '../../../src/editor/instrument/instrumentActions';

/** Straight from the provider: VS Code's own command does not pass on why an action is disabled. */
export function providedAt(
  editor: vscode.TextEditor,
  parts: InstrumentActionsParts,
  only: vscode.CodeActionKind = vscode.CodeActionKind.Refactor,
): Promise<readonly vscode.CodeAction[]> {
  const asked = { diagnostics: [], only, triggerKind: vscode.CodeActionTriggerKind.Invoke };
  const { token } = new vscode.CancellationTokenSource();
  return new InstrumentActions(parts).provideCodeActions(editor.document, editor.selection, asked, token);
}

/** Ours, as VS Code offers them at the selection. */
export async function actionsAt(
  editor: vscode.TextEditor,
  kind = vscode.CodeActionKind.RefactorRewrite,
): Promise<readonly vscode.CodeAction[]> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    editor.document.uri,
    editor.selection,
    kind.value,
  );
  return actions.filter(({ title }) => title.includes('TaskMonitor'));
}

export async function run({ command }: vscode.CodeAction): Promise<void> {
  assert.ok(command, 'the code action has no command');
  await vscode.commands.executeCommand(command.command, ...(command.arguments ?? []));
}
