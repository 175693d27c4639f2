import type { Node } from '@vscode/tree-sitter-wasm';
import { inlineMarker, isMarker, markerEndAfter } from './marker';
import { withoutComments } from './taskForm';
import type { Piece } from './unwrapping';

/** A `return` of an instrumented generator, as it may be taken back. */
export type GeneratorReturn =
  | { readonly kind: 'ours'; readonly pieces: readonly Piece[]; readonly variableAt: number }
  | { readonly kind: 'plain' }
  | { readonly kind: 'edited'; readonly statement: Node };

/** Reads `return task.done(x)`, marked; a return that the user wrote since stays as it is. */
export function readGeneratorReturn(text: string, statement: Node, variable: string): GeneratorReturn {
  const marker = statement.namedChildren.find((child) => isMarker(child));
  const call = withoutComments(statement)[0];
  const given = call?.type === 'call_expression' ? call.childForFieldName('arguments') : null;
  if (!marker || call === undefined) {
    return { kind: 'plain' };
  }
  if (call.childForFieldName('function')?.text !== `${variable}.done` || given === null) {
    return { kind: 'edited', statement };
  }
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
