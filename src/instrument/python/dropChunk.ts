import type { Node } from '@vscode/tree-sitter-wasm';
import { occurrencesOf } from '../../syntax/python/names';
import type { Span } from '../../text/span';
import { chunkPlace } from './chunk';
import type { OutdentEdits } from './indentEdits';
import type { Script } from './script';
import { timeImports } from './timeModule';

/**
 * Takes away the marked monitors that nothing uses once the code in `gone` is, the marked imports that nothing needs any
 * more then, and the empty lines that came with them.
 */
export function dropUnusedChunk(script: Script, gone: readonly Span[], edits: OutdentEdits): void {
  const { use } = script;
  const times = timeImports(script);
  const isUnused = (name: string, statement: Node, others: readonly Span[]): boolean =>
    isAlone(script, statement) && !isUsed(script, name, [...gone, spanOf(statement), ...others]);

  const monitors = use.monitors.filter(({ marked, name, statement }) => marked && isUnused(name, statement, []));
  const monitorSpans = monitors.map(({ statement }) => spanOf(statement));
  // `import time as task_time` names the module, and does not use the variable `time`.
  const timeSpans = times.filter(({ marked }) => marked).map(({ statement }) => spanOf(statement));
  const imports = [...use.classImports, ...times].filter(
    ({ marked, local, statement }) =>
      marked &&
      statement.childrenForFieldName('name').length === 1 &&
      isUnused(local, statement, [...monitorSpans, ...timeSpans]),
  );
  const dropped = [...monitors, ...imports].map(({ statement }) => statement);
  const generated = [...use.monitors, ...use.classImports, ...times]
    .filter(({ marked }) => marked)
    .map(({ statement }) => statement);
  const place = chunkPlace(script, (statement) => generated.some(({ id }) => id === statement.id));
  for (const { statement } of monitors) {
    const before = script.lineOf(statement) - 1;
    if (before >= 0 && isBlank(script, before)) {
      edits.dropLines(before, before);
    }
  }
  for (const statement of dropped) {
    edits.dropLines(script.lineOf(statement), lastLine(script, statement));
  }
  if (place.kind === 'onTop' && imports.length > 0 && dropped.length === generated.length) {
    const last = Math.max(...dropped.map((statement) => lastLine(script, statement)));
    dropBlankLines(script, last + 1, place.blankLines, edits);
  }
}

function isUsed(script: Script, name: string, gone: readonly Span[]): boolean {
  return occurrencesOf(script.tree, name).some(
    ({ kind, node }) =>
      (kind === 'name' || kind === 'string') &&
      !gone.some(({ start, end }) => start <= node.startIndex && node.endIndex <= end),
  );
}

function spanOf(statement: Node): Span {
  return { start: statement.startIndex, end: statement.endIndex };
}

/** Whether a statement has its lines for itself. */
function isAlone(script: Script, statement: Node): boolean {
  const last = lastLine(script, statement);
  return script.beginsLine(statement) && script.source.logicalEnd(last) === last;
}

function lastLine(script: Script, statement: Node): number {
  return script.source.lineAt(statement.endIndex - 1);
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
