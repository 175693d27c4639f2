import * as vscode from 'vscode';
import { languageOfEditor } from '../../syntax/language';
import type { ScriptCare } from '../scriptCare/scriptCare';
import { unattended } from '../unattended';
import { applyInstrumentation } from './applyInstrumentation';
import type { AppliedInstrumentation } from './applyInstrumentation';
import { choiceAt } from './choiceAt';
import type { Choice } from './choiceAt';
import { jobArgument, namedJob } from './instrumentJob';
import type { InstrumentJob } from './instrumentJob';
import { instrumentation, uninstrumentation } from './instrumentation';
import type { InstrumentationParts } from './instrumentation';
import { instrumentedNote, removedNote, tellRefusals } from './instrumentMessages';

/** How long a note stands in the status bar. */
const noteMs = 6_000;

export interface InstrumentCommandParts extends InstrumentationParts {
  readonly care: ScriptCare;
}

interface Work {
  readonly document: vscode.TextDocument;
  readonly job: InstrumentJob;
}

/** Instruments what a code action named, or else what is at the caret or selected. */
export async function instrumentFunction(argument: unknown, parts: InstrumentCommandParts): Promise<void> {
  const work = await workOf(argument, 'plain', parts);
  await (work === undefined ? askForCaret(parts.log) : instrument(work, parts));
}

export async function uninstrumentFunction(argument: unknown, parts: InstrumentCommandParts): Promise<void> {
  const work = await workOf(argument, 'instrumented', parts);
  await (work === undefined ? askForCaret(parts.log) : uninstrument(work, parts));
}

/** Every function of the file that is not inside another one, as one undoable step. */
export async function instrumentFile(argument: unknown, parts: InstrumentCommandParts): Promise<void> {
  const document = await fileOf(argument);
  if (document !== undefined) await instrument({ document, job: { target: { kind: 'all' } } }, parts);
}

export async function uninstrumentFile(argument: unknown, parts: InstrumentCommandParts): Promise<void> {
  const document = await fileOf(argument);
  if (document !== undefined) await uninstrument({ document, job: { target: { kind: 'all' } } }, parts);
}

async function instrument({ document, job }: Work, parts: InstrumentCommandParts): Promise<void> {
  const outcome = await applyInstrumentation(document, () => instrumentation(document, job, parts));
  if (outcome.kind === 'unchanged') {
    unattended(offerRemoval(document, job), parts.log);
    return;
  }
  tell(document, outcome, instrumentedNote, parts.log);
  if (outcome.kind === 'applied' && outcome.runtime !== undefined) {
    unattended(parts.care.instrumented(document.uri, outcome.runtime), parts.log);
  }
}

async function uninstrument({ document, job }: Work, parts: InstrumentCommandParts): Promise<void> {
  const outcome = await applyInstrumentation(document, () => uninstrumentation(document, job, parts));
  if (outcome.kind === 'unchanged') {
    const message =
      job.target.kind === 'functions' && job.target.names.length === 1
        ? vscode.l10n.t('{0} is not instrumented with TaskMonitor.', job.target.names[0] ?? '')
        : vscode.l10n.t('Nothing there is instrumented with TaskMonitor.');
    unattended(vscode.window.showInformationMessage(message), parts.log);
    return;
  }
  tell(document, outcome, removedNote, parts.log);
}

function tell(
  document: vscode.TextDocument,
  outcome: Exclude<AppliedInstrumentation, { kind: 'unchanged' }>,
  note: (outcome: Extract<AppliedInstrumentation, { kind: 'applied' }>) => string,
  log: vscode.LogOutputChannel,
): void {
  if (outcome.kind === 'applied') vscode.window.setStatusBarMessage(note(outcome), noteMs);
  if (outcome.refused.length > 0) unattended(tellRefusals(document, outcome, log), log);
}

/** The job that the argument names, or one on what is at the caret that is in the state to be worked on. */
async function workOf(
  argument: unknown,
  wanted: 'plain' | 'instrumented',
  { sources }: InstrumentCommandParts,
): Promise<Work | undefined> {
  const named = namedJob(argument);
  if (named !== undefined) return { document: await vscode.workspace.openTextDocument(named.uri), job: named.job };
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const { document } = editor;
  const choice = await choiceAt(document, editor.selection, sources);
  return choice && { document, job: jobFor(choice, wanted, document.version) };
}

function jobFor(choice: Choice, wanted: 'plain' | 'instrumented', version: number): InstrumentJob {
  switch (choice.kind) {
    case 'function':
      return { target: { kind: 'functions', names: [choice.state.functionName] } };
    case 'functions': {
      const fitting = choice.states.filter(({ state }) => state.kind === wanted);
      const names = (fitting.length > 0 ? fitting : choice.states).map(({ functionName }) => functionName);
      return { target: { kind: 'functions', names } };
    }
    case 'statements':
      return { target: { kind: 'statements', ...choice.state.span, version } };
  }
}

/** The file that a menu names, which is shown then, or the one in the active editor. */
async function fileOf(argument: unknown): Promise<vscode.TextDocument | undefined> {
  const editor = argument instanceof vscode.Uri ? await vscode.window.showTextDocument(argument) : undefined;
  return (editor ?? vscode.window.activeTextEditor)?.document;
}

async function askForCaret(log: vscode.LogOutputChannel): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const message =
    editor === undefined || languageOfEditor(editor.document.languageId) !== undefined
      ? vscode.l10n.t('Put the caret into a function first.')
      : vscode.l10n.t('TaskMonitor does not instrument files of this language.');
  unattended(vscode.window.showInformationMessage(message), log);
}

async function offerRemoval(document: vscode.TextDocument, job: InstrumentJob): Promise<void> {
  const { target } = job;
  if (target.kind === 'all') {
    await vscode.window.showInformationMessage(
      vscode.l10n.t('There is nothing to instrument in {0}.', vscode.workspace.asRelativePath(document.uri)),
    );
    return;
  }
  const remove = vscode.l10n.t('Remove Instrumentation');
  const message =
    target.kind === 'functions' && target.names.length === 1
      ? vscode.l10n.t('{0} is instrumented already.', target.names[0] ?? '')
      : vscode.l10n.t('This is instrumented already.');
  const answer = await vscode.window.showInformationMessage(message, remove);
  if (answer !== remove) return;
  await vscode.commands.executeCommand('taskMonitor.uninstrumentFunction', jobArgument(document, job));
}
