import type { Node } from '@vscode/tree-sitter-wasm';

/**
 * Whether a first statement is the docstring: a string, adjoining strings or either in parentheses, without fields and
 * not of bytes, as CPython decides it.
 */
export function isDocstring(statement: Node | undefined): boolean {
  if (statement?.type !== 'expression_statement' || statement.namedChildCount !== 1) {
    return false;
  }
  // A comma makes a tuple of it.
  return statement.childCount === 1 && isPlainString(statement.firstNamedChild);
}

function isPlainString(expression: Node | null): boolean {
  switch (expression?.type) {
    case 'string':
      return !/[fbt]/i.test(expression.firstChild?.text ?? '');
    case 'concatenated_string':
    case 'parenthesized_expression':
      return expression.namedChildren.every((child) => child?.type === 'comment' || isPlainString(child));
    default:
      return false;
  }
}
