import type { Node } from '@vscode/tree-sitter-wasm';
import type { LabelValue } from '../../metrics/labelValue';
import { calledValue } from './calledValue';
import { checks } from './guards';
import { namedValue } from './namedValue';
import { plainExpression } from './plainExpression';
import type { References } from './references';
import { piecesOf, textConstant } from './textConstant';

const unknown: LabelValue = { kind: 'unknown' };
const comparison: LabelValue = { kind: 'bounded', by: 'comparison' };

/** So deep an expression is read, and so many names are followed from it. */
const deepest = 12;
const hopsOfNames = 2;
const mostParts = 20;

const comparisons: ReadonlySet<string> = new Set(['===', '!==', '==', '!=', '<', '>', '<=', '>=', 'in', 'instanceof']);

/** What an expression says of a label's value. */
export function labelValue(
  expression: Node | null,
  references: References,
  depth = deepest,
  hops = hopsOfNames,
): LabelValue {
  references.budget.spend();
  const plain = plainExpression(expression);
  if (plain === null || depth <= 0) {
    return unknown;
  }
  const inner = (node: Node | null): LabelValue => labelValue(node, references, depth - 1, hops);
  switch (plain.type) {
    case 'string':
    case 'number':
    case 'template_string':
      return textOf(plain, references, inner);
    case 'true':
    case 'false':
    case 'null':
    case 'undefined':
      return { kind: 'literal', text: references.text(plain) };
    case 'binary_expression':
      return operation(plain, references, inner);
    case 'unary_expression':
      return /^(?:!|typeof)$/.test(plain.childForFieldName('operator')?.type ?? '') ? comparison : unknown;
    case 'ternary_expression':
      return ternary(plain, references, inner);
    case 'identifier':
    case 'shorthand_property_identifier':
    case 'member_expression':
    case 'subscript_expression':
      return namedValue(plain, references, {
        inner,
        beyond: hops > 0 ? (node) => labelValue(node, references, depth - 1, hops - 1) : undefined,
      });
    case 'call_expression':
      return calledValue(plain, plain.childForFieldName('function'), references, inner);
    case 'new_expression':
      return calledValue(plain, plain.childForFieldName('constructor'), references, inner);
    default:
      return unknown;
  }
}

type Read = (node: Node | null) => LabelValue;

/** Text in pieces; `${error}` alone is the error's text. */
function textOf(expression: Node, references: References, inner: Read): LabelValue {
  const constant = textConstant(expression, references);
  if (constant !== undefined) {
    return { kind: 'literal', text: constant.text };
  }
  const pieces = piecesOf(expression, references);
  if (pieces === undefined) {
    return unknown;
  }
  const parts = pieces
    .slice(0, mostParts)
    .map((piece): LabelValue => (typeof piece === 'string' ? { kind: 'literal', text: piece } : inner(piece)));
  const [only] = parts;
  return parts.length === 1 && only?.kind === 'caught' ? only : { kind: 'joined', parts };
}

function operation(expression: Node, references: References, inner: Read): LabelValue {
  const operator = expression.childForFieldName('operator')?.type ?? '';
  if (operator === '+') {
    return textOf(expression, references, inner);
  }
  if (comparisons.has(operator)) {
    return comparison;
  }
  if (operator !== '||' && operator !== '??' && operator !== '&&') {
    return unknown;
  }
  const options: LabelValue[] = [];
  let left: Node | null = expression;
  while (left?.type === 'binary_expression' && left.childForFieldName('operator')?.type === operator) {
    references.budget.spend();
    options.unshift(inner(left.childForFieldName('right')));
    left = plainExpression(left.childForFieldName('left'));
    if (options.length > mostParts) {
      return unknown;
    }
  }
  // Of `a && b` the value is `b`, or something false.
  return operator === '&&' && options.length === 1
    ? (options[0] ?? unknown)
    : { kind: 'choice', options: [inner(left), ...options] };
}

function ternary(expression: Node, references: References, inner: Read): LabelValue {
  const condition = expression.childForFieldName('condition');
  const option = (field: string, bounding: 'in' | 'out'): LabelValue => {
    const side = plainExpression(expression.childForFieldName(field));
    const isName = side !== null && /^(?:identifier|member_expression|subscript_expression)$/.test(side.type);
    return isName && checks(condition, references.text(side), references) === bounding
      ? { kind: 'bounded', by: 'guard' }
      : inner(side);
  };
  return { kind: 'choice', options: [option('consequence', 'in'), option('alternative', 'out')] };
}
