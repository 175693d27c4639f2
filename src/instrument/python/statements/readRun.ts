import * as l10n from '@vscode/l10n';
import type { Node } from '@vscode/tree-sitter-wasm';
import { namedChildren } from '../../../syntax/namedChildren';
import { enclosingScope } from '../../../syntax/python/names';
import { findInstrumented, type Found } from '../findInstrumented';
import type { BodyShape } from '../functionShape';
import { meaningRefusal } from '../meaningGuards';
import type { Script } from '../script';
import { runShape } from './runShape';
import { isNote, type StatementRun } from './statementRun';

/** What statements are to instrumentation. */
export type RunReading =
  | { readonly kind: 'plain'; readonly shape: BodyShape }
  /** They are, together, what `instrument` made a task. */
  | { readonly kind: 'instrumented'; readonly found: readonly Found[] }
  | { readonly kind: 'refused'; readonly reason: string };

/** Reads statements of a file that may be edited. */
export function readRun(script: Script, run: StatementRun): RunReading {
  const found = tasksOf(script, run);
  if (found.length > 0) {
    return { kind: 'instrumented', found };
  }
  const reason = refusalOf(script, run);
  return reason === undefined ? { kind: 'plain', shape: runShape(script, run) } : { kind: 'refused', reason };
}

/** The marked statement around `node` itself, not around a function or class that holds it. */
export function taskAround(script: Script, node: Node): Found | undefined {
  const scope = enclosingScope(node);
  const found = script.hasMarkers ? findInstrumented(script, scope) : [];
  const ids = new Map(found.map((each) => [each.node.id, each]));
  for (let each: Node | null = node; each !== null && each.id !== scope.id; each = each.parent) {
    const task = ids.get(each.id);
    if (task !== undefined) {
      return task;
    }
  }
  return undefined;
}

/** The tasks that the statements are, or whose whole body they are. */
function tasksOf(script: Script, run: StatementRun): readonly Found[] {
  if (!script.hasMarkers) {
    return [];
  }
  const all = findInstrumented(script, run.scope);
  const own = all.filter(({ node }) => run.statements.some(({ id }) => id === node.id));
  const isOurs = (statement: Node): boolean =>
    own.some(({ node }) => node.id === statement.id) || script.isMarkedLine(script.lineOf(statement));
  if (own.length > 0 && run.statements.every(isOurs)) {
    return own;
  }
  const around = all.filter(({ node }) => node.id === run.block.parent?.id && node.type !== 'decorator');
  const inside = namedChildren(run.block).filter((each) => !script.isMarkedLine(script.lineOf(each)));
  const isWholeBody = inside.every((each) => run.statements.some(({ id }) => id === each.id));
  return isWholeBody ? around : [];
}

function refusalOf(script: Script, run: StatementRun): string | undefined {
  const { statements, scope } = run;
  if (scope.type === 'class_definition') {
    return l10n.t('Statements of a class run once, when it is made: instrument its methods.');
  }
  if (statements.some(({ type }) => type === 'future_import_statement')) {
    return l10n.t('An import from __future__ must stay at the top of the file.');
  }
  const generated = [...script.use.monitors, ...script.use.classImports].filter(({ marked }) => marked);
  if (generated.some(({ statement }) => statements.some(({ id }) => id === statement.id))) {
    return l10n.t('The selection holds the lines that make the monitor: select the statements below them.');
  }
  if (cutsGenerated(script, run)) {
    return l10n.t('The selection cuts through lines that TaskMonitor wrote: select the statements between them.');
  }
  for (let around: Node | null = scope; around !== null; around = around.parent) {
    if (around.type === 'function_definition') {
      const definition = around.parent?.type === 'decorated_definition' ? around.parent : around;
      const reason = meaningRefusal(definition);
      if (reason !== undefined) {
        return reason;
      }
    }
  }
  return undefined;
}

/** Whether some of our lines around another task would be taken without the others. */
function cutsGenerated(script: Script, { block, statements }: StatementRun): boolean {
  if (!script.hasMarkers) {
    return false;
  }
  const isTaken = (each: Node): boolean => statements.some(({ id }) => id === each.id);
  const all = namedChildren(block);
  const groups = all.flatMap((each, index) => (isOpener(script, each) ? [groupOf(script, all, index)] : []));
  const isPartOfGroup = (each: Node): boolean => groups.some((group) => group.some(({ id }) => id === each.id));
  return (
    groups.some((group) => group.some(isTaken) && !group.every(isTaken)) ||
    statements.some((each) => isGenerated(script, each) && !isPartOfGroup(each) && !isNote(script, each))
  );
}

function isGenerated(script: Script, statement: Node): boolean {
  return script.beginsLine(statement) && script.isMarkedLine(script.lineOf(statement));
}

function isOpener(script: Script, statement: Node): boolean {
  return /^(?:with|try)_statement$/.test(statement.type) && isGenerated(script, statement);
}

/** The `with`, or the `try` with the variables above it. */
function groupOf(script: Script, all: readonly Node[], index: number): readonly Node[] {
  let first = index;
  while (all[index]?.type === 'try_statement' && first > 0 && isVariable(script, all[first - 1])) {
    first--;
  }
  return all.slice(first, index + 1);
}

function isVariable(script: Script, statement: Node | undefined): boolean {
  return (
    statement !== undefined &&
    isGenerated(script, statement) &&
    statement.firstNamedChild?.type === 'assignment' &&
    statement.firstNamedChild.childForFieldName('left')?.type === 'identifier'
  );
}
