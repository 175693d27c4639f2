import assert from 'node:assert/strict';
import { suppressionsIn } from '../../../src/lint/suppressions';
import { noFacts } from '../../../src/syntax/metrics/metricFacts';
import { declared } from '../../support/declared';

/** Whether `rule` is silenced at each `$` of a text; the marks are taken out. `<` and `>` mark a declaration. */
function silenced(marked: string, rule = 'rule-a'): readonly boolean[] {
  const text = marked.replaceAll(/[$<>]/g, '');
  const offsets = (mark: string): number[] =>
    [...marked.matchAll(new RegExp(`[${mark}]`, 'g'))].map(
      ({ index }) => index - [...marked.slice(0, index).matchAll(/[$<>]/g)].length,
    );
  const ends = offsets('>');
  const declarations = offsets('<').map((start, i) => declared({ span: { start, end: ends[i] ?? start } }));
  const suppressions = suppressionsIn(text, { metrics: { ...noFacts, declarations } });
  return offsets('$').map((offset) => suppressions.silences(rule, offset));
}

const cases: readonly (readonly [what: string, text: string, expected: readonly boolean[]])[] = [
  ['the end of the line', '$x = 1 # taskmonitor: ignore[rule-a] why\n$y = 2', [true, false]],
  ['the line above', '# taskmonitor: ignore[rule-a]\n$x = 1\n$y = 2', [true, false]],
  ['another rule', '$x # taskmonitor: ignore[rule-b]', [false]],
  ['one of several', '$x # taskmonitor: ignore[rule-b, rule-a] both of them', [true]],
  ['no rule at all', '$x # taskmonitor: ignore[]', [false]],
  ['no brackets', '$x # taskmonitor: ignore', [false]],
  ['slashes', '$x // taskmonitor: ignore[rule-a]', [true]],
  ['a block comment', '$x /* taskmonitor: ignore[rule-a] why */', [true]],
  ['a block comment alone', '  /* taskmonitor: ignore[rule-a] why */\n$x', [true]],
  ['a comment of JSX', '  {/* taskmonitor: ignore[rule-a] why */}\n$x', [true]],
  ['indented, with tabs', '\t\t#\ttaskmonitor:\tignore[rule-a]\n\t\t$x', [true]],
  ['carriage returns', '# taskmonitor: ignore[rule-a]\r\n$x\r\n$y', [true, false]],
  ['a byte order mark', '\uFEFF# taskmonitor: ignore[rule-a]\n$x', [true]],
  ['two comments above', '# taskmonitor: ignore[rule-a]\n# taskmonitor: ignore[rule-b]\n$x', [true]],
  ['a comment in between', '// taskmonitor: ignore[rule-a]\n// since x is bounded\n$x\n$y', [true, false]],
  ['above a line of exposition text', '# taskmonitor: ignore[rule-a]\n# TYPE $x gauge\n$x 1', [true, false]],
  ['a blank line in between', '# taskmonitor: ignore[rule-a]\n\n$x', [false]],
  ['code on the line above', 'y = 2 # taskmonitor: ignore[rule-a]\n$x', [false]],
  ['the whole file', '$x\n\ny # taskmonitor: ignore-file[rule-a] why\n$z', [true, true]],
  ['the whole file, another rule', '# taskmonitor: ignore-file[rule-b]\n$x', [false]],
  [
    'above a declaration',
    '# taskmonitor: ignore[rule-a]\nx = <Counter(\n  "x",\n  ["$a", "b"],\n)>\n$y',
    [true, false],
  ],
  ['on the first line of one', 'x = <Counter( # taskmonitor: ignore[rule-a]\n  "x",\n  ["$a"],\n)>', [true]],
  ['inside of one', 'x = <Counter(\n  # taskmonitor: ignore[rule-a]\n  "$x",\n  ["$a"],\n)>', [true, false]],
  ['above another one', '# taskmonitor: ignore[rule-a]\n<a>\nx = <Counter(\n  ["$a"],\n)>', [false]],
];

describe('suppressions', () => {
  for (const [what, text, expected] of cases) {
    it(what, () => {
      assert.deepEqual(silenced(text), expected);
    });
  }
});
