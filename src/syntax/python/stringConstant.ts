import type { Span } from '../../text/span';
import type { CachedNode } from '../cachedNode';
import { namedChildren } from '../namedChildren';
import type { Bindings } from './bindings';
import { spanOf } from './spanOf';
import type { Trail } from './trail';

export interface StringConstant {
  readonly value: string;
  /** Where the literal stands: its characters without the quotes, or the whole expression when it has several pieces. */
  readonly span: Span;
  /** Whether the span is that of the characters of one literal. */
  readonly plain: boolean;
}

/**
 * The string that `expression` always is: a literal, or a name, class attribute, enum member or `+` and f-string of those
 * that this file resolves; undefined otherwise.
 */
export function stringConstant(expression: CachedNode, trail: Trail): StringConstant | undefined {
  if (!trail.step()) {
    return undefined;
  }
  switch (expression.type) {
    case 'string':
      return stringLiteral(expression, trail);
    case 'parenthesized_expression':
      return expression.firstNamedChild === null ? undefined : stringConstant(expression.firstNamedChild, trail);
    case 'concatenated_string':
    case 'binary_operator':
      return joined(expression, trail);
    case 'call':
      return converted(expression, trail);
    case 'identifier':
    case 'attribute': {
      const argument = trail.argument(expression);
      const value = argument === undefined ? valueOf(expression, trail.bindings) : argument;
      const beyond = argument === undefined ? trail.hop() : trail.outside();
      return value === undefined || value === null || beyond === undefined ? undefined : stringConstant(value, beyond);
    }
    default:
      return undefined;
  }
}

function stringLiteral(literal: CachedNode, trail: Trail): StringConstant | undefined {
  const [first, last] = [literal.firstChild, literal.lastChild];
  if (first?.type !== 'string_start' || last?.type !== 'string_end' || /b/i.test(first.text)) {
    return undefined;
  }
  let value = '';
  let plain = true;
  for (const part of literal.namedChildren.slice(1, -1)) {
    if (part.type === 'interpolation') {
      const inner = part.childForFieldName('expression');
      const text = inner === null || part.namedChildCount > 1 ? undefined : stringConstant(inner, trail)?.value;
      if (text === undefined) {
        return undefined;
      }
      value += text;
      plain = false;
    } else if (part.type === 'string_content' && !part.children.some((child) => child.type === 'escape_sequence')) {
      value += part.text;
    } else {
      // Escapes do not occur in names of metrics and labels; a string with some is text that nothing here looks at.
      return undefined;
    }
  }
  plain &&= value !== '';
  const whole = { start: literal.startIndex, end: literal.endIndex };
  return { value, span: plain ? { start: first.endIndex, end: last.startIndex } : whole, plain };
}

function joined(expression: CachedNode, trail: Trail): StringConstant | undefined {
  if (expression.type === 'binary_operator' && expression.childForFieldName('operator')?.text !== '+') {
    return undefined;
  }
  let value = '';
  for (const piece of namedChildren(expression)) {
    const text = stringConstant(piece, trail)?.value;
    if (text === undefined) {
      return undefined;
    }
    value += text;
  }
  return { value, span: spanOf(expression), plain: false };
}

/** `str(x)` of a constant, `_("x")`, which marks text for translation, and `"a.b".replace(".", "_")`. */
function converted(call: CachedNode, trail: Trail): StringConstant | undefined {
  const callee = call.childForFieldName('function');
  const given = namedChildren(call.childForFieldName('arguments'));
  const [first] = given;
  if (callee?.type === 'identifier') {
    const isConversion = callee.text === 'str' || callee.text === '_';
    return isConversion && first !== undefined && given.length === 1 ? stringConstant(first, trail) : undefined;
  }
  const object = callee?.childForFieldName('object');
  const text = object ? stringConstant(object, trail)?.value : undefined;
  const texts = given.map((argument) => stringConstant(argument, trail)?.value);
  const value = text === undefined ? undefined : textAfter(callee?.childForFieldName('attribute')?.text, text, texts);
  return value === undefined ? undefined : { value, span: spanOf(call), plain: false };
}

function textAfter(
  method: string | undefined,
  text: string,
  [from, to, ...others]: readonly (string | undefined)[],
): string | undefined {
  if (method === 'replace') {
    return from === undefined || to === undefined || others.length > 0 ? undefined : text.replaceAll(from, to);
  }
  return from !== undefined
    ? undefined
    : method === 'lower'
      ? text.toLowerCase()
      : method === 'upper'
        ? text.toUpperCase()
        : undefined;
}

/** The expression that a name or attribute was given; the member's value for `Class.MEMBER.value` of an enum. */
function valueOf(expression: CachedNode, bindings: Bindings<CachedNode>): CachedNode | undefined {
  const member =
    expression.childForFieldName('attribute')?.text === 'value' ? expression.childForFieldName('object') : null;
  const binding = bindings.of(expression) ?? (member === null ? undefined : bindings.of(member));
  return binding?.kind === 'value' ? binding.value : undefined;
}
