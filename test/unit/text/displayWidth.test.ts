import assert from 'node:assert/strict';
import { displayWidth, padToWidth } from '../../../src/text/displayWidth';

describe('displayWidth', () => {
  for (const [text, width] of [
    ['', 0],
    ['abc', 3],
    ['é', 1],
    ['上次推送', 8],
    ['状态 ok', 7],
    ['（全角）', 8],
    ['𠮷', 2],
  ] as const) {
    it(`"${text}" takes ${width} columns`, () => assert.equal(displayWidth(text), width));
  }

  it('pads to columns, not to characters', () => {
    assert.equal(padToWidth('状态', 6), '状态  ');
    assert.equal(padToWidth('too long', 3), 'too long');
  });
});
