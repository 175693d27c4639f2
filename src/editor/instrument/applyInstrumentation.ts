import * as vscode from 'vscode';
import { EditorError } from '../editorError';
import type { Instrumentation } from './instrumentation';

/** A document that changes under our hands this often is being written by a program. */
const attempts = 3;

export type AppliedInstrumentation =
  | ({ readonly kind: 'applied' } & Omit<Extract<Instrumentation, { kind: 'change' }>, 'kind' | 'edit' | 'version'>)
  | Extract<Instrumentation, { kind: 'unchanged' | 'refused' }>;

/**
 * Makes the change as one undoable step, and makes it anew when the document changed in the meantime.
 * @throws EditorError `readOnly`, `changedMeanwhile`, `notApplied`: then nothing was changed
 */
export async function applyInstrumentation(
  document: vscode.TextDocument,
  plan: () => Promise<Instrumentation>,
): Promise<AppliedInstrumentation> {
  for (let attempt = 0; attempt < attempts; attempt++) {
    const planned = await plan();
    if (planned.kind !== 'change') return planned;
    if (planned.version !== document.version) continue;
    // VS Code compares the versions again when it applies the edit.
    const { edit, version, ...done } = planned;
    if (await vscode.workspace.applyEdit(edit)) return { ...done, kind: 'applied' };
    if (version === document.version) throw await refusal(document, planned.created);
  }
  throw new EditorError(
    'changedMeanwhile',
    vscode.l10n.t('The document kept changing while TaskMonitor worked on it; nothing was changed. Try again.'),
  );
}

/** VS Code says only that it did not apply an edit: the reason is to be found. */
async function refusal(document: vscode.TextDocument, created: vscode.Uri | undefined): Promise<EditorError> {
  const script = vscode.workspace.asRelativePath(document.uri);
  if (created === undefined) {
    return new EditorError('notApplied', vscode.l10n.t('VS Code could not change {0}. Is it read-only?', script));
  }
  const module = vscode.workspace.asRelativePath(created);
  if (await exists(created)) {
    return new EditorError(
      'notApplied',
      vscode.l10n.t('{0} was created by something else in the meantime; nothing was changed. Try again.', module),
    );
  }
  return new EditorError(
    'readOnly',
    vscode.l10n.t('{0} could not be created, so {1} was not changed. Is the folder read-only?', module, script),
  );
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch {
    return false;
  }
}
