import type { TreeNode } from './treeNode';

/** The named children of a node without comments, which may stand anywhere. */
export function namedChildren<N extends TreeNode<N>>(node: N | null): readonly N[] {
  return (node?.namedChildren ?? []).flatMap((child) => (child === null || child.type === 'comment' ? [] : [child]));
}
