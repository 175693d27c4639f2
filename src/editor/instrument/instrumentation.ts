import * as vscode from 'vscode';
import type { Instrumenter } from '../../instrument/instrumenter';
import { instrumenterOf } from '../../instrument/instrumenters';
import type { FunctionOutcome, InstrumentRequest, Targets, UninstrumentOutcome } from '../../instrument/plan';
import type { RuntimeModule } from '../../instrument/runtimeModule';
import { languageOfEditor } from '../../syntax/language';
import type { LanguageId } from '../../syntax/language';
import type { TextEdit } from '../../text/textEdit';
import type { DocumentSources } from '../documentSources';
import { EditorError } from '../editorError';
import type { ExtensionAssets } from '../extensionAssets';
import type { SettingsSource } from '../settings';
import { documentFiles } from './documentFiles';
import type { InstrumentJob, InstrumentTarget } from './instrumentJob';

export interface InstrumentationParts {
  readonly sources: DocumentSources;
  readonly assets: ExtensionAssets;
  readonly settings: SettingsSource;
  readonly log: vscode.LogOutputChannel;
}

/** `functionName` is empty for statements and for what concerns the whole file. */
export interface Refusal {
  readonly functionName: string;
  readonly reason: string;
}

/** What is to be done to a document, or why nothing is. */
export type Instrumentation =
  | {
      readonly kind: 'change';
      readonly edit: vscode.WorkspaceEdit;
      /** The document's version that the edit was made for. */
      readonly version: number;
      /** Names of the functions that change. */
      readonly changed: readonly string[];
      readonly refused: readonly Refusal[];
      /** The runtime module that the edit creates. */
      readonly created?: vscode.Uri;
      /** What the script imports from then on; only of an instrumentation. */
      readonly runtime?: RuntimeModule;
    }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly refused: readonly [Refusal, ...Refusal[]] };

/** Instruments parts of a document; the runtime module is created in the same edit when the script cannot import one. */
export async function instrumentation(
  document: vscode.TextDocument,
  job: InstrumentJob,
  { sources, assets, settings }: InstrumentationParts,
): Promise<Instrumentation> {
  const room = roomOf(document);
  const unplaceable = unplaceableReason(document);
  if (room === undefined || unplaceable !== undefined) return refusedWhole(unplaceable ?? unknownLanguage());
  const { language, instrumenter } = room;
  const { version } = document;
  const text = document.getText();
  const { path } = document.uri;
  const { style: preferred, taskName: taskTemplate } = settings.instrumentOf(document.uri);
  // A fresh tree: what is written must not rest on one that has seen a thousand edits.
  const { runtime, plan } = await sources.use(language, text, async (tree) => {
    const module = await instrumenter.runtimeOf(tree, path)(documentFiles(document.uri));
    const request: InstrumentRequest = {
      targets: targetsOf(job.target, version),
      path,
      importModule: module.importModule,
      style: styleFor(job.style ?? preferred, instrumenter),
      records: job.records === true,
      taskTemplate,
    };
    return { runtime: module, plan: instrumenter.planInstrument(tree, request) };
  });
  const { changed, refused } = sorted(plan.outcomes, 'instrumented');
  if (plan.edits.length === 0) return nothingDone(refused);
  const edit = new vscode.WorkspaceEdit();
  if (runtime.exists || !plan.importsRuntime) {
    addEdits(edit, document, plan.edits);
    return { kind: 'change', edit, version, changed, refused, runtime };
  }
  const created = document.uri.with({ path: runtime.path });
  // First, since an edit is not atomic: when the file cannot be created, the text stays as it is.
  const contents = new TextEncoder().encode(await assets.runtime(runtime.asset));
  edit.createFile(created, { contents, overwrite: false, ignoreIfExists: false });
  addEdits(edit, document, plan.edits);
  return { kind: 'change', edit, version, changed, refused, created, runtime };
}

/** Takes out what {@link instrumentation} put in; the runtime module stays, other scripts may import it. */
export async function uninstrumentation(
  document: vscode.TextDocument,
  { target }: InstrumentJob,
  { sources }: InstrumentationParts,
): Promise<Instrumentation> {
  const room = roomOf(document);
  if (room === undefined) return refusedWhole(unknownLanguage());
  const { version } = document;
  const targets = targetsOf(target, version);
  const plan = await sources.use(room.language, document.getText(), (tree) =>
    room.instrumenter.planUninstrument(tree, { targets }),
  );
  const { changed, refused } = sorted(plan.outcomes, 'removed');
  if (plan.edits.length === 0) return nothingDone(refused);
  const edit = new vscode.WorkspaceEdit();
  addEdits(edit, document, plan.edits);
  return { kind: 'change', edit, version, changed, refused };
}

/** Why the runtime module has no place beside this document; undefined when it has one. */
export function unplaceableReason(document: vscode.TextDocument): string | undefined {
  if (document.isUntitled) {
    return vscode.l10n.t('Save the file first: the module that it will import is placed beside it.');
  }
  return vscode.workspace.fs.isWritableFileSystem(document.uri.scheme) === false
    ? vscode.l10n.t('The file is read-only.')
    : undefined;
}

/** The style, or the language's own when it knows only that. */
export function styleFor(style: InstrumentJob['style'], { styles }: Instrumenter): InstrumentRequest['style'] & string {
  return style !== undefined && styles.includes(style) ? style : (styles[0] ?? 'with');
}

/** What plans say, as names that changed and refusals. */
export function sorted(
  outcomes: readonly (FunctionOutcome | UninstrumentOutcome)[],
  done: 'instrumented' | 'removed',
): { readonly changed: readonly string[]; readonly refused: readonly Refusal[] } {
  return {
    changed: outcomes.filter(({ kind }) => kind === done).map(({ functionName }) => functionName),
    refused: outcomes.filter((outcome) => outcome.kind === 'refused'),
  };
}

function roomOf(
  document: vscode.TextDocument,
): { readonly language: LanguageId; readonly instrumenter: Instrumenter } | undefined {
  const language = languageOfEditor(document.languageId);
  const instrumenter = language && instrumenterOf(language);
  return language && instrumenter && { language, instrumenter };
}

function unknownLanguage(): string {
  return vscode.l10n.t('TaskMonitor does not instrument files of this language.');
}

function refusedWhole(reason: string): Instrumentation {
  return { kind: 'refused', refused: [{ functionName: '', reason }] };
}

function nothingDone([first, ...others]: readonly Refusal[]): Instrumentation {
  return first === undefined ? { kind: 'unchanged' } : { kind: 'refused', refused: [first, ...others] };
}

function targetsOf(target: InstrumentTarget, version: number): Targets | 'all' {
  switch (target.kind) {
    case 'all':
      return 'all';
    case 'functions':
      return target.names;
    case 'statements':
      if (target.version !== version) {
        throw new EditorError(
          'changedMeanwhile',
          vscode.l10n.t('The document changed since the statements were selected. Select them again.'),
        );
      }
      return { statements: { start: target.start, end: target.end } };
  }
}

function addEdits(edit: vscode.WorkspaceEdit, document: vscode.TextDocument, edits: readonly TextEdit[]): void {
  for (const { start, end, newText } of edits) {
    edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), newText);
  }
}
