import { isNode } from 'yaml';
import type { Pair, YAMLMap } from 'yaml';
import type { Span } from '../../text/span';
import type { TextEdit } from '../../text/textEdit';
import { isText, nodeSpan } from './yamlReader';
import type { YamlReader } from './yamlReader';

/**
 * Puts `name: value` into a map behind one of its entries, in the map's own style. undefined when the place in front of the
 * next entry cannot be told: an entry over several lines, or two entries on a line of a block.
 */
export function entryInsertion(
  { text, lineBreak }: YamlReader,
  map: YAMLMap,
  after: Pair,
  name: string,
  value: string,
): TextEdit | undefined {
  const span = entrySpan(text, after);
  if (span === undefined || text.slice(span.start, span.end).includes('\n')) {
    return undefined;
  }
  const quote = /^["']/.exec(text[span.start] ?? '')?.[0] ?? '';
  const entry = `${quote}${name}${quote}: ${value}`;
  if (map.flow === true) {
    return { start: span.end, end: span.end, newText: `, ${entry}` };
  }
  const end = lineEnd(text, span.end);
  const indent = indentAt(text, span.start);
  return indent !== undefined && isBlankOrComment(text.slice(span.end, end))
    ? { start: end, end, newText: `${lineBreak}${indent}${entry}` }
    : undefined;
}

/** Takes an entry out of a map: its lines, or in `{…}` with its comma. undefined where other text shares its lines. */
export function entryRemoval(text: string, map: YAMLMap, pair: Pair): TextEdit | undefined {
  const span = entrySpan(text, pair);
  if (span === undefined) {
    return undefined;
  }
  if (map.flow === true) {
    const behind = /^\s*,[ \t]*/.exec(text.slice(span.end));
    const before = text.slice(0, span.start).trimEnd();
    return {
      start: behind === null && before.endsWith(',') ? before.length - 1 : span.start,
      end: span.end + (behind?.[0].length ?? 0),
      newText: '',
    };
  }
  const start = lineStart(text, span.start);
  const end = lineEnd(text, span.end);
  if (text.slice(start, span.start).trim() !== '' || !isBlankOrComment(text.slice(span.end, end))) {
    return undefined;
  }
  return end < text.length
    ? { start, end: text.indexOf('\n', end) + 1, newText: '' }
    : { start: text.slice(0, start).replace(/\r?\n$/, '').length, end, newText: '' };
}

/** Key and value as they are written in the map itself; undefined when either comes by an alias or has no place. */
export function entrySpan(text: string, { key, value }: Pair): Span | undefined {
  if (!isText(key) || (value !== null && !isNode(value))) {
    return undefined;
  }
  const start = nodeSpan(text, key);
  const end = value === null ? start : nodeSpan(text, value);
  return start.start === start.end || end.end < start.end ? undefined : { start: start.start, end: end.end };
}

/** The white space that puts another entry under one in a block; undefined when more than that and `-` is in front of it. */
export function indentAt(text: string, offset: number): string | undefined {
  const before = text.slice(lineStart(text, offset), offset);
  return /^[ -]*$/.test(before) ? ' '.repeat(before.length) : undefined;
}

export function lineStart(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return start === 0 && text.startsWith('\ufeff') ? 1 : start;
}

/** In front of the line's end. */
function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : text[end - 1] === '\r' ? end - 1 : end;
}

function isBlankOrComment(rest: string): boolean {
  return /^\s*(?:#.*)?$/.test(rest);
}
