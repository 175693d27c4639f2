import { FILE_HEADERS_ONLY, formatPatch } from 'diff';
import type { StructuredPatchHunk } from 'diff';
import type { TextEdit } from './textEdit';
import { applyEdits } from './textEdit';

/** Unchanged lines around a change: as many as `unifiedDiff` shows. */
const contextLines = 4;

/** A line of the diff: kept, taken away or put in. `text` has its line end, unless it is the last one and has none. */
interface DiffLine {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/**
 * The change that `edits` make of `before`, as `unifiedDiff` prints it. The edits say where the changes are, so that nothing
 * has to be searched for: in a long file with many changes that takes a thousand times as long.
 * @throws RangeError as `applyEdits` does
 */
export function diffOfEdits(path: string, before: string, edits: readonly TextEdit[]): string {
  const shown = path.replaceAll('\\', '/').replace(/^\/+/, '');
  const hunks = hunksOf(diffLines(before, edits));
  return hunks.length === 0
    ? ''
    : formatPatch(
        {
          oldFileName: `a/${shown}`,
          newFileName: `b/${shown}`,
          oldHeader: undefined,
          newHeader: undefined,
          hunks,
        },
        FILE_HEADERS_ONLY,
      );
}

function diffLines(before: string, edits: readonly TextEdit[]): readonly DiffLine[] {
  const lines: DiffLine[] = [];
  const removed: DiffLine[] = [];
  const added: DiffLine[] = [];
  const flush = (): void => {
    for (const line of [...removed.splice(0), ...added.splice(0)]) {
      lines.push(line);
    }
  };
  const keep = (text: string): void => {
    for (const line of linesOf(text)) {
      flush();
      lines.push({ sign: ' ', text: line });
    }
  };
  let done = 0;
  for (const { start, end, own } of touchedLines(before, edits)) {
    keep(before.slice(done, start));
    const old = linesOf(before.slice(start, end));
    const now = linesOf(applyEdits(before.slice(start, end), own));
    const [head, tail] = commonEnds(old, now);
    keep(old.slice(0, head).join(''));
    for (const text of old.slice(head, old.length - tail)) {
      removed.push({ sign: '-', text });
    }
    for (const text of now.slice(head, now.length - tail)) {
      added.push({ sign: '+', text });
    }
    keep(old.slice(old.length - tail).join(''));
    done = end;
  }
  keep(before.slice(done));
  flush();
  return lines;
}

/** Stretches of whole lines with the edits in them, whose offsets then count from the start of the stretch. */
function* touchedLines(
  before: string,
  edits: readonly TextEdit[],
): Generator<{ readonly start: number; readonly end: number; readonly own: readonly TextEdit[] }> {
  const ordered = edits.toSorted((a, b) => a.start - b.start || a.end - b.end);
  for (let index = 0; index < ordered.length;) {
    const first = ordered[index]?.start ?? 0;
    const start = first === 0 ? 0 : before.lastIndexOf('\n', first - 1) + 1;
    const own: TextEdit[] = [];
    let end = start;
    // Behind a last line without an end is still that line.
    const belongs = (edit: TextEdit): boolean => edit.start < end || !before.startsWith('\n', end - 1);
    for (let edit = ordered[index]; edit !== undefined && (own.length === 0 || belongs(edit)); edit = ordered[index]) {
      own.push({ start: edit.start - start, end: edit.end - start, newText: edit.newText });
      const newline = before.indexOf('\n', edit.end);
      end = Math.max(end, newline < 0 ? before.length : newline + 1);
      index += 1;
    }
    yield { start, end, own };
  }
}

/** How many lines are the same at the start, and of the others at the end. */
function commonEnds(old: readonly string[], now: readonly string[]): readonly [number, number] {
  const shorter = Math.min(old.length, now.length);
  let head = 0;
  while (head < shorter && old[head] === now[head]) {
    head += 1;
  }
  let tail = 0;
  while (tail < shorter - head && old.at(-1 - tail) === now.at(-1 - tail)) {
    tail += 1;
  }
  return [head, tail];
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(/(?<=\n)/);
}

function hunksOf(lines: readonly DiffLine[]): StructuredPatchHunk[] {
  const hunks: StructuredPatchHunk[] = [];
  let oldLine = 1;
  let newLine = 1;
  let at = 0;
  const skipTo = (index: number): void => {
    for (; at < index; at += 1) {
      oldLine += lines[at]?.sign === '+' ? 0 : 1;
      newLine += lines[at]?.sign === '-' ? 0 : 1;
    }
  };
  for (const [start, end] of stretches(lines)) {
    skipTo(start);
    const [oldStart, newStart] = [oldLine, newLine];
    skipTo(end);
    hunks.push({
      oldStart,
      oldLines: oldLine - oldStart,
      newStart,
      newLines: newLine - newStart,
      lines: lines.slice(start, end).flatMap(({ sign, text }) => {
        return text.endsWith('\n') ? [sign + text.slice(0, -1)] : [sign + text, '\\ No newline at end of file'];
      }),
    });
  }
  return hunks;
}

/** Where changes are, with the lines around them; what then touches is one. */
function stretches(lines: readonly DiffLine[]): readonly (readonly [number, number])[] {
  const found: [number, number][] = [];
  for (const [index, { sign }] of lines.entries()) {
    if (sign === ' ') {
      continue;
    }
    const last = found.at(-1);
    const end = Math.min(lines.length, index + 1 + contextLines);
    if (last !== undefined && index - contextLines <= last[1]) {
      last[1] = end;
    } else {
      found.push([Math.max(0, index - contextLines), end]);
    }
  }
  return found;
}
