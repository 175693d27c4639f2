import * as vscode from 'vscode';
import { applyEdits } from '../../text/textEdit';
import { LineIndex } from '../../text/lineIndex';
import type { FolderAction, FolderPlan, PlannedScript } from './folderPlan';

/**
 * Shows the plan in VS Code's refactor preview, everything ticked, and applies what the person left ticked.
 * Answers with the scripts that were changed: none when the preview was discarded.
 */
export async function applyWithPreview(plan: FolderPlan, action: FolderAction): Promise<readonly PlannedScript[]> {
  const [first] = plan.scripts;
  if (first === undefined) return [];
  const edit = new vscode.WorkspaceEdit();
  // Only an entry that needs confirmation opens the preview, and it comes unticked there: nobody wants to tick a hundred
  // files. This one creates what exists, which is nothing to do, and has no row.
  edit.createFile(first.uri, { ignoreIfExists: true }, { needsConfirmation: true, label: labelOf(action) });
  const moduleLabel = { needsConfirmation: false, label: vscode.l10n.t('Create the TaskMonitor module') };
  for (const { runtime, text } of plan.modules) {
    const contents = new TextEncoder().encode(text);
    edit.createFile(vscode.Uri.file(runtime.path), { contents, overwrite: false, ignoreIfExists: false }, moduleLabel);
  }
  for (const script of plan.scripts) {
    const { range, text } = wholeChange(script);
    const description = script.changed.join(', ');
    edit.replace(script.uri, range, text, { needsConfirmation: false, label: labelOf(action), description });
  }
  await vscode.workspace.applyEdit(edit, { isRefactoring: true });
  const changed = await Promise.all(plan.scripts.map(isChanged));
  return plan.scripts.filter((_, index) => changed[index]);
}

function labelOf(action: FolderAction): string {
  return action === 'instrument'
    ? vscode.l10n.t('Instrument with TaskMonitor')
    : vscode.l10n.t('Remove TaskMonitor instrumentation');
}

/** One edit a file: half of an instrumentation would be no program. */
function wholeChange({ before, edits }: PlannedScript): { readonly range: vscode.Range; readonly text: string } {
  const start = Math.min(...edits.map((edit) => edit.start));
  const end = Math.max(...edits.map((edit) => edit.end));
  const after = applyEdits(before, edits);
  const lines = new LineIndex(before);
  const [from, to] = [lines.positionAt(start), lines.positionAt(end)];
  return {
    range: new vscode.Range(from.line, from.character, to.line, to.character),
    text: after.slice(start, after.length - (before.length - end)),
  };
}

async function isChanged({ uri, before }: PlannedScript): Promise<boolean> {
  return (await vscode.workspace.openTextDocument(uri)).getText() !== before;
}
