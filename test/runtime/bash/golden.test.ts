import assert from 'node:assert/strict';
import { startRealPushgateway, type RealPushgateway } from '../../support/realPushgateway';
import { pushedGroups } from '../pushedGroups';
import { instrumented, see, type Seen } from './goldenRun';
import { goldenScripts, type GoldenScript } from './goldenScripts';

/** Runs of scripts whose every function is a task: what can be seen of them is what it was without. */
describe('scripts in Bash run the same when they are instrumented', function () {
  this.timeout(300_000);
  let gateway: RealPushgateway;

  before(async () => {
    gateway = await startRealPushgateway();
  });

  after(() => gateway.stop());

  for (const script of goldenScripts) {
    it(script.name, () => runsTheSame(script, gateway.url));
  }
});

async function runsTheSame(script: GoldenScript, url: string): Promise<void> {
  const text = `#!/usr/bin/env bash\n${script.source}`;
  const after = await instrumented(text);
  const plain = seen(await see(text, script, {}));
  const disabled = await see(after, script, { TASK_MONITOR_DISABLED: '1' });
  assert.deepEqual(seen(disabled), plain, 'disabled');
  assert.deepEqual(disabled.warnings, [], 'disabled, it says nothing');
  const silent = await see(after, script, {});
  assert.deepEqual(seen(silent), plain, 'without a gateway');
  const missing = await see(after, script, { PUSHGATEWAY_URL: url }, 'missing');
  assert.deepEqual(seen(missing), plain, 'without the runtime');
  const pushing = await see(after, script, { PUSHGATEWAY_URL: url });
  assert.deepEqual(seen(pushing), plain, 'with a gateway');
  assert.deepEqual(pushing.warnings, []);
  if (script.outcomes !== undefined) {
    assert.deepEqual(await outcomesOf(url, Object.keys(script.outcomes)), script.outcomes);
  }
}

function seen({ exitCode, stdout, stderr }: Seen): Seen {
  return { exitCode, stdout, stderr };
}

/** How the tasks of these functions went, by the gateway: `ok`, or the error code. */
async function outcomesOf(url: string, names: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const groups = await pushedGroups(url);
  return Object.fromEntries(
    names.map((name) => {
      const samples = groups.find(({ labels }) => labels['task_name'] === `job.${name}`)?.samples ?? {};
      const failed = Object.entries(samples).find(
        ([sample, value]) => sample.startsWith('task_failure_total') && value > 0,
      );
      const code = /error_code="(.*)"/.exec(failed?.[0] ?? '')?.[1];
      return [name, code ?? ('task_success_total' in samples ? 'ok' : 'not pushed')];
    }),
  );
}
