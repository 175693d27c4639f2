import assert from 'node:assert/strict';
import { LineIndex } from '../../../src/text/lineIndex';
import { touches } from '../../../src/text/span';

describe('LineIndex', () => {
  const index = new LineIndex('a\r\n\nbc\rd😀e\n');

  it('ends lines at LF, CRLF and a lone CR', () => {
    assert.equal(index.lineCount, 5);
    assert.deepEqual(
      [0, 1, 2, 3, 4].map((line) => index.lineText(line)),
      ['a', '', 'bc', 'd😀e', ''],
    );
  });

  it('counts UTF-16 units, a terminator as part of the line it ends', () => {
    assert.deepEqual(index.positionAt(0), { line: 0, character: 0 });
    assert.deepEqual(index.positionAt(2), { line: 0, character: 2 });
    assert.deepEqual(index.positionAt(3), { line: 1, character: 0 });
    assert.deepEqual(index.positionAt(10), { line: 3, character: 3 });
    assert.equal(index.offsetAt({ line: 3, character: 3 }), 10);
  });

  it('keeps what lies outside within the text', () => {
    assert.deepEqual(index.positionAt(-5), { line: 0, character: 0 });
    assert.deepEqual(index.positionAt(100), { line: 4, character: 0 });
    assert.equal(index.offsetAt({ line: 0, character: 100 }), 3);
    assert.equal(index.offsetAt({ line: 100, character: 3 }), 12);
    assert.equal(index.lineText(100), '');
  });

  it('translates spans and back', () => {
    const range = index.rangeOf({ start: 4, end: 11 });
    assert.deepEqual(range, { start: { line: 2, character: 0 }, end: { line: 3, character: 4 } });
    assert.equal(index.offsetAt(range.start), 4);
    assert.equal(index.offsetAt(range.end), 11);
  });

  it('has one line in an empty text', () => {
    const empty = new LineIndex('');
    assert.equal(empty.lineCount, 1);
    assert.deepEqual(empty.positionAt(0), { line: 0, character: 0 });
  });
});

describe('touches', () => {
  it('counts both ends in', () => {
    const span = { start: 2, end: 4 };
    assert.deepEqual(
      [1, 2, 3, 4, 5].map((offset) => touches(span, offset)),
      [false, true, true, true, false],
    );
  });
});
