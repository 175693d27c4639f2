import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmodSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';

/** A folder of its own inside the opened workspace. */
export interface ScratchFolder {
  readonly path: string;
  /** Writes a file and opens it in an editor, with the caret behind `caretAfter` (default: at the start). */
  edit(name: string, text: string, caretAfter?: string): Promise<vscode.TextEditor>;
  /** Takes the right to create files in it; `remove` gives it back. */
  makeReadOnly(): void;
  /** Closes all editors without saving, and removes the folder. */
  remove(): Promise<void>;
}

export async function scratchFolder(): Promise<ScratchFolder> {
  const [workspace] = vscode.workspace.workspaceFolders ?? [];
  assert.ok(workspace, 'no folder is open');
  const path = await mkdtemp(join(workspace.uri.fsPath, 'scratch-'));
  let makeWritable: (() => void) | undefined;
  return {
    path,
    edit: async (name, text, caretAfter) => {
      const file = join(path, name);
      await writeFile(file, text);
      const document = await vscode.workspace.openTextDocument(file);
      const editor = await vscode.window.showTextDocument(document, { preview: false });
      if (caretAfter !== undefined) placeCaret(editor, caretAfter);
      return editor;
    },
    makeReadOnly: () => {
      makeWritable = forbidNewFiles(path);
    },
    remove: async () => {
      makeWritable?.();
      for (const document of vscode.workspace.textDocuments.filter(({ isDirty }) => isDirty)) {
        await vscode.window.showTextDocument(document);
        await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
      }
      await vscode.commands.executeCommand('workbench.action.closeAllEditors');
      await rm(path, { recursive: true, force: true });
    },
  };
}

export function placeCaret(editor: vscode.TextEditor, caretAfter: string): void {
  const start = editor.document.getText().indexOf(caretAfter);
  assert.notEqual(start, -1, `the document does not hold "${caretAfter}"`);
  const position = editor.document.positionAt(start + caretAfter.length);
  editor.selection = new vscode.Selection(position, position);
}

/** Permission bits do not bind root: a folder is made immutable for them. */
function forbidNewFiles(path: string): () => void {
  if (process.getuid?.() !== 0) {
    chmodSync(path, 0o555);
    return () => {
      chmodSync(path, 0o755);
    };
  }
  try {
    execFileSync('chattr', ['+i', path], { stdio: 'pipe' });
  } catch (error) {
    throw new Error(
      'root needs chattr (package e2fsprogs) on a file system that knows it, to make a folder read-only',
      {
        cause: error,
      },
    );
  }
  return () => {
    execFileSync('chattr', ['-i', path]);
  };
}
