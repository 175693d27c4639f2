import * as vscode from 'vscode';
import { unattended } from '../unattended';
import { applyInstrumentation } from './applyInstrumentation';
import { functionTarget, targetArgument } from './functionAtCaret';
import { instrumentation, uninstrumentation } from './instrumentation';
import type { InstrumentationParts } from './instrumentation';

/** How long a note stands in the status bar. */
const noteMs = 6_000;

export async function instrumentFunction(argument: unknown, parts: InstrumentationParts): Promise<void> {
  const target = await functionTarget(argument, parts.sources);
  if (target === undefined) {
    askForCaret(parts.log);
    return;
  }
  const { document, functionName } = target;
  const outcome = await applyInstrumentation(document, () => instrumentation(document, functionName, parts));
  switch (outcome.kind) {
    case 'applied':
      vscode.window.setStatusBarMessage(instrumentedNote(functionName, outcome.created), noteMs);
      return;
    case 'unchanged':
      unattended(offerRemoval(document, functionName), parts.log);
      return;
    case 'refused':
      tellRefusal(functionName, outcome.reason, parts.log);
  }
}

export async function uninstrumentFunction(argument: unknown, parts: InstrumentationParts): Promise<void> {
  const target = await functionTarget(argument, parts.sources);
  if (target === undefined) {
    askForCaret(parts.log);
    return;
  }
  const { document, functionName } = target;
  const outcome = await applyInstrumentation(document, () => uninstrumentation(document, functionName, parts));
  switch (outcome.kind) {
    case 'applied':
      vscode.window.setStatusBarMessage(vscode.l10n.t('{0} is no longer instrumented.', functionName), noteMs);
      return;
    case 'unchanged':
      unattended(
        vscode.window.showInformationMessage(vscode.l10n.t('{0} is not instrumented with TaskMonitor.', functionName)),
        parts.log,
      );
      return;
    case 'refused':
      tellRefusal(functionName, outcome.reason, parts.log);
  }
}

function askForCaret(log: vscode.LogOutputChannel): void {
  const message = vscode.l10n.t('Put the caret into a Python function first.');
  unattended(vscode.window.showInformationMessage(message), log);
}

function tellRefusal(functionName: string, reason: string, log: vscode.LogOutputChannel): void {
  log.info(`${functionName}: ${reason}`);
  const message = vscode.l10n.t('{0} was not changed: {1}', functionName, reason);
  unattended(vscode.window.showWarningMessage(message), log);
}

async function offerRemoval(document: vscode.TextDocument, functionName: string): Promise<void> {
  const remove = vscode.l10n.t('Remove Instrumentation');
  const answer = await vscode.window.showInformationMessage(
    vscode.l10n.t('{0} is instrumented already.', functionName),
    remove,
  );
  if (answer !== remove) return;
  await vscode.commands.executeCommand('taskMonitor.uninstrumentFunction', targetArgument(document, functionName));
}

function instrumentedNote(functionName: string, created: vscode.Uri | undefined): string {
  return created === undefined
    ? vscode.l10n.t('{0} is instrumented.', functionName)
    : vscode.l10n.t('{0} is instrumented; {1} was created.', functionName, vscode.workspace.asRelativePath(created));
}
