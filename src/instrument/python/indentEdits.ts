import type { TextEdit } from '../../text/textEdit';
import type { IndentedBlock } from '../../syntax/python/indentedBlock';
import { movesWithBlock } from '../../syntax/python/indentedBlock';
import type { SourceLines } from '../../syntax/python/sourceLines';

/** Collects what is put in front of lines, so that blocks inside each other move by the sum of their units. */
export class IndentEdits {
  private readonly added = new Map<number, string>();

  constructor(private readonly source: SourceLines) {}

  moveIn(block: IndentedBlock, unit: string): void {
    for (let line = block.first; line <= block.last; line++) {
      if (movesWithBlock(this.source, line, block)) {
        this.added.set(line, this.addedTo(line) + unit);
      }
    }
  }

  addedTo(line: number): string {
    return this.added.get(line) ?? '';
  }

  toEdits(): readonly TextEdit[] {
    return [...this.added].map(([line, newText]) => {
      const { at } = this.source.front(line);
      return { start: at, end: at, newText };
    });
  }
}

/** Collects lines to take away and indentation to take back. */
export class OutdentEdits {
  private readonly removed = new Map<number, number>();
  private readonly dropped = new Set<number>();
  private readonly others: TextEdit[] = [];
  private readonly fronts = new Set<number>();

  constructor(private readonly source: SourceLines) {}

  /** Lines that a user has moved out further than `unit` stay where they are. */
  moveOut(block: IndentedBlock, unit: string): void {
    for (let line = block.first; line <= block.last; line++) {
      const already = this.removed.get(line) ?? 0;
      const { indent } = this.source.front(line);
      if (movesWithBlock(this.source, line, block) && indent.startsWith(unit, already)) {
        this.removed.set(line, already + unit.length);
      }
    }
  }

  dropLines(first: number, last: number): void {
    for (let line = first; line <= last; line++) {
      this.dropped.add(line);
    }
  }

  /** Another edit. */
  add(edit: TextEdit): void {
    this.others.push(edit);
  }

  /** The front of `line` is taken care of by another edit. */
  claimFront(line: number): void {
    this.fronts.add(line);
  }

  toEdits(): readonly TextEdit[] {
    const outdents = [...this.removed]
      .filter(([line]) => !this.dropped.has(line) && !this.fronts.has(line))
      .map(([line, length]): TextEdit => {
        const { at } = this.source.front(line);
        return { start: at, end: at + length, newText: '' };
      });
    return [...outdents, ...this.dropEdits(), ...this.others];
  }

  private dropEdits(): readonly TextEdit[] {
    const edits: TextEdit[] = [];
    for (const line of [...this.dropped].toSorted((a, b) => a - b)) {
      const { start, next } = this.source.line(line);
      const mark = line === 0 && this.source.text.startsWith('\uFEFF') ? 1 : 0;
      const previous = edits.at(-1);
      if (previous?.end === start) {
        edits[edits.length - 1] = { ...previous, end: next };
      } else {
        edits.push({ start: start + mark, end: next, newText: '' });
      }
    }
    return edits.map((edit) => this.withoutLooseEnd(edit));
  }

  /** Behind a last line without a terminator there is none; what takes it away takes the one before it. */
  private withoutLooseEnd(edit: TextEdit): TextEdit {
    const last = this.source.line(this.source.lines.length - 1);
    if (edit.end !== last.end || edit.start === 0 || last.start === last.end) {
      return edit;
    }
    const before = this.source.line(this.source.lineAt(edit.start - 1));
    return { ...edit, start: before.end };
  }
}
