import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { pythonInstrumenter } from '../../../../src/instrument/python/pythonInstrumenter';
import { instrumentFile } from '../../../corpus/instrumentFile';
import { testParsers } from '../../../support/parsers';
import { pythonModule } from '../../../support/pythonModules';

/** `GENERATED=1000` tries more. */
const numRuns = Number(process.env['GENERATED'] ?? 40);

describe('modules made at random', () => {
  for (const style of pythonInstrumenter.styles) {
    it(`come back from style ${style} in any order, and a second time changes nothing`, async () => {
      await fc.assert(
        fc.asyncProperty(pythonModule, async (source) => {
          const result = await instrumentFile(testParsers(), '/jobs/nightly.py', source, 'shuffled', style);
          assert.deepEqual(result.problems, []);
          assert.deepEqual(
            result.outcomes.filter(({ kind }) => kind === 'refused'),
            [],
          );
        }),
        { numRuns },
      );
    }).timeout(numRuns * 2000);
  }
});
