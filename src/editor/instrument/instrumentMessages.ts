import * as vscode from 'vscode';
import { askToShowLog } from '../askToShowLog';
import type { AppliedInstrumentation } from './applyInstrumentation';
import type { Refusal } from './instrumentation';

type Applied = Extract<AppliedInstrumentation, { kind: 'applied' }>;

/** For the status bar. */
export function instrumentedNote({ changed, created }: Applied): string {
  const [first = '', ...others] = changed;
  const module = created && vscode.workspace.asRelativePath(created);
  if (others.length > 0) {
    return module === undefined
      ? vscode.l10n.t('{0} functions are instrumented.', changed.length)
      : vscode.l10n.t('{0} functions are instrumented; {1} was created.', changed.length, module);
  }
  if (first === '') {
    return module === undefined
      ? vscode.l10n.t('The statements are instrumented.')
      : vscode.l10n.t('The statements are instrumented; {0} was created.', module);
  }
  return module === undefined
    ? vscode.l10n.t('{0} is instrumented.', first)
    : vscode.l10n.t('{0} is instrumented; {1} was created.', first, module);
}

export function removedNote({ changed }: Applied): string {
  const [first = '', ...others] = changed;
  if (others.length > 0) return vscode.l10n.t('{0} functions are no longer instrumented.', changed.length);
  return first === ''
    ? vscode.l10n.t('The statements are no longer instrumented.')
    : vscode.l10n.t('{0} is no longer instrumented.', first);
}

/** One message for all that was refused; the log has every reason. */
export async function tellRefusals(
  document: vscode.TextDocument,
  outcome: Applied | Extract<AppliedInstrumentation, { kind: 'refused' }>,
  log: vscode.LogOutputChannel,
): Promise<void> {
  const file = vscode.workspace.asRelativePath(document.uri);
  for (const { functionName, reason } of outcome.refused) log.info(`${file}: ${functionName} was refused: ${reason}`);
  const [first, ...others] = outcome.refused;
  if (first === undefined) return;
  const message = refusalText(first, file);
  if (others.length === 0) {
    await vscode.window.showWarningMessage(message);
    return;
  }
  await askToShowLog(vscode.l10n.t('{0} In all, {1} were refused.', message, outcome.refused.length), log);
}

function refusalText({ functionName, reason }: Refusal, file: string): string {
  return vscode.l10n.t('{0} was not changed: {1}', functionName || file, reason);
}
