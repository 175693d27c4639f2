import * as vscode from 'vscode';

/** A warning with a button that opens the log. */
export async function askToShowLog(message: string, log: vscode.LogOutputChannel): Promise<void> {
  const showLog = vscode.l10n.t('Show Log');
  if ((await vscode.window.showWarningMessage(message, showLog)) === showLog) log.show();
}
