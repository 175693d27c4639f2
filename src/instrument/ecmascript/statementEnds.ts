import type { Node } from '@vscode/tree-sitter-wasm';

/** What a `return` gives back: nothing when a line ends behind it, whatever the grammar makes of the next one. */
export function returnedValue(text: string, statement: Node): Node | undefined {
  const value = statement.namedChildren.find((child) => child !== null && child.type !== 'comment');
  const between = text.slice(statement.startIndex, value?.startIndex ?? statement.startIndex);
  return value === null || /[\r\n\u2028\u2029]/.test(between) ? undefined : value;
}

/**
 * Whether the grammar makes one expression of what are two statements: nothing can be called, or read a property of,
 * behind `x++` or an arrow without parentheses, so that the next line begins a statement.
 */
export function runsTogether(expression: Node): boolean {
  if (!/[\r\n\u2028\u2029]/.test(expression.text)) {
    return false;
  }
  return expression.descendantsOfType([...continuations.keys()]).some((node) => {
    const first = node?.firstNamedChild;
    return first !== null && first !== undefined && continuations.get(node?.type ?? '')?.test(first.type) === true;
  });
}

const uncallable = /^(?:update_expression|arrow_function)$/;

/** What cannot stand first in an expression of each kind. */
const continuations: ReadonlyMap<string, RegExp> = new Map([
  ['call_expression', uncallable],
  ['member_expression', uncallable],
  ['subscript_expression', uncallable],
  ['binary_expression', /^arrow_function$/],
  ['ternary_expression', /^arrow_function$/],
]);
