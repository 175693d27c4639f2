import * as vscode from 'vscode';
import type { TextEdit } from '../../text/textEdit';
import { EditorError } from '../editorError';
import { configFileName } from '../../workspace/lint/configFileName';

/** Makes the edit of the text of a `taskmonitor.json`; undefined when it is no JSON, or something else stands in the place. */
type EditConfig = (text: string) => TextEdit | undefined;

/**
 * The change of the `taskmonitor.json` that counts for a document; one is created at the root of its folder when there is none.
 * @throws EditorError `invalidInput` when the file cannot be edited as it is
 */
export async function projectEdit(document: vscode.TextDocument, edit: EditConfig): Promise<vscode.WorkspaceEdit> {
  const root = vscode.workspace.getWorkspaceFolder(document.uri)?.uri;
  const change = new vscode.WorkspaceEdit();
  if (root === undefined) return change;
  const config = await nearestConfig(document.uri, root);
  if (config === undefined) {
    const { newText = '' } = edit('') ?? {};
    const uri = vscode.Uri.joinPath(root, configFileName);
    change.createFile(uri, { contents: new TextEncoder().encode(newText) });
    return change;
  }
  const made = edit(config.getText());
  if (made === undefined) {
    throw new EditorError(
      'invalidInput',
      vscode.l10n.t(
        '{0} is not valid, so nothing was added to it: correct it first.',
        vscode.workspace.asRelativePath(config.uri),
      ),
    );
  }
  change.replace(config.uri, rangeOf(config, made), made.newText);
  return change;
}

export function rangeOf(document: vscode.TextDocument, { start, end }: TextEdit): vscode.Range {
  return new vscode.Range(document.positionAt(start), document.positionAt(end));
}

async function nearestConfig(uri: vscode.Uri, root: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  for (let folder = vscode.Uri.joinPath(uri, '..'); ; folder = vscode.Uri.joinPath(folder, '..')) {
    const candidate = vscode.Uri.joinPath(folder, configFileName);
    if (await isFile(candidate)) return vscode.workspace.openTextDocument(candidate);
    if (folder.path === root.path || !folder.path.startsWith(root.path)) return undefined;
  }
}

async function isFile(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.File) !== 0;
  } catch {
    return false;
  }
}
