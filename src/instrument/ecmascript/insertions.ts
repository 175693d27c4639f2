import type { MovableLines } from '../../syntax/ecmascript/movableLines';
import type { TextEdit } from '../../text/textEdit';
import type { LineIndex } from '../../text/lineIndex';

/**
 * Collects what is inserted, so that functions inside each other end up right at one place: what opens comes first, from the
 * outside in, then what closes, from the inside out, then the indentation of the line.
 */
export class Insertions {
  private readonly opening: TextEdit[] = [];
  private readonly closing: TextEdit[] = [];
  private readonly units = new Map<number, string>();

  constructor(private readonly lines: LineIndex) {}

  open(at: number, newText: string): void {
    this.opening.push({ start: at, end: at, newText });
  }

  close(at: number, newText: string): void {
    this.closing.unshift({ start: at, end: at, newText });
  }

  /** Moves the lines in by `unit`. */
  moveIn(first: number, last: number, unit: string, movable: MovableLines): void {
    for (let line = first; line <= last; line++) {
      if (movable.isMovable(line)) {
        this.units.set(line, this.addedTo(line) + unit);
      }
    }
  }

  /** What is put in front of a line so far. */
  addedTo(line: number): string {
    return this.units.get(line) ?? '';
  }

  /** One edit an offset, so that nothing depends on how insertions at one place are ordered. */
  toEdits(): readonly TextEdit[] {
    const units = [...this.units].map(([line, newText]): TextEdit => {
      const start = this.lines.lineStart(line);
      return { start, end: start, newText };
    });
    const merged = new Map<number, TextEdit>();
    for (const edit of [...this.opening, ...this.closing, ...units]) {
      merged.set(edit.start, { ...edit, newText: (merged.get(edit.start)?.newText ?? '') + edit.newText });
    }
    return [...merged.values()];
  }
}
