import type { Node } from '@vscode/tree-sitter-wasm';
import type { LineIndex } from '../../text/lineIndex';
import type { Span } from '../../text/span';

/**
 * Tells which lines can be indented without touching what the program computes: not those that begin inside a string or
 * the text of a template. Text of JSX moves: white space at the start of its lines is dropped by definition. What lies in
 * comments moves unless it stands in column 0.
 */
export class MovableLines {
  /** Half-open at the front: a line that begins at `end` is still inside. */
  private readonly frozen: readonly Span[];
  private readonly comments: readonly Span[];

  constructor(
    text: string,
    private readonly lines: LineIndex,
    /** What holds the lines that are asked for. */
    node: Node,
  ) {
    const frozen: Span[] = [];
    const comments: Span[] = [];
    const types = ['string', 'template_string', 'template_literal_type', 'comment', 'html_comment'];
    for (const each of node.descendantsOfType(types)) {
      if (each === null || !each.isNamed) {
        continue;
      }
      const own = { start: each.startIndex, end: each.endIndex };
      if (each.type === 'comment' || each.type === 'html_comment') {
        comments.push(own);
      } else if (/[\r\n]/.test(text.slice(own.start, own.end))) {
        frozen.push(...(each.type === 'template_string' ? textOf(each, own) : [{ ...own, end: own.end - 1 }]));
      }
    }
    this.frozen = frozen.toSorted((a, b) => a.start - b.start);
    this.comments = comments;
  }

  /** Whether a unit put in front of `line` changes nothing but the looks. Empty lines stay as they are. */
  isMovable(line: number): boolean {
    const start = this.lines.lineStart(line);
    const text = this.lines.lineText(line);
    if (text.trim() === '' || holds(this.frozen, start)) {
      return false;
    }
    return /^\s/.test(text) || !(this.begins(start) || holds(this.comments, start));
  }

  private begins(offset: number): boolean {
    return this.comments[lastBefore(this.comments, offset + 1)]?.start === offset;
  }
}

/** The pieces of a template that are text: all but what stands in `${…}`. */
function textOf(template: Node, { start, end }: Span): readonly Span[] {
  const pieces: Span[] = [];
  let from = start;
  for (const child of template.namedChildren) {
    if (child?.type === 'template_substitution') {
      pieces.push({ start: from, end: child.startIndex });
      from = child.endIndex;
    }
  }
  return [...pieces, { start: from, end: end - 1 }];
}

/** Index of the last span that starts before `offset`; -1 for none. */
function lastBefore(spans: readonly Span[], offset: number): number {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    [low, high] = (spans[middle]?.start ?? 0) < offset ? [middle + 1, high] : [low, middle];
  }
  return low - 1;
}

function holds(spans: readonly Span[], offset: number): boolean {
  const span = spans[lastBefore(spans, offset)];
  return span !== undefined && offset <= span.end;
}
