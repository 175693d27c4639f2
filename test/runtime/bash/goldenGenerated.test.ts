import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { generatedBash } from '../../support/generatedBash';
import { instrumentedWhole, see } from './goldenRun';

/** `GENERATED=1000` tries more. */
const numRuns = Number(process.env['GENERATED'] ?? 30);

describe('generated scripts in Bash run the same when they are instrumented', function () {
  this.timeout(3_600_000);

  it('disabled, without a gateway, and without the runtime', async () => {
    await fc.assert(
      fc.asyncProperty(generatedBash, async (source) => {
        const after = await instrumentedWhole(source);
        const plain = await see(source, {}, {});
        for (const [environment, runtime] of [
          [{ TASK_MONITOR_DISABLED: '1' }, undefined],
          [{}, undefined],
          [{}, 'missing'],
        ] as const) {
          const { exitCode, stdout, stderr } = await see(after, {}, environment, runtime);
          assert.deepEqual({ exitCode, stdout, stderr, warnings: [] }, plain, JSON.stringify({ environment, runtime }));
        }
      }),
      { numRuns },
    );
  });
});
