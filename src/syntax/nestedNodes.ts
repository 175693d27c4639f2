import type { Node } from '@vscode/tree-sitter-wasm';
import type { Span } from '../text/span';

/** A node with its place, read once: asking the tree for parents again and again costs too much in deeply nested source. */
export interface NestedNode extends Span {
  readonly node: Node;
  readonly type: string;
  readonly outer: NestedNode | undefined;
}

/** Nodes of some types, to be asked which of them hold an offset. */
export class NestedNodes {
  /** In the order in which they start, outer ones first. */
  private readonly nodes: NestedNode[] = [];

  constructor(root: Node, types: readonly string[]) {
    let outer: NestedNode | undefined;
    for (const node of root.descendantsOfType([...types])) {
      if (node !== null) {
        const { startIndex: start, endIndex: end } = node;
        while (outer !== undefined && outer.end <= start) {
          outer = outer.outer;
        }
        outer = { node, type: node.type, start, end, outer };
        this.nodes.push(outer);
      }
    }
  }

  /** Those that hold the character at `offset`, innermost first. */
  *around(offset: number): Generator<NestedNode> {
    let [low, high] = [-1, this.nodes.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      [low, high] = (this.nodes[middle]?.start ?? 0) <= offset ? [middle, high] : [low, middle - 1];
    }
    for (let each = this.nodes[low]; each !== undefined; each = each.outer) {
      if (offset < each.end) {
        yield each;
      }
    }
  }
}
