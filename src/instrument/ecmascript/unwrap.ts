import * as l10n from '@vscode/l10n';
import type { Node } from '@vscode/tree-sitter-wasm';
import { bareExpression } from '../../syntax/ecmascript/functionName';
import type { EcmascriptFunction } from '../../syntax/ecmascript/functions';
import { MovableLines } from '../../syntax/ecmascript/movableLines';
import { occurrencesOf } from '../../syntax/ecmascript/names';
import { ownDescendants } from '../../syntax/ecmascript/ownDescendants';
import { unitBetween } from './indentUnit';
import { inlineMarker, isMarker, markerEndAfter } from './marker';
import type { Span } from '../../text/span';
import { closingBrace } from './functionShape';
import type { Removals } from './removals';
import type { Script } from './script';
import { isTaskOfInner, readTaskForm, taskVariable, withoutComments, type TaskForm } from './taskForm';

/** How one task goes away. */
export type Unwrap =
  { readonly kind: 'planned'; apply(removals: Removals): void } | { readonly kind: 'refused'; readonly reason: string };

/** A stretch of generated text; `ownLines` when its lines hold nothing else. */
interface Piece extends Span {
  readonly ownLines: boolean;
}

/** Plans to take the task of a function away and its body back out. */
export function planUnwrap(script: Script, target: EcmascriptFunction, form: TaskForm): Unwrap {
  switch (form.kind) {
    case 'expression':
      return unwrapExpression(script, form);
    case 'block':
      return unwrapBlock(script, form);
    case 'handle':
      return unwrapHandle(script, target, form);
  }
}

export function editedByHand(script: Script, node: Node): string {
  return l10n.t('Line {0} was edited and does more than run a task: take it out by hand.', script.lineNumber(node));
}

function refused(reason: string): Unwrap {
  return { kind: 'refused', reason };
}

function unwrapExpression(script: Script, form: Extract<TaskForm, { kind: 'expression' }>): Unwrap {
  const { call, body, marker } = form;
  const use = taskUse(script, form, () => false);
  if (marker === undefined || use !== undefined) {
    return refused(use ?? editedByHand(script, call.node));
  }
  const ends = expressionEnds(script, form);
  return {
    kind: 'planned',
    apply: (removals) => {
      removals.remove(marker.startIndex, body.startIndex, false);
      for (const { start, end } of ends) {
        removals.remove(start, end, false);
      }
    },
  };
}

/** What stands behind the body of an arrow: the parenthesis and the marker, which a formatter puts behind the semicolon. */
function expressionEnds({ text }: Script, { body, call }: Extract<TaskForm, { kind: 'expression' }>): readonly Span[] {
  // A formatter may have put the arrow on lines of its own, with a comma behind it.
  const closing = /^\s*,?\s*\)/.exec(text.slice(body.endIndex, call.node.endIndex))?.[0].length ?? 0;
  const end = body.endIndex + closing;
  const marked = markerEndAfter(text, end);
  if (marked !== undefined || !/[;,]/.test(text[end] ?? '')) {
    return [{ start: body.endIndex, end: marked ?? end }];
  }
  const moved = markerEndAfter(text, end + 1) ?? end + 1;
  return [
    { start: body.endIndex, end },
    { start: end + 1, end: moved },
  ];
}

function unwrapBlock(script: Script, form: Extract<TaskForm, { kind: 'block' }>): Unwrap {
  const { statement, block, marker } = form;
  const end = markerEndAfter(script.text, statement.endIndex);
  const variable = taskVariable(form)?.text;
  const records =
    variable === undefined
      ? []
      : ownDescendants(block, ['return_statement']).map((each) => readRecords(each, variable));
  const known = new Set(records.flatMap((each) => each?.variableAt ?? []));
  const use = taskUse(script, form, (node) => known.has(node.startIndex));
  if (marker === undefined || end === undefined || use !== undefined) {
    return refused(use ?? editedByHand(script, statement));
  }
  const pieces = records.flatMap((each) => each?.pieces ?? []);
  return unwrapAround(
    script,
    block,
    { start: statement.startIndex, marker },
    { start: closingBrace(block), end },
    pieces,
  );
}

