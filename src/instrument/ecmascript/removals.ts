import type { MovableLines } from '../../syntax/ecmascript/movableLines';
import type { TextEdit } from '../../text/textEdit';
import type { Script } from './script';

/** Collects what is taken away: pieces of lines, whole lines, and indentation. */
export class Removals {
  private readonly pieces: TextEdit[] = [];
  private readonly dropped = new Set<number>();
  private readonly units = new Map<number, number>();

  constructor(private readonly script: Script) {}

  /** Takes a piece away; with it the lines that hold nothing else, when `ownLines` says that it has some. */
  remove(start: number, end: number, ownLines: boolean): void {
    const { lines } = this.script;
    if (!ownLines) {
      this.pieces.push({ start, end, newText: '' });
      return;
    }
    for (let line = lines.lineAt(start); line <= lines.lineAt(end); line++) {
      this.dropped.add(line);
    }
  }

  dropLine(line: number): void {
    this.dropped.add(line);
  }

  isDropped(line: number): boolean {
    return this.dropped.has(line);
  }

  /** Lines that a user has moved out further than `unit` stay where they are. */
  moveOut(first: number, last: number, unit: string, movable: MovableLines): void {
    if (unit === '') {
      return;
    }
    for (let line = first; line <= last; line++) {
      const already = this.units.get(line) ?? 0;
      if (movable.isMovable(line) && this.script.lines.lineText(line).startsWith(unit, already)) {
        this.units.set(line, already + unit.length);
      }
    }
  }

  toEdits(): readonly TextEdit[] {
    const { lines } = this.script;
    const outdents = [...this.units]
      .filter(([line]) => !this.dropped.has(line))
      .map(([line, length]): TextEdit => {
        const start = lines.lineStart(line);
        return { start, end: start + length, newText: '' };
      })
      // A formatter may have spread a piece over lines.
      .filter(({ start, end }) => !this.pieces.some((piece) => piece.start < end && start < piece.end));
    return [...outdents, ...this.dropEdits(), ...this.pieces];
  }

  private dropEdits(): readonly TextEdit[] {
    const { lines, text } = this.script;
    const edits: TextEdit[] = [];
    for (const line of [...this.dropped].toSorted((a, b) => a - b)) {
      const start = lines.lineStart(line) + (line === 0 && text.startsWith('\uFEFF') ? 1 : 0);
      const end = lines.lineStart(line + 1);
      const previous = edits.at(-1);
      if (previous?.end === start) {
        edits[edits.length - 1] = { ...previous, end };
      } else {
        edits.push({ start, end, newText: '' });
      }
    }
    return edits;
  }
}
