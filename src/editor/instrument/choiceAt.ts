import * as vscode from 'vscode';
import type { FunctionState, StatementsState } from '../../instrument/functionState';
import type { Instrumenter } from '../../instrument/instrumenter';
import { instrumenterOf } from '../../instrument/instrumenters';
import type { SyntaxTree } from '../../syntax/parsers';
import type { Span } from '../../text/span';
import type { DocumentSources } from '../documentSources';

/** What a caret or a selection stands for. */
export type Choice =
  | { readonly kind: 'function'; readonly state: FunctionState }
  /** Two or more. */
  | { readonly kind: 'functions'; readonly states: readonly FunctionState[] }
  | {
      readonly kind: 'statements';
      readonly state: StatementsState;
      /** Without a selection it is the block that runs the script. */
      readonly selected: boolean;
      /** The function that holds them. */
      readonly around: FunctionState | undefined;
    };

/** Undefined where there is nothing to instrument. A caret costs the reading of one function, whatever the file's length. */
export async function choiceAt(
  document: vscode.TextDocument,
  selection: vscode.Range,
  sources: DocumentSources,
): Promise<Choice | undefined> {
  const all = selection.isSingleLine ? undefined : await sources.functionStates(document);
  const caret = document.offsetAt(selection instanceof vscode.Selection ? selection.active : selection.end);
  const span = { start: document.offsetAt(selection.start), end: document.offsetAt(selection.end) };
  return sources.read(document, (tree) => {
    const instrumenter = instrumenterOf(tree.language);
    if (instrumenter === undefined) return undefined;
    const atCaret = instrumenter.functionAt(tree, caret);
    if (selection.isEmpty && atCaret !== undefined) return { kind: 'function', state: atCaret };
    const known = all ?? (atCaret === undefined ? [] : [atCaret]);
    return selection.isEmpty
      ? mainBlock(instrumenter, tree, caret)
      : selected(instrumenter, tree, span, known, atCaret);
  });
}

function mainBlock(instrumenter: Instrumenter, tree: SyntaxTree, caret: number): Choice | undefined {
  const state = instrumenter.statementsAt(tree, { start: caret, end: caret });
  return state && { kind: 'statements', state, selected: false, around: undefined };
}

function selected(
  instrumenter: Instrumenter,
  tree: SyntaxTree,
  span: Span,
  functions: readonly FunctionState[],
  atCaret: FunctionState | undefined,
): Choice | undefined {
  const [first, ...others] = outermost(functions.filter(({ nameSpan }) => contains(span, nameSpan)));
  if (first !== undefined) {
    return others.length === 0 ? { kind: 'function', state: first } : { kind: 'functions', states: [first, ...others] };
  }
  const state = instrumenter.statementsAt(tree, span);
  // A word that is selected stands for what a caret in it would: statements are meant by whole ones, or by several lines.
  const meant = state !== undefined && (contains(span, state.span) || spansLines(tree.text, span));
  if (meant) return { kind: 'statements', state, selected: true, around: atCaret };
  return atCaret && { kind: 'function', state: atCaret };
}

/** Those that no other of them holds. */
function outermost(functions: readonly FunctionState[]): readonly FunctionState[] {
  return functions.filter((each) => !functions.some((other) => other !== each && contains(other.span, each.nameSpan)));
}

function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

function spansLines(text: string, { start, end }: Span): boolean {
  return text.slice(start, end).trim().includes('\n');
}
