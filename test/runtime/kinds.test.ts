import assert from 'node:assert/strict';
import { startRealPushgateway } from '../support/realPushgateway';
import type { RealPushgateway } from '../support/realPushgateway';
import { plainKinds } from './plainKinds';
import { pushedGroups } from './pushedGroups';
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
        assert.deepEqual(await outcomes(gateway, kind.name), kind.expected);
      });
    }
  });
}

/** By task: `2 ok, 3 records` after a success, `ValueError 1` after a failure, `completed` without a verdict. */
async function outcomes(gateway: RealPushgateway, job: string): Promise<Record<string, string>> {
  const groups = (await pushedGroups(gateway.url)).filter(({ labels }) => labels['job'] === job);
  return Object.fromEntries(
    groups.map(({ labels, samples }) => {
      const failures = Object.entries(samples).flatMap(([name, count]) => {
        const [, code] = /^task_failure_total\{error_code="(.*)"\}$/u.exec(name) ?? [];
        return code === undefined ? [] : [`${code} ${count}`];
      });
      const successes = samples['task_success_total'];
      const records = samples['task_processed_records'];
      const verdict = failures.length > 0 ? failures : successes === undefined ? ['completed'] : [`${successes} ok`];
      return [
        labels['task_name'] ?? '',
        [...verdict, ...(records === undefined ? [] : [`${records} records`])].join(', '),
      ];
    }),
  );
}
