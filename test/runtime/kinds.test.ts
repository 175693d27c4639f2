import assert from 'node:assert/strict';
import { startRealPushgateway } from '../support/realPushgateway';
import type { RealPushgateway } from '../support/realPushgateway';
import { plainKinds } from './plainKinds';
import { pushedOutcomes } from './pushedOutcomes';
import { allPythons } from './pythons';
import { runScript } from './runScript';
import { suspendingKinds } from './suspendingKinds';
import { variants } from './variants';

for (const python of allPythons()) {
  describe(`instrumented with ${python.name}`, () => {
    let gateway: RealPushgateway;
    before(async () => {
      gateway = await startRealPushgateway();
    });
    after(() => gateway.stop());

    for (const kind of [...plainKinds, ...suspendingKinds]) {
      it(`${kind.name} do what they do without us, and are reported`, async () => {
        const header = `from monitoring import TaskMonitor  #+\nmonitor = TaskMonitor("${kind.name}")  #+\n`;
        const { plain, instrumented } = variants(header + kind.source);
        const without = await runScript(python, plain);
        const run = await runScript(python, instrumented, { environment: { PUSHGATEWAY_URL: gateway.url } });
        assert.equal(without.exitCode, 0, without.stderr);
        assert.deepEqual([run.exitCode, run.stdout], [without.exitCode, without.stdout], run.stderr);
        const isAboutTheClass = run.warnings.every((line) => line.includes('only functions can be decorated'));
        assert.ok(isAboutTheClass, run.stderr);
        assert.deepEqual(await pushedOutcomes(gateway.url, kind.name), kind.expected);
      });
    }
  });
}
