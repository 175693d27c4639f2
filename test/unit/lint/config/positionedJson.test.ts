import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { readJson } from '../../../../src/lint/config/positionedJson';
import type { JsonValue } from '../../../../src/lint/config/positionedJson';

/** What JSON.parse gives for the text of the value's span, and whether the reader has the same there. */
function agrees(text: string, value: JsonValue): boolean {
  const parsed: unknown = JSON.parse(text.slice(value.span.start, value.span.end));
  switch (value.kind) {
    case 'object':
      return (
        typeof parsed === 'object' &&
        value.members.every(
          ({ key, keySpan, value: member }) =>
            JSON.parse(text.slice(keySpan.start, keySpan.end)) === key && agrees(text, member),
        )
      );
    case 'array':
      return (
        Array.isArray(parsed) && parsed.length === value.items.length && value.items.every((each) => agrees(text, each))
      );
    case 'string':
      return parsed === value.text;
    case 'number':
      return Object.is(parsed, value.number);
    case 'boolean':
      return typeof parsed === 'boolean';
    case 'null':
      return parsed === null;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

describe('readJson', () => {
  it('reads what JSON.parse reads, each value where it stands', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.constantFrom(undefined, 2, '\t'), (value, indent) => {
        const text = JSON.stringify(value, undefined, indent);
        const read = readJson(text);
        assert.ok(read.kind === 'value' && agrees(text, read.value), text);
      }),
    );
  });

  it('refuses what JSON.parse refuses, and points into the text', () => {
    const mangled = fc
      .tuple(
        fc.jsonValue({ maxDepth: 3 }),
        fc.nat(),
        fc.constantFrom('', '"', ',', '}', ']', ':', '\\', '\n', 'e', '-', '0', '/', '\u0001'),
      )
      .map(([value, at, put]) => {
        const text = JSON.stringify(value, undefined, 1);
        const place = at % (text.length + 1);
        return text.slice(0, place) + put + text.slice(place + 1);
      });
    fc.assert(
      fc.property(mangled, (text) => {
        const read = readJson(text);
        assert.equal(read.kind === 'value', isJson(text), text);
        if (read.kind === 'malformed') {
          assert.ok(read.span.start >= 0 && read.span.start <= read.span.end && read.span.end <= text.length, text);
        }
      }),
      { numRuns: 2_000 },
    );
  });

  it('says what is wrong, and where', () => {
    const cases: readonly (readonly [string, string, string])[] = [
      ['{"a": 1,}', "JSON has no comma in front of '}'.", ','],
      ['{"a": 1 // x\n}', 'JSON has no comments.', '/'],
      ['# x\n{}', 'JSON has no comments.', '#'],
      ["{'a': 1}", 'Expected a name in double quotes.', "'"],
      ['{"a" 1}', "Expected ':'.", '1'],
      ['{"a": 1 "b": 2}', "Expected ',' or '}'.", '"'],
      ['["a\n"]', 'This is not a JSON string: a quote is missing, or a character is to be escaped.', '"a\n'],
      ['[yes]', 'Expected a JSON value.', 'y'],
      ['{"a":', 'The JSON ends too early.', ''],
      ['', 'The JSON ends too early.', ''],
      ['{} {}', 'Nothing may follow the end of the JSON value.', '{'],
    ];
    for (const [text, message, at] of cases) {
      const read = readJson(text);
      assert.ok(read.kind === 'malformed', text);
      assert.deepEqual([read.message, text.slice(read.span.start, read.span.end)], [message, at], text);
    }
  });

  it('survives what is deep, long or binary', () => {
    for (const text of [
      '['.repeat(1_000_000),
      '{"a":'.repeat(100_000),
      `"${'\\"'.repeat(2_000_000)}`,
      '\0\u0001\uFFFE',
    ]) {
      assert.equal(readJson(text).kind, 'malformed');
    }
    assert.equal(readJson(`["${'x'.repeat(5_000_000)}"]`).kind, 'value');
    assert.equal(readJson('\uFEFF{}').kind, 'value');
  });
});
