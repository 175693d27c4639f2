import * as vscode from 'vscode';
import type { FunctionState, StyleState, TargetState } from '../../instrument/functionState';
import type { InstrumentStyle } from '../../instrument/plan';
import { maxSourceLength } from '../documentSources';
import type { DocumentSources } from '../documentSources';
import type { SettingsSource } from '../settings';
import { choiceAt } from './choiceAt';
import type { Choice } from './choiceAt';
import { jobArgument } from './instrumentJob';
import type { InstrumentJob, InstrumentTarget } from './instrumentJob';
import { unplaceableReason } from './instrumentation';

/** What one row of the menu says and does. */
interface Offer {
  readonly title: string;
  /** Below {@link InstrumentActions.kind}: keys can be bound to it. */
  readonly kind: string;
  readonly command: 'taskMonitor.instrumentFunction' | 'taskMonitor.uninstrumentFunction';
  readonly job: InstrumentJob;
  readonly refusal?: string | undefined;
}

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

function offersFor(choice: Choice, document: vscode.TextDocument, preferred: InstrumentStyle): readonly Offer[] {
  switch (choice.kind) {
    case 'function':
      return offersForFunction(choice.state, preferred);
    case 'functions':
      return offersForFunctions(choice.states);
    case 'statements': {
      const { span, state } = choice.state;
      const target = { kind: 'statements', ...span, version: document.version } as const;
      const title = choice.selected
        ? vscode.l10n.t('Instrument the selected statements with TaskMonitor')
        : vscode.l10n.t('Instrument the main block with TaskMonitor');
      const offers = offersForState(state, target, { preferred, title, onlyPreferred: true });
      // The function around a selection stays at hand, in one row that says something else.
      const [around] = choice.around === undefined ? [] : offersForFunction(choice.around, preferred);
      return around === undefined || offers.some((offer) => offer.title === around.title)
        ? offers
        : [...offers, around];
    }
  }
}

function offersForFunction({ functionName, state }: FunctionState, preferred: InstrumentStyle): readonly Offer[] {
  const target = { kind: 'functions', names: [functionName] } as const;
  return offersForState(state, target, { preferred, title: vscode.l10n.t('Instrument with TaskMonitor') });
}

interface Wording {
  readonly preferred: InstrumentStyle;
  /** Of the row that instruments in the preferred style. */
  readonly title: string;
  readonly onlyPreferred?: boolean;
}

function offersForState(
  state: TargetState,
  target: InstrumentTarget,
  { preferred, title, onlyPreferred }: Wording,
): readonly Offer[] {
  const instrument = 'taskMonitor.instrumentFunction';
  switch (state.kind) {
    case 'instrumented':
      return [
        {
          title: vscode.l10n.t('Remove TaskMonitor instrumentation'),
          kind: 'remove',
          command: 'taskMonitor.uninstrumentFunction',
          job: { target },
        },
      ];
    case 'refused':
      return [{ title, kind: preferred, command: instrument, job: { target }, refusal: state.reason }];
    case 'plain': {
      const usual = state.styles.find(({ style }) => style === preferred) ?? state.styles[0];
      if (usual === undefined) return [];
      const { style, refusal } = usual;
      const offers: Offer[] = [{ title, kind: style, command: instrument, job: { target, style }, refusal }];
      if (state.records !== undefined && refusal === undefined) {
        offers.push({
          title: vscode.l10n.t('{0}, counting records: {1}', title, state.records),
          kind: `${style}.records`,
          command: instrument,
          job: { target, style, records: true },
        });
      }
      const others = onlyPreferred === true ? [] : state.styles.filter((each) => each !== usual);
      return [...offers, ...others.map((other) => otherStyle(other, target))];
    }
  }
}

function otherStyle({ style, refusal }: StyleState, target: InstrumentTarget): Offer {
  // The names of the styles are words of Python.
  const title = vscode.l10n.t('Instrument with TaskMonitor ({0})', style);
  return { title, kind: style, command: 'taskMonitor.instrumentFunction', job: { target, style }, refusal };
}

function offersForFunctions(states: readonly FunctionState[]): readonly Offer[] {
  const namesOf = (kind: TargetState['kind']): readonly string[] =>
    states.filter(({ state }) => state.kind === kind).map(({ functionName }) => functionName);
  const [plain, instrumented, refused] = [namesOf('plain'), namesOf('instrumented'), namesOf('refused')];
  const offers: Offer[] = [];
  if (plain.length > 0 || refused.length === states.length) {
    const names = plain.length > 0 ? plain : refused;
    offers.push({
      title:
        names.length === 1
          ? vscode.l10n.t('Instrument {0} with TaskMonitor', names[0] ?? '')
          : vscode.l10n.t('Instrument {0} functions with TaskMonitor', names.length),
      kind: 'functions',
      command: 'taskMonitor.instrumentFunction',
      job: { target: { kind: 'functions', names } },
      refusal: plain.length > 0 ? undefined : firstReason(states),
    });
  }
  if (instrumented.length > 0) {
    offers.push({
      title:
        instrumented.length === 1
          ? vscode.l10n.t('Remove TaskMonitor instrumentation from {0}', instrumented[0] ?? '')
          : vscode.l10n.t('Remove TaskMonitor instrumentation from {0} functions', instrumented.length),
      kind: 'remove',
      command: 'taskMonitor.uninstrumentFunction',
      job: { target: { kind: 'functions', names: instrumented } },
    });
  }
  return offers;
}

function firstReason(states: readonly FunctionState[]): string | undefined {
  for (const { state } of states) {
    if (state.kind === 'refused') return state.reason;
  }
  return undefined;
}
