import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { generatedBash } from '../../support/generatedBash';
import { startRealPushgateway, type RealPushgateway } from '../../support/realPushgateway';
import { instrumentedWhole, see } from './goldenRun';

/** `GENERATED=1000` tries more. */
const numRuns = Number(process.env['GENERATED'] ?? 25);

describe('generated scripts in Bash run the same when they are instrumented', function () {
  this.timeout(3_600_000);
  let gateway: RealPushgateway;

  before(async () => {
    gateway = await startRealPushgateway();
  });

  after(() => gateway.stop());

  it('disabled, with a gateway and without, and without the runtime', async () => {
    await fc.assert(
      fc.asyncProperty(generatedBash, async (source) => {
        const after = await instrumentedWhole(source);
        const plain = await see(source, {}, {});
        for (const [environment, runtime] of [
          [{ TASK_MONITOR_DISABLED: '1' }, undefined],
          [{ PUSHGATEWAY_URL: gateway.url }, undefined],
          [{}, undefined],
          [{}, 'missing'],
        ] as const) {
          const { exitCode, stdout, stderr, warnings } = await see(after, {}, environment, runtime);
          const how = JSON.stringify({ environment, runtime });
          assert.deepEqual({ exitCode, stdout, stderr, warnings: [] }, plain, how);
          // A subshell may say again that there is no URL.
          const allowed = Object.keys(environment).length === 0 ? 1 : 0;
          assert.ok(new Set(warnings).size <= allowed, `${how} ${warnings.join('\n')}`);
        }
      }),
      { numRuns },
    );
  });
});
