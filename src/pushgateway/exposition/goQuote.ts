import { isUtf8 } from 'node:buffer';

const SHORT_ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\x07', '\\a'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\v', '\\v'],
  ['\\', '\\\\'],
]);

/** unicode.IsPrint: letters, marks, numbers, punctuation, symbols, and of the spaces only the plain one. */
const PRINTABLE = /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u;

/** One UTF-8 sequence, or else one byte, of a text that holds a byte per character. */
const SEQUENCE = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}|[^]/g;

/** Go's `%q` of a string, given as one character per byte ('latin1'). */
export function goQuoteBytes(bytes: string): string {
  const quoted = bytes.replaceAll(SEQUENCE, (sequence) => {
    const buffer = Buffer.from(sequence, 'latin1');
    if (sequence.length > 1 && isUtf8(buffer)) return escapeRune(buffer.toString('utf8'), '"');
    return [...buffer]
      .map((byte) => (byte < 0x80 ? escapeRune(String.fromCharCode(byte), '"') : hexByte(byte)))
      .join('');
  });
  return `"${quoted}"`;
}

/** Go's `%q` of a string. */
export function goQuote(text: string): string {
  return `"${Array.from(text, (rune) => escapeRune(rune, '"')).join('')}"`;
}

/** Go's `%q` of a byte: the character of that number in single quotes. */
export function goQuoteByte(byte: number): string {
  return `'${escapeRune(String.fromCharCode(byte), "'")}'`;
}

function escapeRune(rune: string, quote: string): string {
  if (rune === quote) return `\\${quote}`;
  const short = SHORT_ESCAPES.get(rune);
  if (short !== undefined) return short;
  if (PRINTABLE.test(rune)) return rune;
  const code = rune.codePointAt(0) ?? 0;
  if (code < 0x20 || code === 0x7f) return hexByte(code);
  return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

function hexByte(byte: number): string {
  return `\\x${hex(byte, 2)}`;
}

function hex(code: number, width: number): string {
  return code.toString(16).padStart(width, '0');
}
