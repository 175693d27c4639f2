import type { Node } from '@vscode/tree-sitter-wasm';
import { namedChildren } from '../../syntax/namedChildren';
import { enclosingScope } from '../../syntax/python/names';

/** Statements of one block, in a function or a module, which are to run as a task. Valid as long as its tree. */
export interface Body {
  readonly statements: readonly Node[];
  /** The function, or the root. */
  readonly scope: Node;
}

/**
 * The simple statements of a body that are of one of `types`, those in the blocks inside it too, but not those of functions
 * and classes inside. Expressions are not walked through.
 */
export function simpleStatements({ statements }: Body, ...types: readonly string[]): readonly Node[] {
  const found: Node[] = [];
  const wanted = new Set(types);
  const walk = (node: Node): void => {
    if (wanted.has(node.type)) {
      found.push(node);
    } else if (holdsBlocks.test(node.type)) {
      for (const child of namedChildren(node)) {
        walk(child);
      }
    }
  };
  for (const statement of statements) {
    walk(statement);
  }
  return found;
}

const holdsBlocks =
  /^(?:block|(?:if|for|while|try|with|match)_statement|(?:elif|else|except|except_group|finally|case)_clause)$/;

/** Whether the statements make a generator of their function. */
export function isGenerator({ statements, scope }: Body): boolean {
  return statements.some(
    (statement) =>
      /\byield\b/.test(statement.text) &&
      statement.descendantsOfType('yield').some((each) => each !== null && enclosingScope(each).id === scope.id),
  );
}