/** Reads `return task.records = x`, marked; undefined for every other return. */
function readRecords(
  statement: Node,
  variable: string,
): { readonly pieces: readonly Piece[]; readonly variableAt: number } | undefined {
  const marker = statement.namedChildren.find((child) => isMarker(child));
  const value = withoutComments(statement)[0] ?? null;
  const assignment = bareExpression(value);
  const result = assignment?.type === 'assignment_expression' ? assignment.childForFieldName('right') : null;
  if (
    !marker ||
    value === null ||
    !assignment ||
    result === null ||
    assignment.childForFieldName('left')?.text !== `${variable}.records`
  ) {
    return undefined;
  }
  const pieces = [{ start: marker.startIndex, end: result.startIndex, ownLines: false }];
  const behind = { start: result.endIndex, end: value.endIndex, ownLines: false };
  // A formatter puts an assignment in parentheses.
  return { pieces: value.id === assignment.id ? pieces : [...pieces, behind], variableAt: assignment.startIndex };
}

/** Where the body still uses the task that its arrow is given, for a person. */
function taskUse(script: Script, form: TaskForm, isOurs: (node: Node) => boolean): string | undefined {
  const name = taskVariable(form);
  const callback = form.call.callback ?? form.call.node;
  return (
    name &&
    useIn(script, callback, name.text, (node) => node.id === name.id || isOurs(node) || isTaskOfInner(node, callback))
  );
}

function useIn(script: Script, node: Node, name: string, isOurs: (node: Node) => boolean): string | undefined {
  const span = { start: node.startIndex, end: node.endIndex };
  const use = occurrencesOf(script.tree, name, span).find((each) => each.kind === 'name' && !isOurs(each.node));
  return use && l10n.t('Line {0} uses {1}: take that out first.', script.lineNumber(use.node), name);
}

/** Takes the pieces at both ends of a block away, and its body back out. */
function unwrapAround(
  script: Script,
  block: Node,
  open: { readonly start: number; readonly marker: Node },
  close: { readonly start: number; readonly end: number },
  others: readonly Piece[] = [],
): Unwrap {
  const { lines, text } = script;
  const openOwn =
    open.marker.text.startsWith('//') && script.beginsLine(open.start) && script.endsLine(open.marker.endIndex);
  const closeOwn = script.beginsLine(close.start) && script.endsLine(close.end);
  const openLine = lines.lineAt(open.start);
  return {
    kind: 'planned',
    apply: (removals) => {
      const blank = !openOwn && text[open.marker.endIndex] === ' ' ? 1 : 0;
      removals.remove(open.start, open.marker.endIndex + blank, openOwn);
      const before = !closeOwn && text[close.start - 1] === ' ' ? 1 : 0;
      removals.remove(close.start - before, close.end, closeOwn);
      for (const { start, end, ownLines } of others) {
        removals.remove(start, end, ownLines);
      }
      if (!openOwn) {
        return;
      }
      const movable = new MovableLines(text, lines, block);
      const first = lines.lineAt(open.marker.endIndex) + 1;
      const last = lines.lineAt(close.start) - (script.beginsLine(close.start) ? 1 : 0);
      removals.moveOut(first, last, unitBetween(lines, movable, openLine, first, last) ?? '', movable);
    },
  };
}

function unwrapHandle(
  script: Script,
  { node }: EcmascriptFunction,
  form: Extract<TaskForm, { kind: 'handle' }>,
): Unwrap {
  const { attempt, block, statement, variable, marker } = form;
  const ending = attempt.childForFieldName('finalizer')?.childForFieldName('body');
  const end = ending && markerEndAfter(script.text, closingBrace(ending) + 1);
  const handler = attempt.childForFieldName('handler');
  const caught = handler?.childForFieldName('parameter')?.text;
  const isOurs =
    bodyIs(ending, `${variable}.end();`) &&
    caught !== undefined &&
    bodyIs(handler?.childForFieldName('body'), `throw ${variable}.fail(${caught});`);
  if (marker === undefined || !end || !isOurs) {
    return refused(editedByHand(script, statement));
  }
  const returns = ownDescendants(block, ['return_statement']).map((each) => readReturn(script, each, variable));
  const edited = returns.find((each) => each.kind === 'edited');
  if (edited?.kind === 'edited') {
    return refused(editedByHand(script, edited.statement));
  }
  const start = closeStart(script, block, variable);
  const known = new Set(returns.flatMap((each) => (each.kind === 'ours' ? [each.variableAt] : [])));
  const use = useIn(
    script,
    block,
    variable,
    (name) => known.has(name.startIndex) || name.startIndex >= start || isTaskOfInner(name, node),
  );
  if (use !== undefined) {
    return refused(use);
  }
  const pieces = returns.flatMap((each) => (each.kind === 'ours' ? each.pieces : []));
  return unwrapAround(script, block, { start: statement.startIndex, marker }, { start, end }, [
    ...pieces,
    ...strayMarkers(script, block, [...pieces, { start: statement.startIndex, end: marker.endIndex }, { start, end }]),
  ]);
}

