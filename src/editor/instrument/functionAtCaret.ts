import * as vscode from 'vscode';
import type { FunctionState } from '../../instrument/functionState';
import { touches } from '../../text/span';
import { asRecord } from '../asRecord';
import type { PythonSources } from '../pythonSources';

/** The innermost function around a position; undefined outside of functions. @throws ParseTimeout */
export async function functionAtPosition(
  document: vscode.TextDocument,
  position: vscode.Position,
  sources: PythonSources,
): Promise<FunctionState | undefined> {
  const { functions } = await sources.read(document);
  const offset = document.offsetAt(position);
  return functions.filter(({ span }) => touches(span, offset)).toSorted((a, b) => lengthOf(a) - lengthOf(b))[0];
}

function lengthOf({ span }: FunctionState): number {
  return span.end - span.start;
}

/** What a command works on: the function that a code action named, or the one at the caret. */
export interface FunctionTarget {
  readonly document: vscode.TextDocument;
  readonly functionName: string;
}

/** Undefined when no function is named and none is at the caret. */
export async function functionTarget(argument: unknown, sources: PythonSources): Promise<FunctionTarget | undefined> {
  const named = namedTarget(argument);
  if (named !== undefined) {
    return { document: await vscode.workspace.openTextDocument(named.uri), functionName: named.functionName };
  }
  const editor = vscode.window.activeTextEditor;
  const found =
    editor?.document.languageId === 'python'
      ? await functionAtPosition(editor.document, editor.selection.active, sources)
      : undefined;
  if (editor === undefined || found === undefined) return undefined;
  return { document: editor.document, functionName: found.functionName };
}

/** The argument of a code action's command. */
export function targetArgument(document: vscode.TextDocument, functionName: string): Record<string, string> {
  return { uri: document.uri.toString(), functionName };
}

/** Menus pass the document's uri as an object: that is no named function. */
function namedTarget(argument: unknown): { uri: vscode.Uri; functionName: string } | undefined {
  const { uri, functionName } = asRecord(argument);
  if (typeof uri !== 'string' || typeof functionName !== 'string') return undefined;
  return { uri: vscode.Uri.parse(uri, true), functionName };
}
