import type { Node } from '@vscode/tree-sitter-wasm';
import { MovableLines } from '../../syntax/ecmascript/movableLines';
import type { EcmascriptFunction } from '../../syntax/ecmascript/functions';
import { isAsync, type BlockShape, type FunctionShape } from './functionShape';
import type { Insertions } from './insertions';
import { inlineMarker, lineMarker } from './marker';
import { returnedValue } from './statementEnds';
import type { RecordCount } from './recordCount';
import { returnType } from './returnType';
import type { Script } from './script';

/** A function whose body becomes a task. */
export interface Wrap {
  readonly target: EcmascriptFunction;
  readonly shape: Exclude<FunctionShape, { kind: 'stub' }>;
  readonly monitor: string;
  /** The name of the task, as a string literal. */
  readonly task: string;
  /** The variable of the task, where one is needed: in a generator, and for the number of records. */
  readonly variable: string | undefined;
  readonly records: RecordCount | undefined;
}

/** Writes a task around a body. Wraps of one file come in the order of the text. */
export function wrapFunction(script: Script, wrap: Wrap, insertions: Insertions): void {
  const { target, shape, monitor, task } = wrap;
  const { variable = 'task', records } = wrap;
  const parameter = records === undefined ? '' : variable;
  const callback = `${isAsync(target.node) ? 'async ' : ''}(${parameter})${returnType(script, target.node)} =>`;
  if (shape.kind === 'expression') {
    const { startIndex, endIndex } = shape.body;
    insertions.open(startIndex, `${inlineMarker} ${monitor}.task(${task}, ${callback} `);
    insertions.close(endIndex, `) ${inlineMarker}`);
    return;
  }
  const { generator } = shape;
  if (generator === undefined) {
    writeAround(script, shape, insertions, {
      open: [`return ${monitor}.task(${task}, ${callback} {`],
      close: ['});'],
    });
    for (const { startIndex } of records?.results ?? []) {
      insertions.open(startIndex, `${inlineMarker} ${variable}.records = `);
    }
    return;
  }
  const done = generator.fallsThrough ? [`  ${variable}.done();`] : [];
  writeAround(script, shape, insertions, {
    open: [`const ${variable} = ${monitor}.task(${task});`, 'try {'],
    close: [
      ...done,
      '} catch (error) {',
      `  throw ${variable}.fail(error);`,
      '} finally {',
      `  ${variable}.end();`,
      '}',
    ],
  });
  // They may end where the body ends, inside of what closes it.
  for (const statement of generator.returns) {
    wrapReturn(script, statement, variable, isAsync(target.node), insertions);
  }
}

interface Pieces {
  /** Lines; two leading blanks stand for a unit of indentation. */
  readonly open: readonly string[];
  readonly close: readonly string[];
}

function writeAround(
  script: Script,
  { body, open, close, lastLine }: BlockShape,
  insertions: Insertions,
  pieces: Pieces,
): void {
  const { lines, unit } = script;
  let indent: string | undefined;
  if (open.kind === 'line') {
    const movable = new MovableLines(script.text, lines, body);
    const reference = firstMovable(movable, open.line, lastLine) ?? lines.lineAt(body.startIndex);
    indent = insertions.addedTo(reference) + script.indentOf(reference);
    insertions.moveIn(open.line, lastLine, unit, movable);
    insertions.open(lines.lineStart(open.line), written(pieces.open, indent, script, open.line));
  } else {
    insertions.open(open.at, `${pieces.open.map(unindented).join(' ')} ${inlineMarker} `);
  }
  if (close.kind === 'line') {
    indent ??= insertions.addedTo(close.line) + script.indentOf(close.line);
    insertions.close(lines.lineStart(close.line), written(pieces.close, indent, script, close.line - 1));
  } else {
    const marked = pieces.close.length > 1 ? `${inlineMarker}; ` : '';
    insertions.close(close.at, ` ${marked}${pieces.close.map(unindented).join(' ')} ${inlineMarker}`);
  }
}

function firstMovable(movable: MovableLines, first: number, last: number): number | undefined {
  for (let line = first; line <= last; line++) {
    if (movable.isMovable(line)) {
      return line;
    }
  }
  return undefined;
}

function written(pieces: readonly string[], indent: string, script: Script, line: number): string {
  const eol = script.terminator(line);
  return pieces.map((piece) => `${indent}${piece.replace(/^ {2}/, script.unit)} ${lineMarker}${eol}`).join('');
}

function unindented(piece: string): string {
  return piece.trimStart();
}

/** `return x` becomes `return task.done(x)`: what a generator returns is its success. */
function wrapReturn(script: Script, statement: Node, variable: string, async: boolean, insertions: Insertions): void {
  const value = returnedValue(script.text, statement);
  if (value === undefined) {
    const at = statement.startIndex + 'return'.length;
    const isClosed =
      statement.namedChildren.every((child) => child?.type === 'comment') && statement.lastChild?.type === ';';
    // Without a semicolon, what stands on the next line would be called. Ours stands close to its marker, to be known again.
    insertions.open(at, ` ${inlineMarker} ${variable}.done()${isClosed ? ' ' : ';'}${inlineMarker}`);
    return;
  }
  // A promise that an async generator returns is awaited by it: only then is it known how it went.
  const [before, after] = async ? ['await (', '))'] : value.type === 'sequence_expression' ? [' (', '))'] : ['', ')'];
  insertions.open(value.startIndex, `${inlineMarker} ${variable}.done(${before}`);
  insertions.close(value.endIndex, `${after} ${inlineMarker}`);
}
