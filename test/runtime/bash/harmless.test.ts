import assert from 'node:assert/strict';
import { startRealPushgateway } from '../../support/realPushgateway';
import type { RealPushgateway } from '../../support/realPushgateway';
import { pushedOutcomes } from '../pushedOutcomes';
import { cases } from './cases';
import { instrumented, runBash } from './runBash';

// Exit status, standard output and standard error are those of the script without us, and its functions are reported.

describe('a Bash script', () => {
  let gateway: RealPushgateway;
  beforeEach(async () => {
    gateway = await startRealPushgateway();
  });
  afterEach(() => gateway.stop());

  for (const { name, source, expected, flags } of cases) {
    it(`${name}: does what it does without us, and is reported`, async () => {
      const options = { ...(flags && { flags }), environment: { PUSHGATEWAY_URL: gateway.url } };
      const without = await runBash(source, options);
      const run = await runBash(instrumented(source), options);
      assert.deepEqual({ ...run, stderr: comparable(run.stderr) }, { ...without, stderr: comparable(without.stderr) });
      assert.deepEqual(await pushedOutcomes(gateway.url, 'job'), expected);
    });
  }

  it('is the same with TASK_MONITOR_DISABLED', async () => {
    for (const { source, flags } of cases) {
      const options = { ...(flags && { flags }), environment: { TASK_MONITOR_DISABLED: '1' } };
      const without = await runBash(source, options);
      const disabled = await runBash(instrumented(source), options);
      assert.deepEqual(
        { ...disabled, stderr: comparable(disabled.stderr) },
        { ...without, stderr: comparable(without.stderr) },
      );
    }
  }).timeout(60_000);
});

/** Messages of bash without the names that functions have in generated code, and without the numbers of processes. */
function comparable(stderr: string): string {
  return stderr.replaceAll('__task', '').replaceAll(/\d+ Killed/g, 'Killed');
}
