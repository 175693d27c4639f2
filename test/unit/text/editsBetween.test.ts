import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { editsBetween } from '../../../src/text/editsBetween';
import { applyEdits } from '../../../src/text/textEdit';

describe('editsBetween', () => {
  it('replaces the lines that differ and no others', () => {
    assert.deepEqual(editsBetween('a\nb\nc\n', 'a\nB\nc\n'), [{ start: 2, end: 4, newText: 'B\n' }]);
    assert.deepEqual(editsBetween('a\r\nc\r\n', 'a\r\nb\r\nc\r\n'), [{ start: 3, end: 3, newText: 'b\r\n' }]);
    assert.deepEqual(editsBetween('a\nb\n', 'b\n'), [{ start: 0, end: 2, newText: '' }]);
    assert.deepEqual(editsBetween('a\n', 'a\n'), []);
  });

  it('gives the other text when it is applied', () => {
    const text = fc
      .array(fc.constantFrom('a', 'b', 'c 📈', ''), { maxLength: 12 })
      .chain((lines) => fc.constantFrom('\n', '\r\n').map((end) => lines.join(end)));
    fc.assert(
      fc.property(text, text, (before, after) => {
        assert.equal(applyEdits(before, editsBetween(before, after)), after);
      }),
    );
  });
});