/** Markers that a formatter has moved out of what they belong to. */
function strayMarkers(script: Script, block: Node, known: readonly Span[]): readonly Piece[] {
  const markers = ownDescendants(block, ['comment']).filter((comment) => isMarker(comment));
  // The marker behind an arrow inside stands outside of it.
  const arrows = markers.length > 0 ? block.descendantsOfType('arrow_function') : [];
  const others = arrows.flatMap((node) => {
    const form = node === null ? undefined : readTaskForm({ node });
    return form?.kind === 'expression' && form.marker !== undefined ? expressionEnds(script, form) : [];
  });
  return markers.flatMap((comment): readonly Piece[] => {
    const { startIndex: start, endIndex: end } = comment;
    if ([...known, ...others].some((each) => each.start <= start && end <= each.end)) {
      return [];
    }
    const ownLines = script.beginsLine(start) && script.endsLine(end);
    return [{ start: start - (!ownLines && script.text[start - 1] === ' ' ? 1 : 0), end, ownLines }];
  });
}

function bodyIs(block: Node | null | undefined, code: string): boolean {
  const statements = block === null || block === undefined ? [] : withoutComments(block);
  return statements.length === 1 && statements[0]?.text.replace(/\s+/g, ' ') === code;
}

/** Where the generated end of a `try` begins: with `task.done();`, or with its brace. */
function closeStart(script: Script, block: Node, variable: string): number {
  const brace = closingBrace(block);
  const inline = script.text.lastIndexOf(`${inlineMarker};`, brace);
  const last = withoutComments(block).at(-1);
  const isDone = last?.text === `${variable}.done();` && markerEndAfter(script.text, last.endIndex) !== undefined;
  const done = isDone && last !== undefined ? last.startIndex : brace;
  if (script.beginsLine(done)) {
    return done;
  }
  return inline >= block.startIndex && /^[^{]*$/.test(script.text.slice(inline, brace)) ? inline : done;
}

type Return =
  | { readonly kind: 'ours'; readonly pieces: readonly Piece[]; readonly variableAt: number }
  | { readonly kind: 'plain' }
  | { readonly kind: 'edited'; readonly statement: Node };

/** Reads `return task.done(x)`, marked; a return that the user wrote since stays as it is. */
function readReturn(script: Script, statement: Node, variable: string): Return {
  const marker = statement.namedChildren.find((child) => isMarker(child));
  const call = withoutComments(statement)[0];
  const given = call?.type === 'call_expression' ? call.childForFieldName('arguments') : null;
  if (!marker || call === undefined) {
    return { kind: 'plain' };
  }
  if (call.childForFieldName('function')?.text !== `${variable}.done` || given === null) {
    return { kind: 'edited', statement };
  }
  const { text } = script;
  const end = endOfReturn(text, call.endIndex);
  const variableAt = call.startIndex;
  const value = withoutComments(given)[0];
  if (value === undefined) {
    const start = 'return'.length + statement.startIndex;
    return { kind: 'ours', variableAt, pieces: [{ start, end, ownLines: false }] };
  }
  const [from, to] = returnedSpan(text, given, value);
  const pieces = [
    { start: marker.startIndex, end: from, ownLines: false },
    { start: to, end, ownLines: false },
  ];
  return { kind: 'ours', variableAt, pieces };
}

/** The end of what was written behind a return's call: a marker, and a semicolon of ours that stands close to one. */
function endOfReturn(text: string, callEnd: number): number {
  return text.startsWith(`;${inlineMarker}`, callEnd)
    ? callEnd + 1 + inlineMarker.length
    : (markerEndAfter(text, callEnd) ?? callEnd);
}

/** What was returned, without the `await` and the parentheses that came with it. */
function returnedSpan(text: string, given: Node, value: Node): readonly [number, number] {
  const head = text.slice(given.startIndex, value.startIndex);
  const awaited = value.type === 'await_expression' ? value.firstNamedChild : null;
  const covered = awaited ?? (head === '( ' ? value : null);
  if (covered?.type === 'parenthesized_expression') {
    return [covered.startIndex + 1, covered.endIndex - 1];
  }
  const { startIndex, endIndex } = awaited ?? value;
  return [startIndex, endIndex];
}
