import * as vscode from 'vscode';
import { planInstrument } from '../../instrument/python/planInstrument';
import { planUninstrument } from '../../instrument/python/planUninstrument';
import { locateRuntimeModule } from '../../instrument/python/runtimeModule';
import { scriptImports } from '../../syntax/python/scriptImports';
import type { TextEdit } from '../../text/textEdit';
import type { ExtensionAssets } from '../extensionAssets';
import type { PythonSources } from '../pythonSources';
import { documentFiles } from './documentFiles';

export interface InstrumentationParts {
  readonly sources: PythonSources;
  readonly assets: ExtensionAssets;
  readonly log: vscode.LogOutputChannel;
}

/** What is to be done to a document, or why nothing is. */
export type Instrumentation =
  | {
      readonly kind: 'change';
      readonly edit: vscode.WorkspaceEdit;
      /** The document's version that the edit was made for. */
      readonly version: number;
      /** The runtime module that the edit creates. */
      readonly created?: vscode.Uri;
    }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'refused'; readonly reason: string };

/** Instruments one function; the runtime module is created in the same edit when the script cannot import one. */
export async function instrumentation(
  document: vscode.TextDocument,
  functionName: string,
  { sources, assets }: InstrumentationParts,
): Promise<Instrumentation> {
  const unplaceable = unplaceableReason(document);
  if (unplaceable !== undefined) return { kind: 'refused', reason: unplaceable };
  const { version } = document;
  const text = document.getText();
  const files = documentFiles(document.uri);
  const imports = await sources.use(text, scriptImports);
  const runtime = await locateRuntimeModule(files, document.uri.path, imports);
  const request = { targets: [functionName], path: document.uri.path, importModule: runtime.importModule };
  const plan = await sources.use(text, (tree) => planInstrument(tree, request));
  const refused = plan.outcomes.find((outcome) => outcome.kind === 'refused');
  if (refused !== undefined) return { kind: 'refused', reason: refused.reason };
  if (plan.edits.length === 0) return { kind: 'unchanged' };
  const edit = new vscode.WorkspaceEdit();
  if (runtime.exists || !plan.importsRuntime) {
    addEdits(edit, document, plan.edits);
    return { kind: 'change', edit, version };
  }
  const created = document.uri.with({ path: runtime.path });
  // First, since an edit is not atomic: when the file cannot be created, the text stays as it is.
  const contents = new TextEncoder().encode(await assets.pythonRuntime());
  edit.createFile(created, { contents, overwrite: false, ignoreIfExists: false });
  addEdits(edit, document, plan.edits);
  return { kind: 'change', edit, version, created };
}

/** Takes out what {@link instrumentation} put in; the runtime module stays, other scripts may import it. */
export async function uninstrumentation(
  document: vscode.TextDocument,
  functionName: string,
  { sources }: InstrumentationParts,
): Promise<Instrumentation> {
  const { version } = document;
  const plan = await sources.use(document.getText(), (tree) => planUninstrument(tree, { targets: [functionName] }));
  const refused = plan.outcomes.find((outcome) => outcome.kind === 'refused');
  if (refused !== undefined) return { kind: 'refused', reason: refused.reason };
  if (plan.edits.length === 0) return { kind: 'unchanged' };
  const edit = new vscode.WorkspaceEdit();
  addEdits(edit, document, plan.edits);
  return { kind: 'change', edit, version };
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

function addEdits(edit: vscode.WorkspaceEdit, document: vscode.TextDocument, edits: readonly TextEdit[]): void {
  for (const { start, end, newText } of edits) {
    edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), newText);
  }
}
