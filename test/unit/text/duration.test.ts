import assert from 'node:assert/strict';
import { formatAge, parseDuration } from '../../../src/text/duration';

describe('parseDuration', () => {
  for (const [text, expected] of [
    ['0', 0],
    ['500ms', 500],
    ['0.5s', 500],
    ['5m', 300_000],
    ['1h30m', 5_400_000],
    ['24h', 86_400_000],
    ['7d', 604_800_000],
    ['2w', 1_209_600_000],
  ] as const) {
    it(`reads ${text}`, () => assert.equal(parseDuration(text), expected));
  }

  for (const text of ['', '5', 'm', '-5m', '5 m', '5m ', '1h30', '5parsecs', '.5s', '1e3s']) {
    it(`refuses "${text}"`, () => assert.equal(parseDuration(text), undefined));
  }
});

describe('formatAge', () => {
  for (const [milliseconds, expected] of [
    [-5_000, '0s'],
    [0, '0s'],
    [59_999, '59s'],
    [60_000, '1m'],
    [3_599_000, '59m'],
    [3_600_000, '1h'],
    [172_799_000, '47h'],
    [172_800_000, '2d'],
  ] as const) {
    it(`says ${expected} for ${milliseconds} ms`, () => assert.equal(formatAge(milliseconds), expected));
  }
});
