import type { SyntaxTree } from '../../src/syntax/parsers';
import type { Span } from '../../src/text/span';

/** The tokens of a file but those in `without`, which is sorted; comments without the white space in them. */
export function tokensOf(tree: SyntaxTree, without: readonly Span[]): readonly string[] {
  const tokens: string[] = [];
  const cursor = tree.root.walk();
  let next = 0;
  try {
    for (;;) {
      if (!cursor.gotoFirstChild()) {
        const [start, end] = [cursor.startIndex, cursor.endIndex];
        while ((without[next]?.end ?? Infinity) <= start) {
          next++;
        }
        const span = without[next];
        if (end > start && !(span !== undefined && span.start <= start && end <= span.end)) {
          const token = tree.text.slice(start, end);
          const moves = cursor.nodeType === 'comment' || cursor.nodeType === 'jsx_text';
          tokens.push(moves ? token.replace(/\s+/g, ' ') : token);
        }
        while (!cursor.gotoNextSibling()) {
          if (!cursor.gotoParent()) {
            return tokens;
          }
        }
      }
    }
  } finally {
    cursor.delete();
  }
}
