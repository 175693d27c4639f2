import type { TextEdit } from '../../text/textEdit';
import type { IndentEdits } from './indentEdits';
import { trailingMarker } from './marker';
import type { Script } from './script';
import type { ClosingLine, Place, RecordNote, Wrapping } from './styles/wrapping';

/** A body and what goes around it: of a function, or statements. */
export interface Wrap {
  readonly place: Place;
  readonly wrapping: Wrapping;
  /** Noted where `wrapping` can. */
  readonly notes?: readonly RecordNote[] | undefined;
}

/**
 * The edits that write the lines around bodies; what moves in because of them goes to `indents`. Several insertions may
 * share an offset: they are in the order in which they are to stand.
 *
 * @param wraps in the order of the text
 */
export function wrapEdits(script: Script, wraps: readonly Wrap[], indents: IndentEdits): readonly TextEdit[] {
  for (const { place } of wraps) {
    if (place.kind === 'block') {
      indents.moveIn(place.block, place.unit);
    }
  }
  const writer = new Writer(script, indents);
  return [
    // Of bodies that end on the same line the innermost closes first.
    ...wraps.toReversed().flatMap((wrap) => writer.closing(wrap)),
    ...wraps.flatMap((wrap) => [...writer.opening(wrap), ...writer.notes(wrap)]),
  ];
}

class Writer {
  constructor(
    private readonly script: Script,
    private readonly indents: IndentEdits,
  ) {}

  opening({ place, wrapping: { opening } }: Wrap): readonly TextEdit[] {
    const { source } = this.script;
    switch (place.kind) {
      case 'block':
        return [
          this.above(
            place.block.first,
            this.indentOf(place),
            opening,
            source.terminator(Math.max(0, place.block.first - 1)),
          ),
        ];
      case 'above':
        return [this.above(place.line, this.indentOf(place), opening, source.terminator(place.line))];
      case 'oneLine': {
        const begin = source.terminator(place.headerLine) + this.indentOf(place);
        // The marker of the last line stands behind the body.
        const newText = begin + opening.join(trailingMarker + begin);
        return [{ start: place.colonEnd, end: place.colonEnd, newText }];
      }
    }
  }

  closing({ place, wrapping, notes }: Wrap): readonly TextEdit[] {
    if (place.kind === 'above') {
      return [];
    }
    const { source } = this.script;
    const last = place.kind === 'block' ? place.block.last : place.lastLine;
    const begin = source.terminator(last) + this.indentOf(place);
    const lines = [...notedAtEnd(wrapping, notes), ...wrapping.closing].map(
      ({ depth, code }) => begin + place.unit.repeat(depth) + code + trailingMarker,
    );
    const newText = (place.kind === 'oneLine' ? trailingMarker : '') + lines.join('');
    const { end } = source.line(last);
    return newText === '' ? [] : [{ start: end, end, newText }];
  }

  notes({ notes = [], wrapping: { noteRecords } }: Wrap): readonly TextEdit[] {
    return notes.flatMap(({ above, source }) =>
      above === undefined || noteRecords === undefined
        ? []
        : [this.above(above, this.depthOf(above), [noteRecords(source)], this.script.source.terminator(above))],
    );
  }

  private above(line: number, indent: string, codes: readonly string[], terminator: string): TextEdit {
    // A byte order mark counts only as the first character.
    const mark = line === 0 && this.script.text.startsWith('\uFEFF') ? 1 : 0;
    const start = this.script.source.line(line).start + mark;
    const newText = codes.map((code) => indent + code + trailingMarker + terminator).join('');
    return { start, end: start, newText };
  }

  /** The depth of the lines around a body. What moves a function, those around it, moves its new lines, too. */
  private indentOf(place: Place): string {
    switch (place.kind) {
      case 'block': {
        // By now the body has its own unit on top.
        const added = this.indents.addedTo(place.block.firstCode);
        return added.slice(0, added.length - place.unit.length) + place.block.indent;
      }
      case 'above':
        return this.depthOf(place.line);
      case 'oneLine':
        return this.depthOf(place.headerLine) + place.unit;
    }
  }

  private depthOf(line: number): string {
    return this.indents.addedTo(line) + this.script.source.front(line).indent;
  }
}

function notedAtEnd({ noteRecords }: Wrapping, notes: readonly RecordNote[] = []): readonly ClosingLine[] {
  return notes.flatMap(({ above, source }) =>
    above === undefined && noteRecords !== undefined ? [{ depth: 1, code: noteRecords(source) }] : [],
  );
}
