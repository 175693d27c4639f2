import type { Node } from '@vscode/tree-sitter-wasm';
import { namedChildren } from '../../syntax/namedChildren';

/** Where statements are left other than by an exception. */
export interface BodyExit {
  /** The `return`, or the `break` or `continue` of a loop around the statements; undefined for their end. */
  readonly statement: Node | undefined;
  /** Whether the variable has a value there, whichever way was taken. */
  readonly bound: boolean;
}

/**
 * The exits of statements of one block, in the order of the text, and whether a variable is surely bound at each, in the
 * way of a compiler's definite assignment. Undefined where a `finally` decides how the statements are left.
 *
 * @param bindings the simple statements that bind the variable
 */
export function bodyExits(statements: readonly Node[], bindings: readonly Node[]): readonly BodyExit[] | undefined {
  return new Flow(new Set(bindings.map(({ id }) => id))).exitsOf(statements);
}

/** Whether the variable is surely bound; undefined where no way leads. */
type State = boolean | undefined;

/** Where the `break`s of a loop lead. */
interface Loop {
  afterBreaks: State;
}

const leaving = ['return_statement', 'break_statement', 'continue_statement'];

class Flow {
  private readonly exits: BodyExit[] = [];
  private isOpaque = false;

  constructor(private readonly bindings: ReadonlySet<number>) {}

  exitsOf(statements: readonly Node[]): readonly BodyExit[] | undefined {
    const bound = this.run(statements, false, undefined);
    if (bound !== undefined) {
      this.exits.push({ statement: undefined, bound });
    }
    return this.isOpaque ? undefined : this.exits;
  }

  private run(statements: readonly Node[], before: State, loop: Loop | undefined): State {
    return statements.reduce((state, statement) => this.step(statement, state, loop), before);
  }

  private block(node: Node | null | undefined, before: State, loop: Loop | undefined): State {
    return node === null || node === undefined ? before : this.run(namedChildren(node), before, loop);
  }

  private step(statement: Node, before: State, loop: Loop | undefined): State {
    switch (statement.type) {
      case 'return_statement':
        this.leave(statement, before);
        return undefined;
      case 'raise_statement':
        return undefined;
      case 'break_statement':
      case 'continue_statement':
        if (loop === undefined) {
          this.leave(statement, before);
        } else if (statement.type === 'break_statement') {
          loop.afterBreaks = either(loop.afterBreaks, before);
        }
        return undefined;
      case 'if_statement':
        return this.branches(statement, before, loop);
      case 'for_statement':
      case 'while_statement':
        return this.loop(statement, before, loop);
      case 'try_statement':
        return this.attempt(statement, before, loop);
      case 'with_statement': {
        const after = this.block(statement.childForFieldName('body'), before, loop);
        return letsExceptionsPass(statement) ? after : either(after, before);
      }
      case 'match_statement':
        return this.cases(statement, before, loop);
      default:
        return before === undefined ? undefined : before || this.bindings.has(statement.id);
    }
  }

  private leave(statement: Node, state: State): void {
    this.exits.push({ statement, bound: state ?? false });
  }

  private branches(statement: Node, before: State, loop: Loop | undefined): State {
    let after = this.block(statement.childForFieldName('consequence'), before, loop);
    let isExhaustive = false;
    for (const clause of namedChildren(statement)) {
      if (clause.type === 'elif_clause') {
        after = either(after, this.block(clause.childForFieldName('consequence'), before, loop));
      } else if (clause.type === 'else_clause') {
        after = either(after, this.block(clause.childForFieldName('body'), before, loop));
        isExhaustive = true;
      }
    }
    return isExhaustive ? after : either(after, before);
  }

  private loop(statement: Node, before: State, around: Loop | undefined): State {
    const loop: Loop = { afterBreaks: undefined };
    this.block(statement.childForFieldName('body'), before, loop);
    const isEndless = /^(?:True|1)$/.test(statement.childForFieldName('condition')?.text ?? '');
    if (isEndless) {
      return loop.afterBreaks;
    }
    const alternative = statement.childForFieldName('alternative');
    return either(this.block(alternative?.childForFieldName('body'), before, around), loop.afterBreaks);
  }

  private attempt(statement: Node, before: State, loop: Loop | undefined): State {
    let after = this.block(statement.childForFieldName('body'), before, loop);
    let handled: State;
    let isBoundAtLast: State = false;
    for (const clause of namedChildren(statement)) {
      const body = namedChildren(clause).findLast(({ type }) => type === 'block');
      if (clause.type.startsWith('except')) {
        // Whatever raised may have done so before the variable was bound.
        handled = either(handled, this.block(body, before, loop));
      } else if (clause.type === 'else_clause') {
        after = this.block(body, after, loop);
      } else if (clause.type === 'finally_clause') {
        isBoundAtLast = this.block(body, before, loop);
        this.isOpaque ||= clause.descendantsOfType(leaving).length > 0;
      }
    }
    const left = either(after, handled);
    return left === undefined || isBoundAtLast === undefined ? undefined : left || isBoundAtLast;
  }

  private cases(statement: Node, before: State, loop: Loop | undefined): State {
    let after: State;
    let isExhaustive = false;
    for (const clause of namedChildren(statement.childForFieldName('body'))) {
      after = either(after, this.block(clause.childForFieldName('consequence'), before, loop));
      const patterns = namedChildren(clause).filter(({ type }) => type === 'case_pattern');
      isExhaustive ||= clause.childForFieldName('guard') === null && patterns.length === 1 && patterns[0]?.text === '_';
    }
    return isExhaustive ? after : either(after, before);
  }
}

function either(a: State, b: State): State {
  return a === undefined ? b : b === undefined ? a : a && b;
}

/** A context manager may swallow an exception; files and what `closing` closes do not. */
function letsExceptionsPass(statement: Node): boolean {
  const items = namedChildren(namedChildren(statement).find(({ type }) => type === 'with_clause') ?? null);
  return items.every((item) => {
    const value = item.childForFieldName('value');
    const call = value?.type === 'as_pattern' ? value.firstNamedChild : value;
    return (
      call?.type === 'call' &&
      /^(?:(?:gzip|bz2|lzma|codecs|io|tarfile)\.)?open$|^(?:contextlib\.)?closing$/.test(
        call.childForFieldName('function')?.text ?? '',
      )
    );
  });
}
