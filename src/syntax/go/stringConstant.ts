import type { Node } from '@vscode/tree-sitter-wasm';
import type { Span } from '../../text/span';
import { namedChildren } from '../namedChildren';
import type { GoSource } from './goSource';

/** A string that the file says, and where its characters stand: the place of the literal without quotes, if it is one. */
export interface GoString {
  readonly value: string;
  /** The characters of the one literal that it stands in; with quotes when that is empty; the whole of pieces. */
  readonly span: Span;
  /** Whether `span` holds the value letter by letter where the expression stands. */
  readonly isPlain: boolean;
}

const maxHops = 8;

/** Literals, constants and variables of this file with one value, and `+` of these. */
export function stringConstant(expression: Node, source: GoSource, hops = maxHops): GoString | undefined {
  source.budget.spend();
  switch (expression.type) {
    case 'interpreted_string_literal':
    case 'raw_string_literal':
      return literal(expression);
    case 'parenthesized_expression': {
      const [inner] = namedChildren(expression);
      return inner && hops > 0 ? stringConstant(inner, source, hops - 1) : undefined;
    }
    case 'binary_expression':
      return joined(expression, source, hops);
    case 'identifier': {
      const values = source.valuesOf(source.declaredAt(expression));
      const [value] = values;
      const found = value && values.length === 1 && hops > 0 ? stringConstant(value, source, hops - 1) : undefined;
      return found && { ...found, isPlain: false };
    }
    case 'call_expression': {
      // `string(constant)`, `metricName("x")`: a conversion keeps the text.
      const [callee, argument] = [
        expression.childForFieldName('function'),
        ...namedChildren(expression.childForFieldName('arguments')),
      ];
      const found =
        callee?.text === 'string' && argument && hops > 0 ? stringConstant(argument, source, hops - 1) : undefined;
      return found && { ...found, isPlain: false };
    }
    default:
      return undefined;
  }
}

/** The text of a string literal, with its escapes resolved. */
export function literal(node: Node): GoString {
  const [start, end] = [node.startIndex, node.endIndex];
  const content = node.text.slice(1, -1);
  const value = node.type === 'raw_string_literal' ? content : unescaped(content);
  const span = content === '' ? { start, end } : { start: start + 1, end: end - 1 };
  return { value, span, isPlain: value === content };
}

/** Long sums of strings lean to the left, so the way down is a loop. */
function joined(expression: Node, source: GoSource, hops: number): GoString | undefined {
  let value = '';
  let left: Node | null = expression;
  for (; left?.type === 'binary_expression'; left = left.childForFieldName('left')) {
    const right = left.childForFieldName('right');
    const part =
      left.childForFieldName('operator')?.text === '+' && right && hops > 0
        ? stringConstant(right, source, hops - 1)
        : undefined;
    if (part === undefined) {
      return undefined;
    }
    value = part.value + value;
  }
  const first = left && hops > 0 ? stringConstant(left, source, hops - 1) : undefined;
  return (
    first && {
      value: first.value + value,
      span: { start: expression.startIndex, end: expression.endIndex },
      isPlain: false,
    }
  );
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', a: '\u0007', b: '\b', f: '\f', v: '\v' };

function unescaped(content: string): string {
  return content.replace(
    /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{3})|([^]))/g,
    (_, hex?: string, short?: string, long?: string, octal?: string, other?: string) => {
      if (other !== undefined) {
        return escapes[other] ?? other;
      }
      const code = octal === undefined ? parseInt(hex ?? short ?? long ?? '', 16) : parseInt(octal, 8);
      return code <= 0x10_ff_ff ? String.fromCodePoint(code) : '\uFFFD';
    },
  );
}
