import type { Node } from '@vscode/tree-sitter-wasm';
import type { Span } from '../../text/span';
import { spanOf } from '../spanOf';
import { javaChildren } from './javaChildren';
import type { JavaSource } from './javaSource';

/** A string that the file says. */
export interface JavaString {
  readonly value: string;
  /** The characters of the one literal that it stands in; with quotes when that is empty; the whole of pieces. */
  readonly span: Span;
  /** Whether `span` holds the value letter by letter where the expression stands. */
  readonly isPlain: boolean;
}

const maxHops = 8;

/** Literals, variables and constants of this file with one value, and `+` of these. */
export function stringConstant(expression: Node, source: JavaSource, hops = maxHops): JavaString | undefined {
  source.budget.spend();
  switch (expression.type) {
    case 'string_literal':
      return literal(expression);
    case 'parenthesized_expression': {
      const [inner] = javaChildren(expression);
      return inner && hops > 0 ? stringConstant(inner, source, hops - 1) : undefined;
    }
    case 'binary_expression':
      return joined(expression, source, hops);
    case 'identifier':
    case 'field_access': {
      const held = heldBy(expression, source);
      const found = held && hops > 0 ? stringConstant(held, source, hops - 1) : undefined;
      return found && { ...found, isPlain: false };
    }
    default:
      return undefined;
  }
}

/** The only value of a name of this file: `LABEL`, `this.label`, `Names.LABEL` of a class in the file. */
export function heldBy(expression: Node, source: JavaSource): Node | undefined {
  if (expression.type === 'identifier') {
    const declared = source.declaredAt(expression);
    return declared?.values.length === 1 ? declared.values[0] : undefined;
  }
  const [object, field] = [expression.childForFieldName('object'), expression.childForFieldName('field')];
  if (object === null || field === null) {
    return undefined;
  }
  if (object.type === 'this') {
    const declared = source.fieldAt(field.text, expression.startIndex);
    return declared?.values.length === 1 ? declared.values[0] : undefined;
  }
  return source.memberOf(object.text, field.text);
}

export function literal(node: Node): JavaString {
  const { text } = node;
  const span = spanOf(node);
  if (text.startsWith('"""')) {
    return { value: textBlock(text), span, isPlain: false };
  }
  const content = text.slice(1, -1);
  const value = unescaped(content);
  return {
    value,
    span: content === '' ? span : { start: span.start + 1, end: span.end - 1 },
    isPlain: value === content,
  };
}

/** Text blocks lose the indentation that all their lines have. */
function textBlock(text: string): string {
  const lines = text
    .slice(3, -3)
    .replace(/^[ \t]*\r?\n/, '')
    .split(/\r?\n/);
  const indents = lines
    .filter((line, index) => line.trim() !== '' || index === lines.length - 1)
    .map((line) => /^\s*/.exec(line)?.[0].length ?? 0);
  const indent = Math.min(...indents.slice(0, 1000));
  return unescaped(lines.map((line) => line.slice(indent).trimEnd()).join('\n'));
}

/** Long sums of strings lean to the left, so the way down is a loop. */
function joined(expression: Node, source: JavaSource, hops: number): JavaString | undefined {
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
  return first && { value: first.value + value, span: spanOf(expression), isPlain: false };
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', b: '\b', f: '\f', s: ' ' };

function unescaped(content: string): string {
  return content.replace(
    /\\(?:u+([\da-fA-F]{4})|([0-3]?[0-7]{1,2})|\r?\n|([^]))/g,
    (_, unicode?: string, octal?: string, other?: string) => {
      if (unicode !== undefined || octal !== undefined) {
        return String.fromCharCode(unicode === undefined ? parseInt(octal ?? '', 8) : parseInt(unicode, 16));
      }
      return other === undefined ? '' : (escapes[other] ?? other);
    },
  );
}
