import type { Node } from '@vscode/tree-sitter-wasm';
import { leadingRegion } from '../../syntax/python/moduleLayout';
import { monitorClass } from '../monitorUse';
import { trailingMarker } from './marker';
import type { Script } from './script';

/** Where the module-level lines go. */
export type ChunkPlace =
  /** Below line `after`, which ends the imports. */
  | { readonly kind: 'belowImports'; readonly after: number }
  /** Above line `before`, in a module without imports; `blankLines` keep the distance to what follows. */
  | { readonly kind: 'onTop'; readonly before: number; readonly blankLines: number };

/**
 * Where the import and the monitor of a module stand. Statements that `ignored` names count as if they were not there, so
 * that the answer is the same before and after they were written.
 */
export function chunkPlace(script: Script, ignored: (statement: Node) => boolean): ChunkPlace {
  const { lastImport, firstStatement } = leadingRegion(script.tree, ignored, (each) => isFrame(script, each));
  if (lastImport !== undefined) {
    return { kind: 'belowImports', after: lastLineOf(script, lastImport) };
  }
  const next = firstStatement === undefined ? script.source.lines.length - 1 : statementLine(script, firstStatement);
  const isDefinition = firstStatement?.type.endsWith('_definition') === true;
  return { kind: 'onTop', before: aboveComments(script, next), blankLines: isDefinition ? 2 : 1 };
}

/** Whether `instrument` wrote the statement around others, which stand in their place once it is gone. */
function isFrame(script: Script, statement: Node): boolean {
  return /^(?:with|try)_statement$/.test(statement.type) && script.isMarkedLine(script.lineOf(statement));
}

/**
 * `usual`, or the place right above `line` when that stands above the imports: statements run where they stand. No empty
 * line keeps the distance there, since below imports none is taken away either.
 */
export function placeAbove(script: Script, usual: ChunkPlace, line: number | undefined): ChunkPlace {
  return line !== undefined && usual.kind === 'belowImports' && usual.after >= line
    ? { kind: 'onTop', before: aboveComments(script, line), blankLines: 0 }
    : usual;
}

/** The line that has to stand above what uses a monitor at that place. */
export function lineOfPlace(place: ChunkPlace): number {
  return place.kind === 'onTop' ? place.before : place.after;
}

/** The last line of a statement, with what `;` chains to it and comments that trail its block. */
export function lastLineOf(script: Script, statement: Node): number {
  const { source } = script;
  let line = source.logicalEnd(source.lineAt(statement.endIndex - 1));
  if (/^(?:if|try|with)_statement$/.test(statement.type)) {
    while (line + 1 < source.lines.length && isIndentedComment(script, line + 1)) {
      line++;
    }
  }
  return line;
}

function isIndentedComment(script: Script, line: number): boolean {
  const { content, indent } = script.source.front(line);
  return content === 'comment' && indent !== '';
}

/** The line where a statement begins; the next one when the docstring stands before it on the same line. */
function statementLine(script: Script, statement: Node): number {
  const line = script.lineOf(statement);
  return script.beginsLine(statement) ? line : script.source.logicalEnd(line) + 1;
}

/** The comments that stand right above a statement belong to it, but those at the top of the file to the file. */
export function aboveComments(script: Script, line: number): number {
  let first = line;
  while (first > 0 && script.source.front(first - 1).content === 'comment') {
    first--;
  }
  return first === 0 || declaresEncoding(script, first) ? line : first;
}

/** An encoding may be declared on line 2, below an empty line 1 (PEP 263). */
function declaresEncoding(script: Script, line: number): boolean {
  const { start, end } = script.source.line(line);
  return line === 1 && /coding[:=]/.test(script.text.slice(start, end));
}

export interface Chunk {
  /** The module to import the class from; undefined when the file has it already. */
  readonly importModule: string | undefined;
  /** The name of the class in this file. */
  readonly className: string;
  readonly monitor: string;
  /** The job, as a Python literal. */
  readonly job: string;
}

/** Whole lines, and the offset to insert them at. */
export interface Insertion {
  readonly at: number;
  readonly text: string;
}

/** The text for `place`. */
export function chunkEdit(script: Script, place: ChunkPlace, chunk: Chunk): Insertion {
  const { source } = script;
  const eol = terminatorAt(script, place);
  const imported = chunk.importModule === undefined ? '' : `${classImport(chunk.importModule, chunk.className)}${eol}`;
  const text = `${imported}${eol}${chunk.monitor} = ${chunk.className}(${chunk.job})${trailingMarker}${eol}`;
  if (place.kind === 'onTop') {
    return { at: startOfLine(script, place.before), text: text + eol.repeat(place.blankLines) };
  }
  const { end, next } = source.line(place.after);
  return { at: next, text: next > end ? text : eol + text };
}

function classImport(module: string, name: string): string {
  return `from ${module} import ${monitorClass}${name === monitorClass ? '' : ` as ${name}`}${trailingMarker}`;
}

/**
 * The import of the module `time`, in front of all that `instrument` writes at module level, whatever was there first.
 *
 * @param chunk where the other lines are written at the same time
 * @param beforeLine the line that it has to stand above, when it matters
 */
export function timeImportEdit(
  script: Script,
  local: string,
  chunk: ChunkPlace | undefined,
  beforeLine: number | undefined,
): Insertion {
  const { monitors, classImports } = script.use;
  const generated = [...classImports, ...monitors].filter(({ marked }) => marked).map(({ statement }) => statement);
  const usual = chunkPlace(script, (statement) => generated.some(({ id }) => id === statement.id));
  const place = placeAbove(script, usual, beforeLine);
  const eol = terminatorAt(script, place);
  const text = `import ${local === 'time' ? 'time' : `time as ${local}`}${trailingMarker}${eol}`;
  if (place.kind === 'belowImports') {
    return { at: script.source.line(place.after).next, text };
  }
  const top = Math.min(place.before, ...generated.map((statement) => script.lineOf(statement)));
  const isAlone = top === place.before && chunk?.kind !== 'onTop';
  return { at: startOfLine(script, top), text: text + eol.repeat(isAlone ? place.blankLines : 0) };
}

function terminatorAt(script: Script, place: ChunkPlace): string {
  return script.source.terminator(place.kind === 'belowImports' ? place.after : Math.max(0, place.before - 1));
}

/** A byte order mark counts only as the first character. */
function startOfLine(script: Script, line: number): number {
  const mark = line === 0 && script.text.startsWith('\uFEFF') ? 1 : 0;
  return script.source.line(line).start + mark;
}
