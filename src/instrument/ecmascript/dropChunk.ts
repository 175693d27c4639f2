import type { Node } from '@vscode/tree-sitter-wasm';
import { occurrencesOf } from '../../syntax/ecmascript/names';
import { chunkPlace } from './chunk';
import { markerEndAfter } from './marker';
import type { Removals } from './removals';
import type { Script } from './script';
import type { TaskCall } from './taskForm';

/**
 * Takes away the marked monitors that nothing uses once `removed` are gone, the marked import when no monitor needs it
 * any more, and the empty lines that came with them.
 */
export function dropUnusedChunk(script: Script, removed: readonly TaskCall[], removals: Removals): void {
  const { use, lines } = script;
  const gone = new Set(removed.map(({ monitor }) => monitor.startIndex));
  const monitors = use.monitors.filter(
    ({ marked, name, statement }) =>
      marked &&
      isWhole(script, statement) &&
      !isUsed(script, name, (place) => isWithin(place, statement) || gone.has(place.startIndex)),
  );
  const imports = use.classImports.filter(
    ({ marked, local, statement }) =>
      marked &&
      isWhole(script, statement) &&
      importsOne(statement) &&
      !isUsed(
        script,
        local,
        (place) => isWithin(place, statement) || monitors.some((each) => isWithin(place, each.statement)),
      ),
  );
  const generated = new Set(
    [...use.monitors, ...use.classImports].filter(({ marked }) => marked).map(({ statement }) => statement.id),
  );
  const place = chunkPlace(script, (statement) => generated.has(statement.id));
  let lastLine = -1;
  for (const { statement } of [...imports, ...monitors]) {
    lastLine = Math.max(lastLine, lines.lineAt(dropStatement(script, statement, removals)));
  }
  for (const { statement } of monitors) {
    const before = script.lineOf(statement) - 1;
    if (
      script.beginsLine(statement.startIndex) &&
      isBlank(script, before) &&
      (imports.length > 0 || place.kind !== 'onTop')
    ) {
      removals.dropLine(before);
    }
  }
  if (place.kind === 'onTop' && monitors.length > 0 && isBlank(script, lastLine + 1)) {
    removals.dropLine(lastLine + 1);
  }
}

function isUsed(script: Script, name: string, isOurs: (place: Node) => boolean): boolean {
  return occurrencesOf(script.tree, name).some(({ kind, node }) => kind === 'name' && !isOurs(node));
}

function isWithin(node: Node, statement: Node): boolean {
  return statement.startIndex <= node.startIndex && node.endIndex <= statement.endIndex;
}

/** Whether a declaration declares one thing only: what the user added to a line of ours is theirs. */
function isWhole(script: Script, statement: Node): boolean {
  const declarators = statement.namedChildren.filter((child) => child?.type === 'variable_declarator');
  const isExported = statement.type === 'export_statement';
  const end = markerEndAfter(script.text, statement.endIndex);
  const isInline = end !== undefined && script.text.slice(0, end).endsWith('*/');
  return !isExported && declarators.length <= 1 && (isInline || script.beginsLine(statement.startIndex));
}

function importsOne(statement: Node): boolean {
  const names = statement.descendantsOfType([
    'import_specifier',
    'namespace_import',
    'shorthand_property_identifier_pattern',
    'pair_pattern',
  ]);
  const clause = statement.namedChildren.find((child) => child?.type === 'import_clause');
  return names.length === 1 && clause?.firstNamedChild?.type !== 'identifier';
}

/** @returns the end of what was taken */
function dropStatement(script: Script, statement: Node, removals: Removals): number {
  const end = markerEndAfter(script.text, statement.endIndex) ?? statement.endIndex;
  const ownLines =
    script.beginsLine(statement.startIndex) &&
    script.endsLine(end) &&
    script.text.slice(0, end).endsWith('taskmonitor');
  removals.remove(statement.startIndex, !ownLines && script.text[end] === ' ' ? end + 1 : end, ownLines);
  return end;
}

function isBlank(script: Script, line: number): boolean {
  const { lines } = script;
  return (
    line >= 0 &&
    line < lines.lineCount &&
    lines.lineText(line).trim() === '' &&
    lines.lineStart(line + 1) > lines.lineEnd(line)
  );
}
