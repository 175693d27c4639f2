import assert from 'node:assert/strict';
import { instrumentFile } from '../../../corpus/instrumentFile';
import { testParsers } from '../../../support/parsers';
import { pythonTraps } from '../../../support/pythonTraps';

describe('text that instrumenting must not harm', () => {
  for (const { name, source } of pythonTraps) {
    it(name, async () => {
      for (const oneByOne of ['shuffled', 'some'] as const) {
        const result = await instrumentFile(testParsers(), '/jobs/nightly.py', source, oneByOne);
        assert.deepEqual(result.problems, []);
        assert.deepEqual(
          result.outcomes.filter(({ kind }) => kind !== 'instrumented'),
          [],
        );
      }
    });
  }
});
