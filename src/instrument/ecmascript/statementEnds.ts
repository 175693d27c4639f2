import type { Node } from '@vscode/tree-sitter-wasm';

/**
 * Whether an expression that ends at `end` without a semicolon, at the end of its line, would go on with the next line once
 * a `)` stands behind it: `x++` cannot be called, so that a `(` below it begins a statement, but a call can.
 */
export function needsSemicolon(text: string, end: number): boolean {
  const [between = '', next = ''] =
    /^((?:\s|\/\/[^\r\n]*|\/\*[^]*?\*\/)*)([^]{0,20})/.exec(text.slice(end, end + 10_000))?.slice(1) ?? [];
  return (
    /[\r\n\u2028\u2029]/.test(between) &&
    /^(?:[([`+*/%.?<>=&|^!-]|in\b|instanceof\b|as\b|satisfies\b)/.test(next) &&
    !next.startsWith('=>')
  );
}

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
  let node: Node | null = expression;
  while (node !== null) {
    const inner: Node | null = node.firstNamedChild;
    const goesOn = /^(?:call|member|subscript)_expression$/.test(node.type);
    if (
      goesOn &&
      inner !== null &&
      /^(?:update_expression|arrow_function|unary_expression|await_expression|yield_expression)$/.test(inner.type)
    ) {
      return true;
    }
    node = inner !== null && inner.startIndex === node.startIndex ? inner : null;
  }
  return false;
}
