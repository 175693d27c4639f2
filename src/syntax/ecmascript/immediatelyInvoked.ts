import type { Node } from '@vscode/tree-sitter-wasm';

/**
 * Whether a function expression is called where it stands, as a statement of its own: `(function () { … })()`,
 * `!function () { … }()`, `(async () => { … })().catch(…)`. Read from the text around it: asking a node of a long file for
 * its parent takes long.
 */
export function isImmediatelyInvoked(text: string, node: Node): boolean {
  if (!/^(?:arrow_function|function_expression|generator_function)$/.test(node.type)) {
    return false;
  }
  const { startIndex, endIndex } = node;
  const before = text.slice(Math.max(0, startIndex - 200), startIndex);
  const opened = /(^|[;{}\r\n]|\*\/)[ \t]*(?:void[ \t]+|await[ \t]+|[;!~+-][ \t]*)*\(?[ \t]*$/.exec(before);
  const isStatement = opened !== null && (opened[1] !== '' || startIndex <= 200);
  return isStatement && /^\s*\)?\s*(?:\.(?:call|apply)\s*)?\(/.test(text.slice(endIndex, endIndex + 100));
}
