import assert from 'node:assert/strict';
import { startRealPushgateway } from '../../support/realPushgateway';
import type { RealPushgateway } from '../../support/realPushgateway';
import { pushedOutcomes } from '../pushedOutcomes';
import { variants } from '../variants';
import { nodeKinds } from './kinds';
import { header, nodeForms, runPlainNode } from './runNode';

for (const form of nodeForms) {
  describe(`tasks with monitoring.${form}`, () => {
    let gateway: RealPushgateway;
    before(async () => {
      gateway = await startRealPushgateway();
    });
    after(() => gateway.stop());

    for (const kind of nodeKinds) {
      it(`${kind.name}: as without us, and reported`, async () => {
        const monitor = `const monitor = new TaskMonitor(${JSON.stringify(kind.name)}); //#+\n`;
        const { plain, instrumented } = variants(`${header(form)}\n${monitor}${kind.source}`);
        const without = await runPlainNode(form, plain);
        const run = await runPlainNode(form, instrumented, { environment: { PUSHGATEWAY_URL: gateway.url } });
        assert.equal(without.exitCode, 0, without.stderr);
        assert.deepEqual([run.exitCode, run.stdout], [without.exitCode, without.stdout], run.stderr);
        assert.doesNotMatch(run.stderr, /cannot push|lost/);
        assert.deepEqual(await pushedOutcomes(gateway.url, kind.name), kind.expected);
      });
    }
  });
}
