/** A place in a document: both numbers start at 0, `character` counts UTF-16 units, as VS Code does. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}
