import * as vscode from 'vscode';
import { localFiles } from '../../workspace/localFiles';
import { askToShowLog } from '../askToShowLog';
import { unattended } from '../unattended';
import { withCancel } from '../withCancel';
import { planFolder } from './folderPlan';
import type { FolderAction, FolderPlan, PlannedScript } from './folderPlan';
import type { InstrumentCommandParts } from './instrumentDocument';
import { applyWithPreview } from './refactorPreview';

/** Instruments every function below a folder, after the person looked at it in the refactor preview. */
export async function instrumentFolder(argument: unknown, parts: InstrumentCommandParts): Promise<void> {
  const applied = await changeFolder(argument, 'instrument', parts);
  // Their modules are offered for an upgrade when they are opened: not all of them at once.
  for (const { script, runtime } of applied?.imported.values() ?? []) {
    unattended(parts.care.needsClient(script, runtime.asset), parts.log);
  }
}

/** Takes out all that TaskMonitor put into the scripts below a folder, after a look at the refactor preview. */
export async function uninstrumentFolder(argument: unknown, parts: InstrumentCommandParts): Promise<void> {
  await changeFolder(argument, 'remove', parts);
}

/** Answers with the plan when some of it was applied. */
async function changeFolder(
  argument: unknown,
  action: FolderAction,
  parts: InstrumentCommandParts,
): Promise<FolderPlan | undefined> {
  const folder = argument instanceof vscode.Uri ? argument : await pickFolder();
  if (folder === undefined) return undefined;
  const name = shownFolder(folder);
  const title = vscode.l10n.t('TaskMonitor reads {0}', name);
  const plan = await withCancel(title, (signal, say) => planFolder(folder, action, parts, { signal, say }));
  logPlan(name, plan, parts.log);
  if (plan.scripts.length === 0) {
    tell(nothingText(name, action), plan, parts.log);
    return undefined;
  }
  const changed = await applyWithPreview(plan, action);
  if (changed.length === 0) {
    vscode.window.setStatusBarMessage(vscode.l10n.t('Nothing was changed in {0}.', name), noteMs);
    return undefined;
  }
  tell(doneText(changed, action), plan, parts.log);
  unattended(offerLeftOut(plan), parts.log);
  return plan;
}

/** How long a note stands in the status bar. */
const noteMs = 6_000;

/** From the palette: the folder of the workspace, or one of several. */
async function pickFolder(): Promise<vscode.Uri | undefined> {
  const [only, ...others] = vscode.workspace.workspaceFolders ?? [];
  if (others.length === 0) return only?.uri;
  return (await vscode.window.showWorkspaceFolderPick())?.uri;
}

/** A folder of the workspace by its name; VS Code would show its whole path. */
function shownFolder(folder: vscode.Uri): string {
  const root = vscode.workspace.getWorkspaceFolder(folder);
  return root?.uri.path === folder.path ? root.name : vscode.workspace.asRelativePath(folder);
}

function logPlan(name: string, plan: FolderPlan, log: vscode.LogOutputChannel): void {
  log.info(`${name}: ${plan.scripts.length} files to change, ${plan.modules.length} modules to create`);
  for (const { uri, changed } of plan.scripts)
    log.info(`${vscode.workspace.asRelativePath(uri)}: ${changed.join(', ')}`);
  for (const { uri, functionName, reason } of plan.refused)
    log.info(`${vscode.workspace.asRelativePath(uri)}: ${functionName} refused: ${reason}`);
  for (const { uri, reason } of plan.skipped)
    log.info(`${vscode.workspace.asRelativePath(uri)} was passed over: ${reason}`);
}

/** What was done, and what was not: with the reasons in the log. */
function tell(done: string, { refused, skipped }: FolderPlan, log: vscode.LogOutputChannel): void {
  const left = [
    ...(refused.length > 0 ? [vscode.l10n.t('Refused: {0}.', functionCount(refused.length))] : []),
    ...(skipped.length > 0 ? [vscode.l10n.t('Passed over: {0}.', fileCount(skipped.length))] : []),
  ];
  const message = [done, ...left].join(' ');
  unattended(left.length > 0 ? askToShowLog(message, log) : vscode.window.showInformationMessage(message), log);
}

function doneText(changed: readonly PlannedScript[], action: FolderAction): string {
  const functions = functionCount(changed.reduce((sum, script) => sum + script.changed.length, 0));
  const files = fileCount(changed.length);
  return action === 'instrument'
    ? vscode.l10n.t('Instrumented {0} in {1}.', functions, files)
    : vscode.l10n.t('Removed the instrumentation from {0} in {1}.', functions, files);
}

/** A module whose row was unticked in the preview is missing to the scripts that import it. */
async function offerLeftOut({ modules }: FolderPlan): Promise<void> {
  const present = await Promise.all(modules.map(({ runtime }) => localFiles.read(runtime.path)));
  const leftOut = modules.filter((_, index) => present[index] === undefined);
  if (leftOut.length === 0) return;
  const create = vscode.l10n.t('Create');
  const paths = leftOut.map(({ runtime }) => vscode.workspace.asRelativePath(runtime.path)).join(', ');
  const answer = await vscode.window.showWarningMessage(
    vscode.l10n.t('Left out: {0}. Instrumented scripts import it and do not start without it.', paths),
    create,
  );
  if (answer !== create) return;
  const edit = new vscode.WorkspaceEdit();
  for (const { runtime, text } of leftOut) {
    edit.createFile(vscode.Uri.file(runtime.path), { contents: new TextEncoder().encode(text) });
  }
  await vscode.workspace.applyEdit(edit);
}

function functionCount(count: number): string {
  return count === 1 ? vscode.l10n.t('1 function') : vscode.l10n.t('{0} functions', count);
}

function fileCount(count: number): string {
  return count === 1 ? vscode.l10n.t('1 file') : vscode.l10n.t('{0} files', count);
}

function nothingText(name: string, action: FolderAction): string {
  return action === 'instrument'
    ? vscode.l10n.t('There is nothing to instrument in {0}.', name)
    : vscode.l10n.t('Nothing in {0} is instrumented with TaskMonitor.', name);
}
