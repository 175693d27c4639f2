import type { Node } from '@vscode/tree-sitter-wasm';
import { bareExpression } from '../../syntax/ecmascript/functionName';
import { bindsName, occurrencesOf } from '../../syntax/ecmascript/names';
import { ownDescendants } from '../../syntax/ecmascript/ownDescendants';
import { namesCount, namesOtherThings } from '../python/countWords';
import type { FunctionShape } from './functionShape';
import type { Script } from './script';
import { returnedValue } from './statementEnds';

/** How many records a function processes, as far as its results say that. Valid as long as its tree. */
export interface RecordCount {
  /** The number of records: `rows.length`, `processed`. */
  readonly source: string;
  /** What is returned, everywhere: it becomes the number on its way out, so that nothing is evaluated twice. */
  readonly results: readonly Node[];
}

/** The number of records that every result of a function is; undefined where that is not plain to see. */
export function recordCount(script: Script, shape: Exclude<FunctionShape, { kind: 'stub' }>): RecordCount | undefined {
  if (shape.kind !== 'block' || shape.generator !== undefined) {
    return undefined;
  }
  const { body } = shape;
  const returns = ownDescendants(body, ['return_statement']);
  const results = returns.flatMap((each) => returnedValue(script.text, each) ?? []);
  const known = results.filter((result) => result.text !== '0');
  const [first] = known;
  return first !== undefined && known.every((result) => isLength(result) || isCounter(script, result, body))
    ? { source: first.text, results }
    : undefined;
}

/** `rows.length`, `byId.size`, of what its name says to be many. */
function isLength(result: Node): boolean {
  const object = result.type === 'member_expression' ? bareExpression(result.childForFieldName('object')) : null;
  const property = result.childForFieldName('property')?.text;
  if (object?.type !== 'identifier' || (property !== 'length' && property !== 'size')) {
    return false;
  }
  const isMany = property === 'size' || /(?:s|list|array|all|data)$/i.test(object.text);
  return isMany && object.text !== 'arguments' && !namesOtherThings(object.text);
}

/** A variable of the function that starts at 0 and only counts up, by a name that says what it counts. */
function isCounter(script: Script, result: Node, body: Node): boolean {
  if (result.type !== 'identifier' || !namesCount(result.text)) {
    return false;
  }
  const span = { start: body.startIndex, end: body.endIndex };
  const places = occurrencesOf(script.tree, result.text, span).filter(({ kind }) => kind === 'name');
  const bindings = places.filter(({ node }) => bindsName(node));
  const declarator = bindings[0]?.node.parent;
  const startsAtZero =
    declarator?.type === 'variable_declarator' && declarator.childForFieldName('value')?.text === '0';
  const counts = places.some(({ node }) => isIncrement(node));
  const isSet = places.some(
    ({ node }) =>
      node.parent?.type === 'assignment_expression' && node.parent.childForFieldName('left')?.id === node.id,
  );
  return bindings.length === 1 && startsAtZero && counts && !isSet;
}

function isIncrement(place: Node): boolean {
  const { parent } = place;
  const operator = parent?.childForFieldName('operator')?.text;
  return (
    (parent?.type === 'update_expression' && operator === '++') ||
    (parent?.type === 'augmented_assignment_expression' &&
      operator === '+=' &&
      parent.childForFieldName('left')?.id === place.id)
  );
}
