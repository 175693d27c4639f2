import * as vscode from 'vscode';
import { languageOfEditor, languageOfPath, languageOfShebang } from '../../syntax/language';
import type { LanguageId } from '../../syntax/language';
import { reasonOf } from '../../text/reasonOf';
import { isOwnScript } from '../../workspace/ownScript';
import { sourceFiles } from '../../workspace/sourceFiles';
import { maxSourceLength } from '../documentSources';
import { openDocument } from '../openDocument';

/** A script as the editor would show it, with unsaved changes; or what was passed over. */
export type FolderScript =
  | { readonly kind: 'script'; readonly uri: vscode.Uri; readonly text: string; readonly language: LanguageId }
  | { readonly kind: 'skipped'; readonly uri: vscode.Uri; readonly reason: string };

/** The scripts below a folder that neither `.gitignore` nor `files.exclude` hides, one at a time. */
export async function* folderScripts(folder: vscode.Uri): AsyncGenerator<FolderScript> {
  const shown = await vscode.workspace.findFiles(new vscode.RelativePattern(folder, '**/*'), '**/node_modules/**');
  const paths = new Set(shown.map(({ fsPath }) => fsPath));
  for await (const entry of sourceFiles([folder.fsPath], isOwnScript, { links: 'skip' })) {
    const uri = vscode.Uri.file(entry.path);
    if (entry.kind === 'skipped') yield { ...entry, uri };
    else if (paths.has(uri.fsPath)) yield await readScript(uri);
  }
}

async function readScript(uri: vscode.Uri): Promise<FolderScript> {
  const skipped = (reason: string): FolderScript => ({ kind: 'skipped', uri, reason });
  const open = openDocument(uri);
  if (open !== undefined) {
    const language = languageOfEditor(open.languageId);
    return language === undefined
      ? skipped(vscode.l10n.t('TaskMonitor does not instrument files of this language.'))
      : { kind: 'script', uri, text: open.getText(), language };
  }
  try {
    const bytes = await vscode.workspace.fs.readFile(uri);
    if (bytes.includes(0)) return skipped(vscode.l10n.t('a binary file'));
    const text = await vscode.workspace.decode(bytes, { uri });
    if (text.length > maxSourceLength) return skipped(vscode.l10n.t('too long: no person wrote it'));
    // Saved, it would lose the characters that the editor cannot show.
    if (text.includes(replacement) && !Buffer.from(bytes).includes(replacement)) {
      return skipped(vscode.l10n.t('not in the encoding that the setting files.encoding names'));
    }
    const language = languageOfPath(uri.path) ?? languageOfShebang(text);
    return language === undefined
      ? skipped(vscode.l10n.t('TaskMonitor does not instrument files of this language.'))
      : { kind: 'script', uri, text, language };
  } catch (error) {
    return skipped(reasonOf(error));
  }
}

/** What stands for bytes that mean nothing in an encoding. */
const replacement = '\uFFFD';
