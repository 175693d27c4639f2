import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { instrumentBashFile } from '../../../corpus/bashInstrumentFile';
import { generatedBash } from '../../../support/generatedBash';
import { testParsers } from '../../../support/parsers';

/** `GENERATED=1000` tries more. */
const numRuns = Number(process.env['GENERATED'] ?? 100);

describe('generated Bash scripts', function () {
  this.timeout(120_000);

  it('come back to the same bytes, at once and in any order', async () => {
    await fc.assert(
      fc.asyncProperty(generatedBash, async (source) => {
        const { problems, outcomes } = await instrumentBashFile(testParsers(), '/jobs/nightly.sh', source);
        assert.deepEqual(problems, []);
        // Where the grammar reads a function otherwise than we do, it is refused: rarely, and never wrongly edited.
        const reasons = outcomes.flatMap((outcome) => (outcome.kind === 'refused' ? [outcome.reason] : []));
        assert.deepEqual(
          reasons.filter((reason) => !/no body|read with certainty/.test(reason)),
          [],
        );
      }),
      { numRuns },
    );
  });
});
