import type { IndentedBlock } from '../../../syntax/python/indentedBlock';

/** The lines that go around a body, without indentation and marker. */
export interface Wrapping {
  /** Above the body, at its old depth. Where the body moves in, the last one opens the block that it moves into. */
  readonly opening: readonly string[];
  /** Below the body. */
  readonly closing: readonly ClosingLine[];
  /** The statement that notes the number of records inside, from its source; undefined where there is none. */
  readonly noteRecords?: ((source: string) => string) | undefined;
}

export interface ClosingLine {
  /** In units of indentation, from the body's old depth on. */
  readonly depth: number;
  readonly code: string;
}

/** Where the lines of a task go. */
export type Place =
  /** Around the lines of `block`, which move in by `unit`. */
  | { readonly kind: 'block'; readonly block: IndentedBlock; readonly unit: string }
  /** `def f(): return 1`: the body, up to the end of `lastLine`, goes behind the opening on a line below the header. */
  | {
      readonly kind: 'oneLine';
      readonly headerLine: number;
      readonly colonEnd: number;
      readonly lastLine: number;
      readonly unit: string;
    }
  /** Above line `line`, at its depth; nothing moves. */
  | { readonly kind: 'above'; readonly line: number };

/** A line of the body that notes the number of records. */
export interface RecordNote {
  /** The line that it stands above; undefined for the end of the body. */
  readonly above: number | undefined;
  /** The Python expression. */
  readonly source: string;
}
