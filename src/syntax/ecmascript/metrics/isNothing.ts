import type { Node } from '@vscode/tree-sitter-wasm';

/** `null` and `undefined`: as a variable's first value they only say that another comes later. */
export function isNothing(value: Node): boolean {
  return value.type === 'null' || value.type === 'undefined';
}

/** `{}` and `[]`, which another value takes the place of, as a rule. */
export function isEmpty(value: Node): boolean {
  return (value.type === 'object' || value.type === 'array') && value.namedChildCount === 0;
}
