import assert from 'node:assert/strict';
import { formatGoFloat, parseGoFloat, parseGoInt64, toUint64 } from '../../../../src/pushgateway/exposition/goNumber';

describe('goNumber', () => {
  const texts: readonly (readonly [number, string])[] = [
    [0, '0'],
    [-0, '-0'],
    [1, '1'],
    [-1.5, '-1.5'],
    [100000, '100000'],
    [999999, '999999'],
    [999999.9, '999999.9'],
    [1e6, '1e+06'],
    [1234567.5, '1.2345675e+06'],
    [1.58e9, '1.58e+09'],
    [1e21, '1e+21'],
    [1.5e300, '1.5e+300'],
    [0.1, '0.1'],
    [0.0001, '0.0001'],
    [0.00012, '0.00012'],
    [0.00001, '1e-05'],
    [-2.5e-7, '-2.5e-07'],
    [5e-324, '5e-324'],
    [1.7976931348623157e308, '1.7976931348623157e+308'],
    [NaN, 'NaN'],
    [Infinity, '+Inf'],
    [-Infinity, '-Inf'],
  ];
  for (const [value, text] of texts) {
    it(`writes ${text} as Go does, and reads it back`, () => {
      assert.equal(formatGoFloat(value), text);
      assert.ok(Object.is(parseGoFloat(text), value));
    });
  }

  it('reads what Go reads', () => {
    for (const [text, value] of [
      ['.5', 0.5],
      ['5.', 5],
      ['+5', 5],
      ['1E3', 1000],
      ['infinity', Infinity],
      ['-INF', -Infinity],
      ['1e-400', 0],
    ] as const) {
      assert.equal(parseGoFloat(text), value, text);
    }
    for (const text of [
      '',
      '.',
      'e5',
      '1e',
      '1_0',
      '0x10',
      '0x1p3',
      '1e400',
      '-1e400',
      '+NaN',
      '-nan',
      ' 1',
      '1 ',
      '1,5',
      'x',
      '١',
    ]) {
      assert.equal(parseGoFloat(text), undefined, text);
    }
  });

  it('reads long numbers in good time', () => {
    const digits = '1'.repeat(2_000_000);
    assert.equal(parseGoFloat(`${digits}x`), undefined);
    assert.equal(parseGoFloat(`.${digits}x`), undefined);
    assert.equal(parseGoInt64(digits), undefined);
    assert.equal(parseGoInt64(`${digits}x`), undefined);
  });

  it('reads integers of 64 bits', () => {
    assert.equal(parseGoInt64('9223372036854775807'), 9223372036854775807n);
    assert.equal(parseGoInt64('-9223372036854775808'), -9223372036854775808n);
    assert.equal(parseGoInt64('+0005'), 5n);
    for (const text of ['9223372036854775808', '-9223372036854775809', '', '-', '1.5', '1e3', '0x1', '1_0']) {
      assert.equal(parseGoInt64(text), undefined, text);
    }
  });

  it('turns values into counts as Go on amd64 does', () => {
    assert.equal(toUint64(1.9), 1n);
    assert.equal(toUint64(-1), 18446744073709551615n);
    assert.equal(toUint64(1e19), 10000000000000000000n);
    for (const value of [1e20, -1e20, NaN, Infinity, -Infinity]) assert.equal(toUint64(value), 9223372036854775808n);
  });
});
