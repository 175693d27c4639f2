import * as vscode from 'vscode';
import { instrumenterOf } from '../../instrument/instrumenters';
import { languageOfEditor } from '../../syntax/language';
import type { DocumentSources } from '../documentSources';
import { documentFiles } from '../instrument/documentFiles';
import { unattended } from '../unattended';
import { looksLikeModule } from './moduleState';
import type { ModuleUpgrade } from './moduleUpgrade';

export interface UpgradeModuleParts {
  readonly sources: DocumentSources;
  readonly upgrade: ModuleUpgrade;
  readonly log: vscode.LogOutputChannel;
}

/** How long a note stands in the status bar. */
const noteMs = 6_000;

/** Upgrades the module that a menu names, that is open, or that the open script imports; one with edits is only compared. */
export async function upgradeModule(argument: unknown, parts: UpgradeModuleParts): Promise<void> {
  const document = await moduleDocument(argument, parts.sources);
  const state = document && (await parts.upgrade.stateOf(document));
  if (document === undefined || state === undefined || state.kind === 'foreign') {
    tell(vscode.l10n.t('Open a TaskMonitor module first, or a script that imports one.'), parts.log);
    return;
  }
  const path = vscode.workspace.asRelativePath(document.uri);
  if (state.kind === 'current') {
    tell(vscode.l10n.t('{0} is up to date: version {1}.', path, state.version), parts.log);
    return;
  }
  if (state.edited) {
    await parts.upgrade.showChanges(document.uri, state);
    tell(vscode.l10n.t('{0} has edits of yours and was left alone; here is what differs.', path), parts.log);
    return;
  }
  await parts.upgrade.replace(document, state);
  vscode.window.setStatusBarMessage(
    vscode.l10n.t('{0} was upgraded from version {1} to {2}.', path, state.version, state.shipped),
    noteMs,
  );
}

async function moduleDocument(argument: unknown, sources: DocumentSources): Promise<vscode.TextDocument | undefined> {
  if (argument instanceof vscode.Uri) return vscode.workspace.openTextDocument(argument);
  const open = vscode.window.activeTextEditor?.document;
  if (open === undefined || looksLikeModule(open)) return open;
  const language = languageOfEditor(open.languageId);
  const instrumenter = language && instrumenterOf(language);
  if (language === undefined || instrumenter === undefined || open.isUntitled) return undefined;
  const { path, exists } = await sources.use(language, open.getText(), (tree) =>
    instrumenter.runtimeOf(tree, open.uri.path)(documentFiles(open.uri)),
  );
  return exists ? vscode.workspace.openTextDocument(open.uri.with({ path })) : undefined;
}

function tell(message: string, log: vscode.LogOutputChannel): void {
  unattended(vscode.window.showInformationMessage(message), log);
}
