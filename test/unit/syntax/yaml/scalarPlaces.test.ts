import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { isMap } from 'yaml';
import { scalarPlaces } from '../../../../src/syntax/yaml/scalarPlaces';
import { yamlDocuments } from '../../../../src/syntax/yaml/yamlDocuments';
import { isText } from '../../../../src/syntax/yaml/yamlReader';
import { WorkBudget } from '../../../../src/syntax/workBudget';

/** What stands in the YAML text where a word stands in the value of its first key. */
function sourceOf(text: string, word: string): string {
  const [document] = yamlDocuments(text, new WorkBudget());
  const value = isMap(document?.contents) ? document.contents.items[0]?.value : undefined;
  assert.ok(isText(value), text);
  const places = scalarPlaces(text, value);
  assert.ok(places.exact, text);
  const at = value.value.indexOf(word);
  assert.ok(at >= 0, value.value);
  const { start, end } = places.spanOf(at, at + word.length);
  return text.slice(start, end);
}

describe('places of a scalar', () => {
  it('are found in every style', () => {
    for (const [text, word, source = word] of [
      ['a: sum(x)', 'x'],
      ['a: sum(x) # x', 'sum(x)'],
      ['a: sum\n  (x)\n\n  by (y)', '(x)\nby', '(x)\n\n  by'],
      ["a: 'l(\"it''s\")'", "it's", "it''s"],
      ['a: "l(\\"a\\\\b\\", c)"', '"a\\b"', '\\"a\\\\b\\"'],
      ['a: "\\u0041\\x42\\U0001F600c"', 'AB😀c', '\\u0041\\x42\\U0001F600c'],
      ['a: "s\\\n  um(\\n x)"', 'sum', 's\\\n  um'],
      ['a: |\n  sum(\n    x)\n  by (y)\n', 'x)\nby', 'x)\n  by'],
      ['a: |2-\n   sum(x)\n', 'sum(x)'],
      ['a: >-  # why\n  sum\n  (x)\n\n   by (y)\n', 'sum (x)', 'sum\n  (x)'],
      ['a: &q |+\n  sum(x)\n\n', 'sum(x)'],
      ['a: !!str\n  sum(x)\n', 'sum(x)'],
      ['\ufeffa: |\r\n  sum(\r\n  x)\r\n', 'sum(\nx)', 'sum(\r\n  x)'],
      ['{a: sum(x), b: c}', 'sum(x)'],
    ] as const) {
      assert.equal(sourceOf(text, word), source, text);
    }
  });

  it('are found for any text, whatever the escapes', () => {
    const word = fc.string({
      unit: fc.constantFrom('a', '"', '\\', "'", '/', '\u00e9', '\u{1f600}', '#', ':'),
      minLength: 1,
    });
    fc.assert(
      fc.property(word, word, word, (before, middle, behind) => {
        for (const quoted of [
          JSON.stringify(`${before} ${middle} ${behind}`),
          `'${`${before} ${middle} ${behind}`.replaceAll("'", "''")}'`,
          `|\n  ${before}\n  ${middle}\n  ${behind}\n`,
        ]) {
          const source = sourceOf(`k: ${quoted}`, middle);
          const meant = quoted.startsWith('"')
            ? (JSON.parse(`"${source}"`) as string)
            : quoted.startsWith("'")
              ? source.replaceAll("''", "'")
              : source;
          assert.equal(meant, middle);
        }
      }),
    );
  });
});
