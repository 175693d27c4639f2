import assert from 'node:assert/strict';
import { relativeAge } from '../../src/editor/tree/relativeAge';
import { sampleValue } from '../../src/editor/tree/sampleValue';

const now = 1_700_000_000;

describe('relativeAge', () => {
  const cases: readonly (readonly [age: number, text: string])[] = [
    [0, 'just now'],
    [59.9, 'just now'],
    [60, '1m ago'],
    [3_599, '59m ago'],
    [3_600, '1h ago'],
    [86_399, '23h ago'],
    [86_400, '1d ago'],
    [400 * 86_400, '400d ago'],
    [-30, 'just now'],
    [-7_200, 'in 2h'],
  ];
  for (const [age, text] of cases) {
    it(`tells ${age} s as ${text}`, () => {
      // Narrow forms may be written with or without a blank, by the version of ICU.
      assert.equal(relativeAge(now - age, now * 1_000).replace(/(\d)[\s\u202f](?=[smhd])/, '$1'), text);
    });
  }
});

describe('sampleValue', () => {
  const cases: readonly (readonly [name: string, value: string, text: string])[] = [
    ['rows', '1.5e+06', '1500000'],
    ['rows', '0', '0'],
    ['rows', '-0.25', '-0.25'],
    ['rows', '1.599723482', '1.5997'],
    ['rows', '0.00159972348', '0.0016'],
    ['rows', '1234567.5', '1234567.5'],
    ['rows', '1e-09', '1e-9'],
    ['rows', 'NaN', 'NaN'],
    ['rows', '+Inf', '+Inf'],
    ['rows', '1e+300', '1e+300'],
    ['last_success_timestamp_seconds', '0', '0'],
    ['last_success_timestamp_seconds', 'NaN', 'NaN'],
  ];
  for (const [name, value, text] of cases) {
    it(`shows ${value} of ${name} as ${text}`, () => {
      assert.equal(sampleValue(name, value), text);
    });
  }

  it('shows a time as a date', () => {
    assert.match(sampleValue('last_success_timestamp_seconds', '1.7e+09'), /2023/);
  });
});
