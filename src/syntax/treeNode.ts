/**
 * What the readers of a language ask of a node: the parts of tree-sitter's `Node` that they share with `CachedNode`, so that
 * one reader serves a question about one place (nodes as they are) and one about a whole file (nodes that are kept).
 */
export interface TreeNode<Self> {
  readonly id: number;
  readonly type: string;
  readonly text: string;
  /** Offsets in UTF-16 units. */
  readonly startIndex: number;
  readonly endIndex: number;
  readonly parent: Self | null;
  readonly children: readonly (Self | null)[];
  readonly namedChildren: readonly (Self | null)[];
  readonly namedChildCount: number;
  readonly firstChild: Self | null;
  readonly lastChild: Self | null;
  readonly firstNamedChild: Self | null;
  childForFieldName(name: string): Self | null;
  childrenForFieldName(name: string): readonly (Self | null)[];
  descendantForIndex(start: number, end: number): Self | null;
  descendantsOfType(types: string[]): readonly (Self | null)[];
}

/** Source text with its tree, of either kind of node. */
export interface TreeOf<N> {
  readonly text: string;
  readonly root: N;
}
