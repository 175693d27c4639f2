import type { Node } from '@vscode/tree-sitter-wasm';
import type { SyntaxTree } from '../parsers';

/** Where the first syntax error of a file is, as an offset; undefined when there is none. */
export function syntaxErrorOffset(tree: SyntaxTree): number | undefined {
  return tree.root.hasError ? errorOffset(tree.root) : undefined;
}

/** Walks down with a cursor: what holds an error may have a hundred thousand children. */
function errorOffset(root: Node): number {
  const cursor = root.walk();
  try {
    for (;;) {
      const parent = cursor.currentNode;
      if (!cursor.gotoFirstChild()) {
        return parent.startIndex;
      }
      let found = false;
      do {
        const { currentNode } = cursor;
        if (currentNode.isError || currentNode.isMissing) {
          return currentNode.startIndex;
        }
        found = currentNode.hasError;
      } while (!found && cursor.gotoNextSibling());
      if (!found) {
        return parent.startIndex;
      }
    }
  } finally {
    cursor.delete();
  }
}
