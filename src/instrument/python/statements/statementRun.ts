import type { Node } from '@vscode/tree-sitter-wasm';
import type { Span } from '../../../text/span';
import { namedChildren } from '../../../syntax/namedChildren';
import type { SyntaxTree } from '../../../syntax/parsers';
import { onCode } from '../../../syntax/python/functions';
import { isDocstring } from '../../../syntax/python/docstring';
import { enclosingScope } from '../../../syntax/python/names';
import type { Body } from '../body';
import type { Script } from '../script';
import { blockOfMain, isMainBlock, mainBlockAround } from './mainBlock';

/** Statements that follow each other in one block, whole lines or the whole block. Valid as long as its tree. */
export interface StatementRun extends Body {
  /** At least one, in the order of the text. */
  readonly statements: readonly [Node, ...Node[]];
  /** The block or, at module level, the root. */
  readonly block: Node;
  /** What was selected: comments in it go with the statements. */
  readonly selection: Span;
}

/**
 * The statements that a selection touches, widened to whole statements of one block and whole lines. Imports, definitions and
 * docstrings at either end are left out: they take no time. The whole `if __name__ == "__main__":` stands for its block.
 * Undefined when nothing that runs is left.
 */
function statementRun(script: Script, selection: Span): StatementRun | undefined {
  const trimmed = withoutBlanks(script.text, selection);
  if (trimmed === undefined) {
    return undefined;
  }
  let block = blockAround(script.tree.root.descendantForIndex(trimmed.start, trimmed.end - 1));
  let statements: readonly Node[] = namedChildren(block).filter(
    (each) => each.startIndex < trimmed.end && codeEnd(script, each) > trimmed.start,
  );
  for (;;) {
    const [first] = statements;
    if (first === undefined) {
      return undefined;
    }
    statements = wholeLines(script, block, statements);
    const around = block.parent;
    const isOnLines = statements[0] !== undefined && script.beginsLine(statements[0]);
    if (around === null || ((isOnLines || isMainBlock(around)) && around.type !== 'match_statement')) {
      break;
    }
    // The block stands on the line of its header, or is that of a `match`: its statement is what can be taken.
    const statement = statementAround(block);
    block = blockAround(statement);
    statements = [statement];
  }
  return runOf(script, block, statements, trimmed);
}

/** The run that a selection means, or a caret in the block that runs the script. */
export function runAt(script: Script, selection: Span): StatementRun | undefined {
  if (script.text.slice(selection.start, selection.end).trim() !== '') {
    return statementRun(script, selection);
  }
  const block = mainBlockAround(statementsAround(script.tree, selection.start), selection.start);
  return block && runOfBlock(script, block);
}

/** The statements around an offset, innermost first, up to the function or class that holds them. */
export function statementsAround(tree: SyntaxTree, offset: number): readonly Node[] {
  const around: Node[] = [];
  let node = tree.root.descendantForIndex(onCode(tree.text, offset));
  for (; node !== null && !/^(?:function|class|decorated)_definition$/.test(node.type); node = node.parent) {
    if (node.type.endsWith('_statement')) {
      around.push(node);
    }
  }
  return node === null || node.type === 'function_definition' ? around : [];
}

/** All statements of a block that run. */
export function runOfBlock(script: Script, block: Node): StatementRun | undefined {
  const statements = namedChildren(block);
  const [first, last] = [statements[0], statements.at(-1)];
  return first === undefined || last === undefined
    ? undefined
    : runOf(script, block, statements, { start: first.startIndex, end: codeEnd(script, last) });
}

/** From the first statement to the end of the last one. */
export function spanOfRun(script: Script, { statements }: StatementRun): Span {
  const last = statements.at(-1) ?? statements[0];
  return { start: statements[0].startIndex, end: codeEnd(script, last) };
}

