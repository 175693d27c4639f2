import * as vscode from 'vscode';
import type { FunctionState, StyleState, TargetState } from '../../instrument/functionState';
import type { InstrumentStyle } from '../../instrument/plan';
import type { Choice } from './choiceAt';
import type { InstrumentJob, InstrumentTarget } from './instrumentJob';

/** What one row of the menu says and does. */
export interface Offer {
  readonly title: string;
  /** Below the kind of all our actions: keys can be bound to it. */
  readonly kind: string;
  readonly command: 'taskMonitor.instrumentFunction' | 'taskMonitor.uninstrumentFunction';
  readonly job: InstrumentJob;
  readonly refusal?: string | undefined;
}

/** The rows for what is at the caret, the most likely one first. */
export function offersFor(choice: Choice, document: vscode.TextDocument, preferred: InstrumentStyle): readonly Offer[] {
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
