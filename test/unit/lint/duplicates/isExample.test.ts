import assert from 'node:assert/strict';
import { isExample } from '../../../../src/lint/duplicates/isExample';

describe('isExample', () => {
  for (const [path, other, expected] of [
    ['app/tests/metrics.py', 'app/metrics.py', true],
    ['app/metrics_test.go', 'app/metrics.go', true],
    ['src/test/java/a/FooTest.java', 'src/main/java/a/Foo.java', true],
    ['docs/samples/a.py', 'app/metrics.py', true],
    ['app/metrics.py', 'app/tests/metrics.py', false],
    ['app/metrics.py', 'app/jobs/load.py', false],
    // The project itself lies below such a folder.
    ['home/test/app/a.py', 'home/test/app/b.py', false],
    ['work/examples/shop/a.py', 'work/examples/shop/jobs/b.py', false],
    // Programs beside each other.
    ['examples/middleware/main.go', 'examples/random/main.go', true],
    ['repo\\examples\\one\\a.py', 'repo\\examples\\two\\a.py', true],
  ] as const) {
    it(`${path} beside ${other}: ${String(expected)}`, () => {
      assert.equal(isExample(path, other), expected);
    });
  }
});
