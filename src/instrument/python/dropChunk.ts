import type { Node } from '@vscode/tree-sitter-wasm';
import { occurrencesOf } from '../../syntax/python/names';
import { chunkPlace } from './chunk';
import type { OutdentEdits } from './indentEdits';
import type { Script } from './script';
import type { TaskBlock } from './taskBlock';

/**
 * Takes away the marked monitors that nothing uses once `removed` are gone, the marked import when no monitor needs it
 * any more, and the empty lines that came with them.
 */
export function dropUnusedChunk(script: Script, removed: readonly TaskBlock[], edits: OutdentEdits): void {
  const headers = new Set(removed.map(({ node }) => node.id));
  const monitors = script.use.monitors.filter(
    ({ marked, name, statement }) =>
      marked &&
      isAlone(script, statement) &&
      !isUsed(script, name, (place) => isWithin(place, statement) || headers.has(taskOf(place))),
  );
  const imports = script.use.classImports.filter(
    ({ marked, local, statement }) =>
      marked &&
      isAlone(script, statement) &&
      statement.childrenForFieldName('name').length === 1 &&
      !isUsed(
        script,
        local,
        (place) => isWithin(place, statement) || monitors.some((each) => isWithin(place, each.statement)),
      ),
  );
  const dropped = [...monitors, ...imports].map(({ statement }) => statement);
  const generated = new Set(
    [...script.use.monitors, ...script.use.classImports]
      .filter(({ marked }) => marked)
      .map(({ statement }) => statement.id),
  );
  const place = chunkPlace(script, (statement) => generated.has(statement.id));
  for (const { statement } of monitors) {
    dropStatement(script, statement, edits);
    const before = script.lineOf(statement) - 1;
    if (before >= 0 && isBlank(script, before)) {
      edits.dropLines(before, before);
    }
  }
  for (const { statement } of imports) {
    dropStatement(script, statement, edits);
  }
  if (place.kind === 'onTop' && monitors.length > 0 && imports.length > 0) {
    dropBlankLines(
      script,
      Math.max(...dropped.map((statement) => lastLine(script, statement))) + 1,
      place.blankLines,
      edits,
    );
  }
}

function isUsed(script: Script, name: string, isOurs: (place: Node) => boolean): boolean {
  return occurrencesOf(script.tree, name).some(
    ({ kind, node }) => (kind === 'name' || kind === 'string') && !isOurs(node),
  );
}

function isWithin(node: Node, statement: Node): boolean {
  return statement.startIndex <= node.startIndex && node.endIndex <= statement.endIndex;
}

/** Id of the `with` in whose header a monitor's name stands; -1 when it stands elsewhere. */
function taskOf(place: Node): number {
  for (let node = place.parent; node !== null && node.type !== 'block'; node = node.parent) {
    if (node.type === 'with_statement') {
      return node.id;
    }
  }
  return -1;
}

/** Whether a statement has its lines for itself. */
function isAlone(script: Script, statement: Node): boolean {
  const last = lastLine(script, statement);
  return script.beginsLine(statement) && script.source.logicalEnd(last) === last;
}

function lastLine(script: Script, statement: Node): number {
  return script.source.lineAt(statement.endIndex - 1);
}

function dropStatement(script: Script, statement: Node, edits: OutdentEdits): void {
  edits.dropLines(script.lineOf(statement), lastLine(script, statement));
}

function isBlank(script: Script, line: number): boolean {
  return script.source.line(line).kind === 'statement' && script.source.front(line).content === 'blank';
}

function dropBlankLines(script: Script, first: number, count: number, edits: OutdentEdits): void {
  for (
    let line = first;
    line < first + count && line < script.source.lines.length - 1 && isBlank(script, line);
    line++
  ) {
    edits.dropLines(line, line);
  }
}
