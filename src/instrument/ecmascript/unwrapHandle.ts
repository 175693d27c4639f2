import type { Node } from '@vscode/tree-sitter-wasm';
import type { EcmascriptFunction } from '../../syntax/ecmascript/functions';
import { ownDescendants } from '../../syntax/ecmascript/ownDescendants';
import type { Span } from '../../text/span';
import { closingBrace } from './functionShape';
import { readGeneratorReturn } from './generatorReturn';
import { inlineMarker, markerEndAfter } from './marker';
import { ownMarkers } from './ownMarkers';
import type { Script } from './script';
import { isTaskOfInner, withoutComments, type TaskForm } from './taskForm';
import { editedByHand, refused, unwrapAround, useIn, type Piece, type Unwrap } from './unwrapping';

/** Plans to take the task of a generator away. */
export function unwrapHandle(
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
  const returns = ownDescendants(block, ['return_statement']).map((each) =>
    readGeneratorReturn(script.text, each, variable),
  );
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
  return ownMarkers(script, block).flatMap(({ startIndex: start, endIndex: end }): readonly Piece[] => {
    if (known.some((each) => each.start <= start && end <= each.end)) {
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
