import type { Node } from '@vscode/tree-sitter-wasm';

/** The named children of a node without comments, which may stand anywhere. */
export function namedChildren(node: Node | null): readonly Node[] {
  return (node?.namedChildren ?? []).flatMap((child) => (child === null || child.type === 'comment' ? [] : [child]));
}
