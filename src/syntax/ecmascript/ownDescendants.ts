import type { Node } from '@vscode/tree-sitter-wasm';
import { functionTypes } from './functions';

const scopes: readonly string[] = [
  ...functionTypes,
  'class_static_block',
  'field_definition',
  'public_field_definition',
];
const scopeSet: ReadonlySet<string> = new Set(scopes);

/** The nodes of some types that belong to a body itself and not to the functions inside it, in the order of the text. */
export function ownDescendants(body: Node, types: readonly string[]): readonly Node[] {
  const wanted = new Set(types);
  const found: Node[] = [];
  let scopeEnd = -1;
  for (const node of body.descendantsOfType([...types, ...scopes])) {
    if (node === null || !node.isNamed || node.id === body.id || node.startIndex < scopeEnd) {
      continue;
    }
    if (wanted.has(node.type)) {
      found.push(node);
    }
    if (scopeSet.has(node.type)) {
      scopeEnd = node.endIndex;
    }
  }
  return found;
}
