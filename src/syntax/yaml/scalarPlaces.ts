import type { Scalar } from 'yaml';
import type { Span } from '../../text/span';
import { nodeSpan } from './yamlReader';

/** Where the characters of a scalar's value stand in the YAML text. */
export interface ScalarPlaces {
  /** False when characters cannot be told apart: each span is the whole scalar then, and nothing in it can be edited. */
  readonly exact: boolean;
  /** The span in the YAML text of a span of the value. */
  spanOf(start: number, end: number): Span;
}

/**
 * Finds them by going through value and source side by side, white space aside: folding, indentation and line ends are
 * white space alone, in every style of scalar, and the rest stands in order, apart from the escapes in quotes.
 */
export function scalarPlaces(text: string, scalar: Scalar<string>): ScalarPlaces {
  const { value } = scalar;
  const whole = nodeSpan(text, scalar);
  const starts = new Int32Array(value.length);
  const ends = new Int32Array(value.length);
  const source = sourceUnits(text, scalar);
  let behind = whole.start;
  for (let i = 0; i < value.length; i++) {
    if (isSpace(value.charCodeAt(i))) {
      starts[i] = behind;
      ends[i] = behind;
      continue;
    }
    const unit = source.next();
    if (unit.done === true || unit.value.code !== value.charCodeAt(i)) {
      return { exact: false, spanOf: () => whole };
    }
    starts[i] = unit.value.start;
    behind = unit.value.end;
    ends[i] = behind;
  }
  if (source.next().done !== true) {
    return { exact: false, spanOf: () => whole };
  }
  return {
    exact: true,
    spanOf: (start, end) => {
      const from = starts[start] ?? behind;
      return { start: from, end: Math.max(from, end > start ? (ends[end - 1] ?? behind) : from) };
    },
  };
}

interface SourceUnit extends Span {
  readonly code: number;
}

/** The UTF-16 units of a scalar's value that are not white space, in order, with where they are written. */
function* sourceUnits(text: string, { type, range }: Scalar<string>): Generator<SourceUnit, undefined> {
  const [first, last] = range ?? [0, 0];
  const isQuoted = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE';
  const isBlock = type === 'BLOCK_FOLDED' || type === 'BLOCK_LITERAL';
  const end = isQuoted ? last - 1 : last;
  const headerEnd = isBlock ? text.indexOf('\n', first) : -1;
  let at = isQuoted ? first + 1 : isBlock ? (headerEnd < 0 ? end : headerEnd + 1) : first;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (isSpace(code)) {
      at++;
    } else if (type === 'QUOTE_DOUBLE' && code === 0x5c) {
      const { length, meaning } = escapeAt(text, at);
      for (let i = 0; i < meaning.length; i++) {
        if (!isSpace(meaning.charCodeAt(i))) {
          yield { code: meaning.charCodeAt(i), start: at, end: at + length };
        }
      }
      at += length;
    } else {
      const length = type === 'QUOTE_SINGLE' && code === 0x27 ? 2 : 1;
      yield { code, start: at, end: at + length };
      at += length;
    }
  }
}

/** YAML 1.2.2, 5.7: escaped characters. */
function escapeAt(text: string, at: number): { readonly length: number; readonly meaning: string } {
  const letter = text[at + 1] ?? '';
  const digits = { x: 2, u: 4, U: 8 }[letter];
  if (digits === undefined) {
    return { length: 2, meaning: namedEscapes[letter] ?? letter };
  }
  const code = Number.parseInt(text.slice(at + 2, at + 2 + digits), 16);
  return { length: 2 + digits, meaning: code <= 0x10ffff ? String.fromCodePoint(code) : '' };
}

const namedEscapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
};

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d;
}
