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
export function choiceAt(
  document: vscode.TextDocument,
  selection: vscode.Range,
  sources: DocumentSources,
): Promise<Choice | undefined> {
  const caret = document.offsetAt(selection instanceof vscode.Selection ? selection.active : selection.end);
  const span = { start: document.offsetAt(selection.start), end: document.offsetAt(selection.end) };
  return sources.read(document, (tree) => {
    const instrumenter = instrumenterOf(tree.language);
    if (instrumenter === undefined) return undefined;
    return selection.isEmpty ? atCaret(instrumenter, tree, caret) : inSelection(instrumenter, tree, span, caret);
  });
}

function atCaret(instrumenter: Instrumenter, tree: SyntaxTree, caret: number): Choice | undefined {
  const state = instrumenter.functionAt(tree, caret);
  if (state !== undefined) return { kind: 'function', state };
  const statements = instrumenter.statementsAt(tree, { start: caret, end: caret });
  return statements && { kind: 'statements', state: statements, selected: false, around: undefined };
}

function inSelection(instrumenter: Instrumenter, tree: SyntaxTree, span: Span, caret: number): Choice | undefined {
  const [first, ...others] = outermost(
    instrumenter.functionStates(tree).filter(({ nameSpan }) => contains(span, nameSpan)),
  );
  if (first !== undefined) {
    return others.length === 0 ? { kind: 'function', state: first } : { kind: 'functions', states: [first, ...others] };
  }
  const around = instrumenter.functionAt(tree, caret);
  const statements = instrumenter.statementsAt(tree, span);
  // A word that is selected stands for what a caret in it would: statements are meant by whole ones, or by several lines.
  const meant = statements !== undefined && (contains(span, statements.span) || spansLines(tree.text, span));
  if (meant) return { kind: 'statements', state: statements, selected: true, around };
  return around && { kind: 'function', state: around };
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
