import type { SyntaxTree } from '../parsers';
import { scanLines, type PhysicalLine } from './physicalLines';

/** What stands at the front of a line. */
export interface LineFront {
  /** Offset where the indentation begins: behind a byte order mark and the last form feed, which starts the count anew. */
  readonly at: number;
  /** The indentation: blanks and tabs. */
  readonly indent: string;
  readonly content: 'blank' | 'comment' | 'code';
}

/** The lines of one Python file, with the questions that indentation asks of them. */
export class SourceLines {
  readonly lines: readonly PhysicalLine[];
  /** Offset of a bracket or string that is never closed. */
  readonly problem: number | undefined;

  constructor(private readonly tree: SyntaxTree) {
    const { lines, problem } = scanLines(tree.text);
    this.lines = lines;
    this.problem = problem;
  }

  get text(): string {
    return this.tree.text;
  }

  line(index: number): PhysicalLine {
    const line = this.lines[index];
    if (line === undefined) {
      throw new RangeError(`the file has no line ${index}`);
    }
    return line;
  }

  /** Index of the line that holds `offset`; its terminator belongs to it. */
  lineAt(offset: number): number {
    let low = 0;
    let high = this.lines.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.line(middle).start <= offset) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  front(index: number): LineFront {
    const { start, end } = this.line(index);
    const lead = /^\uFEFF?[ \t\f]*/.exec(this.text.slice(start, Math.min(end, start + 1000)))?.[0] ?? '';
    const indent = /[ \t]*$/.exec(lead)?.[0] ?? '';
    const content = start + lead.length;
    return {
      at: content - indent.length,
      indent,
      content: content === end ? 'blank' : this.text[content] === '#' ? 'comment' : 'code',
    };
  }

  /** Whether a logical line of code begins with this line. */
  beginsStatement(index: number): boolean {
    return this.line(index).kind === 'statement' && this.front(index).content === 'code';
  }

  /** First line of the logical line that line `index` is part of. */
  logicalStart(index: number): number {
    let first = index;
    while (first > 0 && this.line(first).kind !== 'statement') {
      first--;
    }
    return first;
  }

  /** Last line of the logical line that line `index` is part of, with all that `;` chains. */
  logicalEnd(index: number): number {
    let last = index;
    while (last + 1 < this.lines.length && this.line(last + 1).kind !== 'statement') {
      last++;
    }
    return last;
  }

  /** The line terminator to write behind line `index`: its own, or the first one of the file. */
  terminator(index: number): string {
    const { end, next } = this.line(index);
    if (next > end) {
      return this.text.slice(end, next);
    }
    const first = this.line(0);
    return first.next > first.end ? this.text.slice(first.end, first.next) : '\n';
  }

  /** The indentation of the file's first indented statement; four blanks when there is none. */
  indentUnit(): string {
    for (let index = 0; index < this.lines.length; index++) {
      if (this.beginsStatement(index)) {
        const { indent } = this.front(index);
        if (indent !== '') {
          return indent;
        }
      }
    }
    return '    ';
  }
}
