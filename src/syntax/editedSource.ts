import type { Point, Tree } from '@vscode/tree-sitter-wasm';
import type { LanguageId } from './language';
import type { Parsers, SyntaxTree } from './parsers';

/**
 * A text that a person edits: its tree is kept, and each new text parses only what changed since the one before.
 * Whoever opens one disposes it.
 */
export class EditedSource {
  private kept: { readonly text: string; readonly tree: Tree } | undefined;
  private disposed = false;

  constructor(
    private readonly parsers: Parsers,
    readonly language: LanguageId,
  ) {}

  /**
   * Hands the tree of `text` to `read`: nodes must not be kept beyond it.
   * @throws ParseTimeout
   */
  async read<T>(text: string, read: (tree: SyntaxTree) => T): Promise<T> {
    const parse = await this.parsers.parserOf(this.language);
    // From here on nothing waits: no other text comes between the tree and its reader.
    if (this.kept?.text !== text) {
      const before = this.kept;
      this.kept = undefined;
      try {
        before?.tree.edit(changeBetween(before.text, text));
        this.kept = { text, tree: parse(text, before?.tree) };
      } finally {
        before?.tree.delete();
      }
    }
    const { tree } = this.kept;
    try {
      return read({ language: this.language, text, root: tree.rootNode });
    } finally {
      if (this.disposed) this.dispose();
    }
  }

  dispose(): void {
    this.disposed = true;
    this.kept?.tree.delete();
    this.kept = undefined;
  }
}

/** What differs between two texts, as one change: from the first unit that differs to the last. */
function changeBetween(before: string, after: string): Parameters<Tree['edit']>[0] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  let same = 0;
  while (
    same < shorter - start &&
    before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)
  ) {
    same++;
  }
  const startPosition = advance({ row: 0, column: 0 }, after, 0, start);
  const oldEndIndex = before.length - same;
  const newEndIndex = after.length - same;
  return {
    startIndex: start,
    oldEndIndex,
    newEndIndex,
    startPosition,
    oldEndPosition: advance(startPosition, before, start, oldEndIndex),
    newEndPosition: advance(startPosition, after, start, newEndIndex),
  };
}

/** Rows as the parser counts them: they end at LF alone. */
function advance(from: Point, text: string, start: number, end: number): Point {
  let { row } = from;
  let lineStart = start - from.column;
  for (let next = text.indexOf('\n', start); next >= 0 && next < end; next = text.indexOf('\n', next + 1)) {
    row++;
    lineStart = next + 1;
  }
  return { row, column: end - lineStart };
}
