import assert from 'node:assert/strict';
import { applyPatch } from 'diff';
import * as fc from 'fast-check';
import { diffOfEdits } from '../../../src/text/diffOfEdits';
import { applyEdits } from '../../../src/text/textEdit';
import type { TextEdit } from '../../../src/text/textEdit';
import { unifiedDiff } from '../../../src/text/unifiedDiff';

const lines = Array.from({ length: 20 }, (_, index) => `line ${index}\n`).join('');

/** The edit that puts `newText` in the place of the first `old`. */
function edit(text: string, old: string, newText: string): TextEdit {
  const start = text.indexOf(old);
  assert.ok(start >= 0);
  return { start, end: start + old.length, newText };
}

describe('diffOfEdits', () => {
  for (const [name, before, edits] of [
    ['an insertion', lines, [edit(lines, '', 'new\n')]],
    ['a line in the middle', lines, [edit(lines, 'line 9\n', 'changed\n')]],
    ['a part of a line', lines, [edit(lines, 'line 9', 'l 9')]],
    ['lines taken away', lines, [edit(lines, 'line 9\nline 10\n', '')]],
    ['changes that share their context', lines, [edit(lines, 'line 9', 'l'), edit(lines, 'line 15', 'm')]],
    ['changes far from each other', lines, [edit(lines, 'line 1\n', ''), edit(lines, 'line 18', 'm')]],
    [
      'several lines one after the other',
      lines,
      [edit(lines, 'line 7', '  line 7'), edit(lines, 'line 8', '  line 8')],
    ],
    ['the last line, without an end', `${lines}end`, [edit(`${lines}end`, 'end', 'END')]],
    ['an end for the last line', `${lines}end`, [{ start: lines.length + 3, end: lines.length + 3, newText: '\n' }]],
    ['a text from nothing', '', [{ start: 0, end: 0, newText: 'new\n' }]],
    ['CRLF', 'a\r\nb\r\nc\r\n', [edit('a\r\nb\r\nc\r\n', 'b', 'B')]],
  ] as const) {
    it(`prints ${name} as the search for differences does`, () => {
      assert.equal(diffOfEdits('x.py', before, edits), unifiedDiff('x.py', before, applyEdits(before, edits)));
    });
  }

  it('is empty when nothing changes', () => {
    assert.equal(diffOfEdits('x.py', lines, []), '');
    assert.equal(diffOfEdits('x.py', lines, [edit(lines, 'line 3', 'line 3')]), '');
  });

  it('makes of the text what the edits make of it', () => {
    const line = fc.constantFrom('', 'a', 'b', '  a', 'long line', '\t');
    const text = fc.tuple(fc.array(line, { maxLength: 30 }), fc.boolean()).map(([all, ends]) => {
      return all.join('\n') + (ends && all.length > 0 ? '\n' : '');
    });
    const change = fc.tuple(fc.nat(1000), fc.nat(12), fc.constantFrom('', 'x', 'new\n', '\n', 'p\nq\n', '    '));
    fc.assert(
      fc.property(text, fc.array(change, { maxLength: 6 }), (before, changes) => {
        const edits: TextEdit[] = [];
        let free = 0;
        for (const [at, length, newText] of changes.toSorted(([a], [b]) => a - b)) {
          const start = Math.max(free, at % (before.length + 1));
          const end = Math.min(before.length, start + length);
          if (start <= end) {
            edits.push({ start, end, newText });
            free = end + 1;
          }
        }
        const after = applyEdits(before, edits);
        const diff = diffOfEdits('x.py', before, edits);
        assert.equal(diff === '' ? before : applyPatch(before, diff), after);
      }),
      { numRuns: 2000 },
    );
  });
});
