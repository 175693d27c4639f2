import assert from 'node:assert/strict';
import { pythonInstrumenter } from '../../../../src/instrument/python/pythonInstrumenter';
import { instrumentFile } from '../../../corpus/instrumentFile';
import { testParsers } from '../../../support/parsers';
import { pythonTraps } from '../../../support/pythonTraps';

for (const style of pythonInstrumenter.styles) {
  describe(`text that instrumenting must not harm, style ${style}`, () => {
    for (const { name, source } of pythonTraps) {
      it(name, async () => {
        for (const oneByOne of ['shuffled', 'some'] as const) {
          const result = await instrumentFile(testParsers(), '/jobs/nightly.py', source, oneByOne, style);
          assert.deepEqual(result.problems, []);
          const refused = result.outcomes.filter(({ kind }) => kind !== 'instrumented');
          // Its variables are its output.
          assert.equal(refused.length, style === 'try' && name === 'local variables seen whole' ? 2 : 0);
        }
      });
    }
  });
}
