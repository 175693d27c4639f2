import type { SourceLines } from './sourceLines';

/** Lines that share an indentation and may be moved in or out together; indices of lines, both included. */
export interface IndentedBlock {
  readonly first: number;
  readonly last: number;
  /** Where the first statement begins. */
  readonly firstCode: number;
  /** The last line of code: the lines up to `last` are comments. */
  readonly lastCode: number;
  readonly indent: string;
}

/**
 * The block whose first statement is on line `firstStatement`, with what stands before it from line `first` on, read from
 * the lines alone; comments that trail it at its own depth belong to it. Undefined when it is not certain that moving it keeps its meaning: tabs and blanks mixed, or a
 * first line that begins no statement.
 */
export function indentedBlock(source: SourceLines, first: number, firstStatement: number): IndentedBlock | undefined {
  if (!source.beginsStatement(firstStatement)) {
    return undefined;
  }
  const { indent } = source.front(firstStatement);
  if (!/^(?: +|\t+)$/.test(indent)) {
    return undefined;
  }
  let lastCode = firstStatement;
  for (let index = firstStatement; index < source.lines.length; index++) {
    if (!source.beginsStatement(index)) {
      continue;
    }
    const front = source.front(index);
    if (front.indent.length < indent.length) {
      break;
    }
    if (front.indent !== indent[0]?.repeat(front.indent.length) || startsWithContinuation(source, index)) {
      return undefined;
    }
    lastCode = source.logicalEnd(index);
  }
  const last = withTrailingComments(source, lastCode, indent);
  return { first, last, firstCode: firstStatement, lastCode, indent };
}

/** `    \` alone on a line: the statement takes its indentation from there, and begins on the next. */
export function startsWithContinuation(source: SourceLines, index: number): boolean {
  const front = source.front(index);
  return source.text[front.at + front.indent.length] === '\\';
}

function withTrailingComments(source: SourceLines, lastCode: number, indent: string): number {
  let last = lastCode;
  for (let index = lastCode + 1; index < source.lines.length; index++) {
    const front = source.front(index);
    if (front.content === 'comment' && front.indent.startsWith(indent)) {
      last = index;
    } else if (front.content !== 'blank') {
      break;
    }
  }
  return last;
}

/**
 * Whether a line moves with its block: not inside a string or behind a backslash, where white space counts; not when it
 * is empty; not a comment in column 0, which somebody put there on purpose, unless the block itself stands there.
 */
export function movesWithBlock(source: SourceLines, index: number, block: IndentedBlock): boolean {
  const { kind } = source.line(index);
  const { content, indent } = source.front(index);
  return (
    (kind === 'statement' || kind === 'bracket') &&
    (content === 'code' || (content === 'comment' && (indent !== '' || block.indent === '')))
  );
}
