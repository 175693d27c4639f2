import assert from 'node:assert/strict';
import { applyEdits } from '../../../src/text/textEdit';
import { unifiedDiff } from '../../../src/text/unifiedDiff';

describe('applyEdits', () => {
  it('applies edits in any order, each to the text before', () => {
    const edits = [
      { start: 4, end: 5, newText: '' },
      { start: 0, end: 1, newText: 'AA' },
      { start: 2, end: 2, newText: '-' },
    ];
    assert.equal(applyEdits('abcde', edits), 'AAb-cd');
  });

  it('keeps the order of insertions at one offset, in front of a replacement there', () => {
    const edits = [
      { start: 1, end: 2, newText: 'B' },
      { start: 1, end: 1, newText: '1' },
      { start: 1, end: 1, newText: '2' },
    ];
    assert.equal(applyEdits('abc', edits), 'a12Bc');
  });

  it('gives the same text for no edits', () => assert.equal(applyEdits('a\r\n', []), 'a\r\n'));

  for (const [name, edits] of [
    [
      'overlap',
      [
        [0, 2],
        [1, 3],
      ],
    ],
    ['end before they start', [[2, 1]]],
    ['lie outside', [[2, 4]]],
  ] as const) {
    it(`throws for edits that ${name}`, () => {
      const textEdits = edits.map(([start, end]) => ({ start, end, newText: '' }));
      assert.throws(() => applyEdits('abc', textEdits), RangeError);
    });
  }
});

describe('unifiedDiff', () => {
  it('is empty without a change', () => assert.equal(unifiedDiff('a.py', 'x\n', 'x\n'), ''));

  it('shows a change with its surroundings', () => {
    assert.equal(
      unifiedDiff('jobs\\a.py', 'a\nb\nc\n', 'a\nB\nc\n'),
      '--- a/jobs/a.py\n+++ b/jobs/a.py\n@@ -1,3 +1,3 @@\n a\n-b\n+B\n c\n',
    );
  });

  it('shows a new file as one that was nothing before', () => {
    assert.equal(unifiedDiff('/a.py', undefined, 'x\n'), '--- /dev/null\n+++ b/a.py\n@@ -0,0 +1,1 @@\n+x\n');
  });

  it('says where there is no newline at the end', () => {
    assert.ok(
      unifiedDiff('a.py', 'x', 'y').endsWith('-x\n\\ No newline at end of file\n+y\n\\ No newline at end of file\n'),
    );
  });
});
