import type { Span } from '../../text/span';
import type { TextEdit } from '../../text/textEdit';
import { readJson } from './positionedJson';
import type { JsonValue } from './positionedJson';

type Path = readonly [string, ...string[]];

/**
 * The edit that gives the member at `path` of a JSON text a value, or that adds it with what is missing around it; all else
 * stays as it was written. undefined for a text that is no JSON, or where something else than an object stands on the way.
 */
export function setJsonMember(text: string, path: Path, value: string): TextEdit | undefined {
  return editAt(text, path, value, (known) => ({ ...known.span, newText: JSON.stringify(value) }));
}

/** The edit that puts a string at the end of the list at `path`; the list is added when there is none. As `setJsonMember`. */
export function appendToJsonList(text: string, path: Path, item: string): TextEdit | undefined {
  return editAt(text, path, [item], (list) => {
    if (list.kind !== 'array') return undefined;
    return insertion(
      text,
      list.span,
      list.items.map(({ span }) => span),
      () => JSON.stringify(item),
    );
  });
}

function editAt(
  text: string,
  path: Path,
  missing: unknown,
  change: (known: JsonValue) => TextEdit | undefined,
): TextEdit | undefined {
  if (text.trim() === '') {
    const whole = JSON.stringify(nested(path, missing), undefined, 2);
    return { start: 0, end: text.length, newText: `${whole}\n` };
  }
  const json = readJson(text);
  let value = json.kind === 'value' ? json.value : undefined;
  for (const [depth, key] of path.entries()) {
    if (value?.kind !== 'object') return undefined;
    const { span, members } = value;
    const known = members.find((each) => each.key === key);
    if (known === undefined) {
      const places = members.map(({ keySpan, value: { span: end } }) => ({ start: keySpan.start, end: end.end }));
      return insertion(text, span, places, (indent) => member(key, nested(path.slice(depth + 1), missing), indent));
    }
    value = known.value;
  }
  return value === undefined ? undefined : change(value);
}

function nested(path: readonly string[], value: unknown): unknown {
  return path.reduceRight((inner, key) => ({ [key]: inner }), value);
}

/** @param indent undefined: on one line */
function member(key: string, value: unknown, indent: Indent | undefined): string {
  const written =
    indent === undefined
      ? JSON.stringify(value)
      : JSON.stringify(value, undefined, indent.unit).replaceAll('\n', indent.lineStart);
  return `${JSON.stringify(key)}: ${written}`;
}

interface Indent {
  /** The line end with the indentation of a part of the object or list. */
  readonly lineStart: string;
  readonly unit: string;
}

/** Puts one more part into an object or list, behind its last one, in the way in which the others are written. */
function insertion(
  text: string,
  { start, end }: Span,
  parts: readonly Span[],
  write: (indent: Indent | undefined) => string,
): TextEdit {
  const [first] = parts;
  const last = parts.at(-1);
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const outer = indentAt(text, start);
  if (first === undefined || last === undefined) {
    const unit = outer === '' ? '  ' : outer.includes('\t') ? '\t' : '  ';
    const indent = { lineStart: `${lineEnd}${outer}${unit}`, unit };
    return { start: start + 1, end: end - 1, newText: `${indent.lineStart}${write(indent)}${lineEnd}${outer}` };
  }
  if (!text.slice(start, first.start).includes('\n')) {
    return { start: last.end, end: last.end, newText: `, ${write(undefined)}` };
  }
  const own = indentAt(text, first.start);
  const unit = own.startsWith(outer) && own.length > outer.length ? own.slice(outer.length) : '  ';
  const indent = { lineStart: `${lineEnd}${own}`, unit };
  return { start: last.end, end: last.end, newText: `,${indent.lineStart}${write(indent)}` };
}

function indentAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? '';
}
