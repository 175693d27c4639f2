import type { Node } from '@vscode/tree-sitter-wasm';

/** The statements of a body or a program behind its directives, with comments, and the directives before them. */
export interface Prologue {
  /** `'use strict'` and the like. */
  readonly directives: readonly Node[];
  /** Statements and comments behind the last directive. */
  readonly rest: readonly Node[];
}

/** @param children the named children of a body or a program */
export function readPrologue(children: readonly (Node | null)[]): Prologue {
  const nodes = children.filter((child): child is Node => child !== null);
  let last = -1;
  for (const [index, node] of nodes.entries()) {
    if (isDirective(node)) {
      last = index;
    } else if (node.type !== 'comment' && node.type !== 'hash_bang_line') {
      break;
    }
  }
  return { directives: nodes.slice(0, last + 1).filter(isDirective), rest: nodes.slice(last + 1) };
}

export function isDirective(statement: Node): boolean {
  return statement.type === 'expression_statement' && statement.firstNamedChild?.type === 'string';
}
