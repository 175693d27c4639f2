import type { Node } from '@vscode/tree-sitter-wasm';
import type { Span } from '../../../text/span';
import { namedChildren } from '../../namedChildren';
import { argumentsOf, plainExpression, spanOf } from './plainExpression';
import type { References } from './references';

export interface TextConstant {
  readonly text: string;
  /** The characters of the literal, without quotes; with them when it is empty; the whole expression of several pieces. */
  readonly span: Span;
  /** Whether the text stands there as one literal. */
  readonly isLiteral: boolean;
}

/** So many pieces make one text. */
const mostPieces = 100;
const farthest = 8;

/**
 * The text that `expression` always is: a literal, or names, members, enum members, `+`, templates and `[…].join(…)` of
 * those that this file resolves; undefined otherwise.
 */
export function textConstant(
  expression: Node | null,
  references: References,
  hops = farthest,
): TextConstant | undefined {
  references.budget.spend();
  const plain = plainExpression(expression);
  if (plain === null || hops <= 0) {
    return undefined;
  }
  switch (plain.type) {
    case 'string':
      return { text: unescaped(references.text(plain).slice(1, -1)), ...literalSpan(plain) };
    case 'number':
      return { text: references.text(plain), span: spanOf(plain), isLiteral: false };
    case 'template_string':
    case 'binary_expression': {
      const pieces = piecesOf(plain, references);
      if (pieces === undefined) {
        return undefined;
      }
      const isLiteral = plain.type === 'template_string' && pieces.every((piece) => typeof piece === 'string');
      const text = joined(pieces, references, hops);
      return text === undefined ? undefined : { text, ...(isLiteral ? literalSpan(plain) : whole(plain)) };
    }
    case 'call_expression':
      return joinedList(plain, references, hops);
    case 'identifier':
    case 'shorthand_property_identifier':
    case 'member_expression':
    case 'subscript_expression': {
      const target = references.follow(plain);
      const node = target?.kind === 'enum-member' ? target.value : target?.kind === 'expression' ? target.node : null;
      const found = node === null || node === undefined ? undefined : textConstant(node, references, hops - 1);
      return found && { ...found, isLiteral: false };
    }
    default:
      return undefined;
  }
}

/**
 * The parts of a template or of operands that are added, texts and expressions; undefined for another operator, or when
 * there are too many.
 */
export function piecesOf(expression: Node, references: References): readonly (string | Node)[] | undefined {
  const pieces: (string | Node)[] = [];
  if (expression.type === 'template_string') {
    let from = expression.startIndex + 1;
    for (const part of expression.namedChildren) {
      if (part?.type === 'template_substitution') {
        references.budget.spend();
        pieces.push(unescaped(references.tree.text.slice(from, part.startIndex)));
        const inner = namedChildren(part)[0];
        if (inner === undefined || pieces.length > mostPieces) {
          return undefined;
        }
        pieces.push(inner);
        from = part.endIndex;
      }
    }
    pieces.push(unescaped(references.tree.text.slice(from, expression.endIndex - 1)));
    return pieces.filter((piece) => piece !== '');
  }
  // `a + b + c` nests to the left: as deep as there are operands.
  let left: Node | null = expression;
  while (left?.type === 'binary_expression') {
    references.budget.spend();
    const right = left.childForFieldName('right');
    if (left.childForFieldName('operator')?.type !== '+' || right === null || pieces.length > mostPieces) {
      return undefined;
    }
    pieces.unshift(right);
    left = plainExpression(left.childForFieldName('left'));
  }
  return left === null ? undefined : [left, ...pieces];
}

function joined(pieces: readonly (string | Node)[], references: References, hops: number): string | undefined {
  let text = '';
  for (const piece of pieces) {
    const part = typeof piece === 'string' ? piece : textConstant(piece, references, hops - 1)?.text;
    if (part === undefined) {
      return undefined;
    }
    text += part;
  }
  return text;
}

/** `['app', NAME].join('_')`. */
function joinedList(call: Node, references: References, hops: number): TextConstant | undefined {
  const callee = call.childForFieldName('function');
  const list = plainExpression(callee?.childForFieldName('object') ?? null);
  if (list?.type !== 'array' || callee?.childForFieldName('property')?.text !== 'join') {
    return undefined;
  }
  const [between] = argumentsOf(call);
  const separator = between === undefined ? ',' : textConstant(between, references, hops - 1)?.text;
  const parts = namedChildren(list).map((item) => textConstant(item, references, hops - 1)?.text);
  return separator === undefined || parts.includes(undefined)
    ? undefined
    : { text: parts.join(separator), ...whole(call) };
}

function literalSpan(literal: Node): Pick<TextConstant, 'span' | 'isLiteral'> {
  const { startIndex: start, endIndex: end } = literal;
  return end - start > 2 ? { span: { start: start + 1, end: end - 1 }, isLiteral: true } : whole(literal);
}

function whole(expression: Node): Pick<TextConstant, 'span' | 'isLiteral'> {
  return { span: spanOf(expression), isLiteral: false };
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['\n', ''],
]);

function unescaped(text: string): string {
  return text.includes('\\') ? text.replace(/\\(.)/gs, (_, unit: string) => escapes.get(unit) ?? unit) : text;
}
