import type { Node } from '@vscode/tree-sitter-wasm';

/** The named children of a node without comments, which have two types in Java. */
export function javaChildren(node: Node | null): readonly Node[] {
  return (node?.namedChildren ?? []).flatMap((child) =>
    child === null || child.type === 'line_comment' || child.type === 'block_comment' ? [] : [child],
  );
}
