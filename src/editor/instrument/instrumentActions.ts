import * as vscode from 'vscode';
import type { FunctionState } from '../../instrument/functionState';
import { maxSourceLength } from '../pythonSources';
import type { PythonSources } from '../pythonSources';
import { functionAtPosition, targetArgument } from './functionAtCaret';
import { unplaceableReason } from './instrumentation';

/** Offers to instrument the function at the caret, or to take its instrumentation out. */
export class InstrumentActions implements vscode.CodeActionProvider {
  static readonly kind = vscode.CodeActionKind.RefactorRewrite;

  constructor(
    private readonly sources: PythonSources,
    private readonly log: vscode.LogOutputChannel,
  ) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range | vscode.Selection,
    context: vscode.CodeActionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[]> {
    if (context.only !== undefined && !context.only.contains(InstrumentActions.kind)) return [];
    if (document.getText().length > maxSourceLength) return [];
    const caret = range instanceof vscode.Selection ? range.active : range.end;
    try {
      const found = await functionAtPosition(document, caret, this.sources);
      return found === undefined || token.isCancellationRequested ? [] : [actionFor(document, found)];
    } catch (error) {
      // VS Code asks at every move of the caret: a failure is for the log.
      this.log.warn(`no code action for ${document.uri.toString()}`, String(error));
      return [];
    }
  }
}

function actionFor(document: vscode.TextDocument, { functionName, state }: FunctionState): vscode.CodeAction {
  const instrumented = state.kind === 'instrumented';
  const title = instrumented
    ? vscode.l10n.t('Remove TaskMonitor instrumentation')
    : vscode.l10n.t('Instrument with TaskMonitor');
  const action = new vscode.CodeAction(title, InstrumentActions.kind);
  const reason = state.kind === 'refused' ? state.reason : instrumented ? undefined : unplaceableReason(document);
  if (reason !== undefined) action.disabled = { reason };
  // A command, not an edit: it can say why VS Code did not apply it, and it works on the text of that moment.
  action.command = {
    command: instrumented ? 'taskMonitor.uninstrumentFunction' : 'taskMonitor.instrumentFunction',
    title,
    arguments: [targetArgument(document, functionName)],
  };
  return action;
}
