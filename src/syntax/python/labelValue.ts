import type { CachedNode } from '../cachedNode';
import type { LabelValue } from '../metrics/labelValue';
import { namedChildren } from '../namedChildren';
import { callValue } from './callValue';
import { conditionGuards, isGuarded } from './guards';
import { attributeValue, subscriptValue } from './memberValue';
import { nameValue } from './nameValue';
import { choiceOf, isConstantValue, unknownValue } from './readValue';
import type { Trail } from './trail';

/** What the file says of the value that an expression gives a label. */
export function labelValue(expression: CachedNode, trail: Trail): LabelValue {
  return (trail.step() ? trail.within(() => valueOf(expression, trail)) : undefined) ?? unknownValue;
}

function valueOf(expression: CachedNode, trail: Trail): LabelValue {
  switch (expression.type) {
    case 'string':
      return textOf(expression, trail);
    case 'concatenated_string':
      return { kind: 'joined', parts: namedChildren(expression).map((part) => labelValue(part, trail)) };
    case 'integer':
    case 'float':
    case 'true':
    case 'false':
    case 'none':
      return { kind: 'literal', text: expression.text };
    case 'parenthesized_expression':
    case 'await':
    case 'named_expression':
    case 'unary_operator':
      return innerValue(expression, trail);
    case 'binary_operator':
      return operation(expression, trail);
    case 'comparison_operator':
    case 'not_operator':
      return { kind: 'bounded', by: 'comparison' };
    case 'boolean_operator':
      return choiceOf(namedChildren(expression), trail, labelValue);
    case 'conditional_expression':
      return conditional(expression, trail);
    case 'call':
      return callValue(expression, trail, labelValue);
    case 'identifier':
      return isGuarded(expression, trail) ? { kind: 'bounded', by: 'guard' } : nameValue(expression, trail, labelValue);
    case 'attribute':
      return isGuarded(expression, trail)
        ? { kind: 'bounded', by: 'guard' }
        : attributeValue(expression, trail, labelValue);
    case 'subscript':
      return subscriptValue(expression, trail, labelValue);
    default:
      return unknownValue;
  }
}

function innerValue(expression: CachedNode, trail: Trail): LabelValue {
  const inner = namedChildren(expression).at(-1);
  return inner === undefined ? unknownValue : labelValue(inner, trail);
}

/** A literal, or the parts of an f-string. */
function textOf(literal: CachedNode, trail: Trail): LabelValue {
  const parts = literal.namedChildren.slice(1, -1).flatMap((part): LabelValue[] => {
    if (part.type !== 'interpolation') {
      return part.type === 'string_content' ? [{ kind: 'literal', text: part.text }] : [];
    }
    const inner = part.childForFieldName('expression');
    return [inner === null ? unknownValue : labelValue(inner, trail)];
  });
  const isPlain = parts.every((part) => part.kind === 'literal');
  return isPlain
    ? { kind: 'literal', text: parts.map((part) => (part.kind === 'literal' ? part.text : '')).join('') }
    : { kind: 'joined', parts };
}

function operation(expression: CachedNode, trail: Trail): LabelValue {
  const [left, right] = namedChildren(expression);
  const operator = expression.childForFieldName('operator')?.text;
  if (left === undefined || right === undefined) {
    return unknownValue;
  }
  if (operator === '+') {
    return { kind: 'joined', parts: [labelValue(left, trail), labelValue(right, trail)] };
  }
  if (operator === '%' && left.type.endsWith('string')) {
    const given = right.type === 'tuple' ? namedChildren(right) : [right];
    return { kind: 'joined', parts: [left, ...given].map((part) => labelValue(part, trail)) };
  }
  return unknownValue;
}

/** `x if x in ALLOWED else "other"` is of a small set; every other conditional is one of two. */
function conditional(expression: CachedNode, trail: Trail): LabelValue {
  const [whenTrue, condition, whenFalse] = namedChildren(expression);
  if (whenTrue === undefined || condition === undefined || whenFalse === undefined) {
    return unknownValue;
  }
  const options = [
    conditionGuards(condition, whenTrue.text, true, trail)
      ? ({ kind: 'bounded', by: 'guard' } as const)
      : labelValue(whenTrue, trail),
    conditionGuards(condition, whenFalse.text, false, trail)
      ? ({ kind: 'bounded', by: 'guard' } as const)
      : labelValue(whenFalse, trail),
  ];
  const isGuard = options.some((option) => option.kind === 'bounded' && option.by === 'guard');
  const others = options.every(isConstantValue);
  return isGuard && others ? { kind: 'bounded', by: 'guard' } : { kind: 'choice', options };
}
