import type { Node } from '@vscode/tree-sitter-wasm';
import { leadingRegion } from '../../syntax/ecmascript/moduleLayout';
import { inlineMarker, lineMarker } from './marker';
import { monitorClass } from '../monitorUse';
import type { Script } from './script';

/** Where the import and the monitor of a module go, before everything that could call a function of the module. */
export interface ChunkPlace {
  /**
   * - `belowImports`: on lines of their own below the imports
   * - `onTop`: on lines of their own, with an empty one between them and what follows
   * - `inline`: on a line with other statements
   */
  readonly kind: 'belowImports' | 'onTop' | 'inline';
  readonly at: number;
}

/**
 * Where the import and the monitor of a module stand. Statements that `ignored` names count as if they were not there, so
 * that the answer is the same before and after they were written.
 */
export function chunkPlace(script: Script, ignored: (statement: Node) => boolean): ChunkPlace {
  const { lastDirective, firstImport, lastImport, next } = leadingRegion(script.tree, ignored);
  const { lines, text } = script;
  if (lastImport !== undefined && (next === undefined || lines.lineAt(lastImport.endIndex) < script.lineOf(next))) {
    return { kind: 'belowImports', at: lines.lineStart(lines.lineAt(lastImport.endIndex) + 1) };
  }
  const first = firstImport ?? next;
  if (first === undefined) {
    return { kind: 'onTop', at: text.length };
  }
  if (
    lastImport !== undefined &&
    next !== undefined &&
    (lastImport.type !== 'import_statement' || !script.beginsLine(first.startIndex))
  ) {
    return { kind: 'inline', at: next.startIndex };
  }
  if (!script.beginsLine(first.startIndex)) {
    return lastDirective === undefined &&
      /^(?:\uFEFF)?[^\S\r\n]*\/\*/.test(text.slice(0, first.startIndex)) &&
      lines.lineAt(first.startIndex) === 0
      ? { kind: 'onTop', at: bomEnd(text) }
      : { kind: 'inline', at: first.startIndex };
  }
  const floor = lastDirective === undefined ? bomEnd(text) : lines.lineStart(lines.lineAt(lastDirective.endIndex) + 1);
  return { kind: 'onTop', at: Math.max(floor, aboveComments(script, first, lastDirective)) };
}

function bomEnd(text: string): number {
  return text.startsWith('\uFEFF') ? 1 : 0;
}

/**
 * The start of the line of a statement, or of the comments right above it, which belong to it. Comments at the top of the
 * file belong to the file, unless they are the documentation of what follows.
 */
function aboveComments(script: Script, statement: Node, directive: Node | undefined): number {
  const { lines } = script;
  const own = lines.lineStart(script.lineOf(statement));
  let start = own;
  let line = script.lineOf(statement);
  let comment = statement.previousSibling;
  while (
    comment?.type === 'comment' &&
    lines.lineAt(comment.endIndex) === line - 1 &&
    script.beginsLine(comment.startIndex) &&
    comment.startIndex > (directive?.endIndex ?? -1)
  ) {
    line = script.lineOf(comment);
    start = lines.lineStart(line);
    comment = comment.previousSibling;
  }
  const top = script.text.slice(0, start).trim();
  if (top !== '' && top !== '\uFEFF') {
    return start;
  }
  const documents = /^\/\*\*(?!.*@(?:license|preserve|file|fileoverview|copyright|module|jsx))/is.test(
    script.text
      .slice(start, own)
      .trimStart()
      .replace(/^\uFEFF/, ''),
  );
  return documents && isDefinition(statement) ? start : own;
}

function isDefinition(statement: Node): boolean {
  return /(?:function|class)_?\w*declaration|^export_statement|^lexical_declaration|^variable_declaration/.test(
    statement.type,
  );
}

export interface Chunk {
  /** The specifier to import the class from; undefined when the file has it already. */
  readonly importModule: string | undefined;
  /** The name of the class in this file. */
  readonly className: string;
  readonly monitor: string;
  /** The job, as a string literal. */
  readonly job: string;
}

/** The text to insert at `place`. */
export function chunkText(script: Script, place: ChunkPlace, chunk: Chunk): string {
  const { quote, text, lines } = script;
  const specifier = `${quote}${chunk.importModule}${quote}`;
  const imported =
    chunk.importModule === undefined
      ? undefined
      : usesRequire(chunk.importModule)
        ? `const { ${monitorClass} } = require(${specifier});`
        : `import { ${monitorClass} } from ${specifier};`;
  const created = `const ${chunk.monitor} = new ${chunk.className}(${chunk.job});`;
  if (place.kind === 'inline') {
    const statements = imported === undefined ? [created] : [imported, created];
    return statements.map((statement) => `${statement} ${inlineMarker} `).join('');
  }
  const eol = script.terminator(Math.max(0, lines.lineAt(place.at) - 1));
  const written = `${imported === undefined ? '' : `${imported} ${lineMarker}${eol}`}${eol}${created} ${lineMarker}${eol}`;
  if (place.kind === 'onTop') {
    return (imported === undefined ? written.slice(eol.length) : written) + eol;
  }
  const isOpenEnd = place.at === text.length && !/[\r\n]$/.test(text);
  return isOpenEnd ? eol + written : written;
}

/** Whether a runtime module is one of CommonJS. */
export function usesRequire(importModule: string): boolean {
  return importModule.endsWith('.cjs');
}