/** The line of the module where statements that run with it begin; undefined for those of a function, which run later. */
export function lineOfModule(script: Script, { scope, statements }: StatementRun): number | undefined {
  if (scope.parent !== null) {
    return undefined;
  }
  let statement: Node = statements[0];
  while (statement.parent !== null && statement.parent.id !== scope.id) {
    statement = statement.parent;
  }
  return script.lineOf(statement);
}

function runOf(script: Script, block: Node, all: readonly Node[], selection: Span): StatementRun | undefined {
  const start = all.findIndex((each) => !isIdle(script, each));
  const end = all.findLastIndex((each) => !isIdle(script, each)) + 1;
  const [first, ...others] = all.slice(Math.max(0, start), end);
  if (first === undefined || start < 0) {
    return undefined;
  }
  const main = others.length === 0 && isMainBlock(first) ? blockOfMain(first) : undefined;
  if (main !== undefined) {
    return runOfBlock(script, main);
  }
  // A line that `;` chains goes as a whole.
  const [whole, ...rest] = wholeLines(script, block, [first, ...others]);
  return whole && { statements: [whole, ...rest], block, scope: enclosingScope(whole), selection };
}

/** Whether a statement takes no time worth a task, and does nothing that could fail: at the ends of a selection it may stay out. */
export function isIdle(script: Script, statement: Node): boolean {
  switch (statement.type) {
    case 'function_definition':
    case 'class_definition':
    case 'decorated_definition':
    case 'import_statement':
    case 'import_from_statement':
    case 'future_import_statement':
    case 'global_statement':
    case 'nonlocal_statement':
    case 'pass_statement':
      return true;
    case 'expression_statement':
      return isDocstring(statement) || isOwnMonitor(script, statement) || isNote(script, statement);
    default:
      return false;
  }
}

function isOwnMonitor(script: Script, statement: Node): boolean {
  return script.use.monitors.some((monitor) => monitor.statement.id === statement.id);
}

/** Whether it is our line that notes the number of records. */
export function isNote(script: Script, statement: Node): boolean {
  const assignment = statement.firstNamedChild;
  return (
    assignment?.type === 'assignment' &&
    script.isMarkedLine(script.lineOf(statement)) &&
    /^(?:[^.]+\.)?_?(?:task_)?records(?:_\d+)?$/.test(assignment.childForFieldName('left')?.text ?? '') &&
    assignment.childForFieldName('right')?.type !== 'none'
  );
}

/** `statements` with those that share a line with the first or the last one. */
function wholeLines(script: Script, block: Node, statements: readonly Node[]): readonly Node[] {
  const all = namedChildren(block);
  let from = all.findIndex(({ id }) => id === statements[0]?.id);
  let to = all.findIndex(({ id }) => id === statements.at(-1)?.id);
  for (let each = all[from]; from > 0 && each !== undefined && !script.beginsLine(each); each = all[from]) {
    from--;
  }
  for (let next = all[to + 1]; next !== undefined && !script.beginsLine(next); next = all[to + 1]) {
    to++;
  }
  return all.slice(from, to + 1);
}

function codeEnd(script: Script, statement: Node): number {
  const { start, codeEnd: end } = script.source.line(script.lastCodeLine(statement));
  const onItsLine = start + script.text.slice(start, end).trimEnd().length;
  return Math.min(onItsLine, statement.endIndex);
}

function withoutBlanks(text: string, { start, end }: Span): Span | undefined {
  const selected = text.slice(start, end);
  const content = selected.trim();
  const first = start + selected.indexOf(content);
  return content === '' ? undefined : { start: first, end: first + content.length };
}

function blockAround(node: Node | null): Node {
  let block = node;
  while (block?.parent !== null && block?.parent !== undefined && block.type !== 'block') {
    block = block.parent;
  }
  if (block === null) {
    throw new RangeError('every node stands in a module');
  }
  return block;
}

/** The compound statement that a block belongs to, with its decorators. */
function statementAround(block: Node): Node {
  let statement = block;
  while (
    statement.parent !== null &&
    (statement.id === block.id || !/^(?:block|module)$/.test(statement.parent.type))
  ) {
    statement = statement.parent;
  }
  return statement;
}
