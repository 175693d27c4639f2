import type { Node } from '@vscode/tree-sitter-wasm';
import { ownDescendants } from '../../syntax/ecmascript/ownDescendants';
import { isMarker } from './marker';
import type { Script } from './script';
import { readTaskForm } from './taskForm';
import { expressionEnds } from './unwrapExpression';

/** The markers that belong to a function or block itself, and not to a function inside it. */
export function ownMarkers(script: Script, node: Node): readonly Node[] {
  const markers = ownDescendants(node, ['comment']).filter((comment) => isMarker(comment));
  // The marker behind an arrow inside stands outside of it.
  const arrows = markers.length > 0 ? node.descendantsOfType('arrow_function') : [];
  const others = arrows.flatMap((arrow) => {
    const form = arrow === null || arrow.id === node.id ? undefined : readTaskForm({ node: arrow });
    return form?.kind === 'expression' && form.marker !== undefined ? expressionEnds(script, form) : [];
  });
  return markers.filter(
    ({ startIndex, endIndex }) => !others.some(({ start, end }) => start <= startIndex && endIndex <= end),
  );
}
