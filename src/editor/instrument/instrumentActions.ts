import * as vscode from 'vscode';
import { maxSourceLength } from '../documentSources';
import type { DocumentSources } from '../documentSources';
import type { SettingsSource } from '../settings';
import { choiceAt } from './choiceAt';
import { jobArgument } from './instrumentJob';
import { unplaceableReason } from './instrumentation';
import { offersFor } from './offers';
import type { Offer } from './offers';

export interface InstrumentActionsParts {
  readonly sources: DocumentSources;
  readonly settings: SettingsSource;
  readonly log: vscode.LogOutputChannel;
}

/** Offers to instrument what is at the caret or selected, or to take its instrumentation out. */
export class InstrumentActions implements vscode.CodeActionProvider {
  static readonly kind = vscode.CodeActionKind.RefactorRewrite.append('taskMonitor');

  constructor(private readonly parts: InstrumentActionsParts) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range | vscode.Selection,
    context: vscode.CodeActionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[]> {
    const { sources, settings, log } = this.parts;
    if (context.only !== undefined && !context.only.intersects(InstrumentActions.kind)) return [];
    try {
      if (lengthOf(document) > maxSourceLength) return [];
      const choice = await choiceAt(document, range, sources);
      if (choice === undefined || token.isCancellationRequested) return [];
      const actions = offersFor(choice, document, settings.instrumentOf(document.uri).style).map((offer) =>
        actionOf(offer, document),
      );
      return actions.filter(({ kind }) => kind === undefined || context.only?.contains(kind) !== false);
    } catch (error) {
      // VS Code asks at every move of the caret: a failure is for the log.
      log.warn(`no code action for ${document.uri.toString()}`, String(error));
      return [];
    }
  }
}

function lengthOf(document: vscode.TextDocument): number {
  return document.offsetAt(new vscode.Position(document.lineCount, 0));
}

function actionOf({ title, kind, command, job, refusal }: Offer, document: vscode.TextDocument): vscode.CodeAction {
  const action = new vscode.CodeAction(title, InstrumentActions.kind.append(kind));
  const reason = refusal ?? (command === 'taskMonitor.instrumentFunction' ? unplaceableReason(document) : undefined);
  if (reason !== undefined) action.disabled = { reason };
  // A command, not an edit: it can say why VS Code did not apply it, and it works on the text of that moment.
  action.command = { command, title, arguments: [jobArgument(document, job)] };
  return action;
}
