import type { Node } from '@vscode/tree-sitter-wasm';
import { bareExpression } from '../../syntax/ecmascript/functionName';
import { ownDescendants } from '../../syntax/ecmascript/ownDescendants';
import { closingBrace } from './functionShape';
import { isMarker, markerEndAfter } from './marker';
import type { Script } from './script';
import { taskVariable, withoutComments, type TaskForm } from './taskForm';
import { editedByHand, refused, taskUse, unwrapAround, type Piece, type Unwrap } from './unwrapping';

/** Plans to take the task of a function that is no generator away. */
export function unwrapBlock(script: Script, form: Extract<TaskForm, { kind: 'block' }>): Unwrap {
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
