import assert from 'node:assert/strict';
import { ignoredBy } from '../../../../src/lint/config/ignoredBy';
import { labelPolicy } from '../../../../src/lint/config/labelPolicy';
import { mergeConfig } from '../../../../src/lint/config/mergeConfig';

describe('mergeConfig', () => {
  it('lets the second one count', () => {
    const merged = mergeConfig(
      {
        rules: { 'metric-name': 'off', 'metric-unit': 'info' },
        labels: { allowed: ['a', 'b'], forbidden: { c: 'C.', d: 'D.' } },
        ignore: ['dist/'],
        maxLabelValues: 10,
      },
      {
        rules: { 'metric-unit': 'error' },
        labels: { allowed: ['c'], forbidden: { a: 'A.', d: 'Better D.' } },
        ignore: ['!dist/'],
      },
    );
    assert.deepEqual(merged, {
      rules: { 'metric-name': 'off', 'metric-unit': 'error' },
      labels: { allowed: ['b', 'c'], forbidden: { a: 'A.', d: 'Better D.' } },
      ignore: ['dist/', '!dist/'],
      maxLabelValues: 10,
    });
    assert.equal(labelPolicy(merged, 'c'), 'allowed');
    assert.deepEqual(labelPolicy(merged, 'a'), { forbidden: 'A.' });
    assert.equal(mergeConfig({ maxLabelValues: 10 }, { maxLabelValues: 20 }).maxLabelValues, 20);
  });

  it('changes nothing when one says nothing', () => {
    const config = {
      rules: { x: 'off' },
      labels: { allowed: ['a'], forbidden: { b: '' } },
      ignore: ['x'],
      maxLabelValues: 3,
    } as const;
    assert.deepEqual(mergeConfig(config, {}), config);
    assert.deepEqual(mergeConfig({}, config), config);
  });
});

describe('ignoredBy', () => {
  const config = { ignore: ['generated/', '*.min.js', '/top.py', 'dist/*', '!dist/keep.py'] };
  const cases: readonly (readonly [string, boolean])[] = [
    ['generated/a.py', true],
    ['src/generated/a.py', true],
    ['src\\generated\\a.py', true],
    ['./generated/a.py', true],
    ['a/b/x.min.js', true],
    ['top.py', true],
    ['src/top.py', false],
    ['dist/a.py', true],
    ['dist/keep.py', false],
    ['src/a.py', false],
    ['../generated/a.py', false],
    ['/generated/a.py', false],
    ['', false],
  ];
  for (const [path, expected] of cases) {
    it(`${path}: ${expected}`, () => {
      assert.equal(ignoredBy(config)(path), expected);
    });
  }

  it('ignores nothing without patterns', () => {
    assert.equal(ignoredBy({})('a.py'), false);
  });
});
