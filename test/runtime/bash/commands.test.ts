import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { startRealPushgateway } from '../../support/realPushgateway';
import type { RealPushgateway } from '../../support/realPushgateway';
import { pushedOutcomes } from '../pushedOutcomes';
import { runBash, RUNTIME } from './runBash';

// Cron lines: a command that nobody wants to edit.

describe('a command', () => {
  let gateway: RealPushgateway;
  beforeEach(async () => {
    gateway = await startRealPushgateway();
  });
  afterEach(() => gateway.stop());

  for (const [name, run] of [
    ['of task_monitor_run', 'source ./monitoring.sh; task_monitor_run'],
    ['of task_monitor_run under set -euo pipefail', 'set -euo pipefail; source ./monitoring.sh; task_monitor_run'],
    ['of bash monitoring.sh', 'bash ./monitoring.sh'],
  ] as const) {
    it(`${name} has its streams, its status and its arguments, and is reported`, async () => {
      const program = 'cat; echo "$# $1|$2"; echo error >&2; exit 5';
      const run1 = `printf 'in\\0put' | { ${run} --job cron --task 'a b' -- sh -c '${program}' sh 'x  y' '*'; }`;
      const result = await runBash(run1, { environment: { PUSHGATEWAY_URL: gateway.url } });
      assert.deepEqual([result.stdout, result.stderr, result.exitCode], ['in\0put2 x  y|*\n', 'error\n', 5]);
      assert.deepEqual(await pushedOutcomes(gateway.url, 'cron'), { 'a b': 'exit_5 1' });
    });

    it(`${name} may be searched for its records, and every byte comes out`, async () => {
      const text = 'rows=3 of 9\\nx\\0y\\303rows=17 of 20\\r\\nlast, without an end';
      const command = (records: string, task: string): string =>
        `(${run} --job cron --task ${task} --records-from '${records}' -- printf '${text}') | od -c`;
      const source = [command('rows=([0-9]+)', 'group'), command('[0-9]+', 'whole'), command('none', 'none')].join(
        '\n',
      );
      const plain = await runBash(`for n in 1 2 3; do printf '${text}' | od -c; done`);
      const result = await runBash(source, { environment: { PUSHGATEWAY_URL: gateway.url } });
      assert.deepEqual([result.stdout, result.stderr, result.exitCode], [plain.stdout, '', 0]);
      assert.deepEqual(await pushedOutcomes(gateway.url, 'cron'), {
        group: '1 ok, 17 records',
        whole: '1 ok, 17 records',
        none: '1 ok',
      });
    });

    it(`${name} that is searched writes on in a file, and keeps its status`, async () => {
      const source = `{ echo before; (${run} --job cron --task t --records-from '[0-9]+' -- sh -c 'echo 4; exit 3'); echo "after $?"; } >file; cat file`;
      const result = await runBash(source, { environment: { PUSHGATEWAY_URL: gateway.url } });
      assert.deepEqual([result.stdout, result.stderr], ['before\n4\nafter 3\n', '']);
      assert.deepEqual(await pushedOutcomes(gateway.url, 'cron'), { t: 'exit_3 1, 4 records' });
    });

    it(`${name} that is not there is a failure with status 127`, async () => {
      const result = await runBash(`${run} --job cron --task t -- /no/such/command`, {
        environment: { PUSHGATEWAY_URL: gateway.url },
      });
      assert.equal(result.exitCode, 127);
      assert.match(result.stderr, /No such file or directory/);
      assert.deepEqual(await pushedOutcomes(gateway.url, 'cron'), { t: 'exit_127 1' });
    });
  }

  it('has names of its own when none are given', async () => {
    const source = `bash ./monitoring.sh /bin/true && bash ./monitoring.sh --job cron true && source ./monitoring.sh && task_monitor_run true`;
    assert.equal((await runBash(source, { environment: { PUSHGATEWAY_URL: gateway.url } })).stderr, '');
    assert.deepEqual(await pushedOutcomes(gateway.url, 'true'), { true: '1 ok' });
    assert.deepEqual(await pushedOutcomes(gateway.url, 'cron'), { true: '1 ok' });
    assert.deepEqual(await pushedOutcomes(gateway.url, 'job'), { true: '1 ok' });
  });

  it('is asked for when there is none', async () => {
    const result = await runBash('bash ./monitoring.sh');
    assert.match(result.stderr, /^usage: bash monitoring\.sh --job JOB /);
    assert.equal(result.exitCode, 2);
  });

  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGUSR1'] as const) {
    it(`of bash monitoring.sh gets ${signal}, and decides`, async () => {
      const program = `trap 'echo got; exit 6' ${signal.slice(3)}; echo ready; while :; do sleep 0.1; done`;
      const args = [RUNTIME, '--job', 'cron', '--task', 't', '--', 'bash', '-c', program];
      const child = spawn('bash', args, {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: { ...process.env, PUSHGATEWAY_URL: gateway.url },
      });
      let stdout = '';
      child.stdout.on('data', (chunk: Buffer) => {
        stdout += chunk.toString();
        if (stdout === 'ready\n') child.kill(signal);
      });
      const code = await new Promise((resolve) => child.once('close', resolve));
      assert.deepEqual([stdout, code], ['ready\ngot\n', 6]);
      assert.deepEqual(await pushedOutcomes(gateway.url, 'cron'), { t: 'exit_6 1' });
    });
  }

  it('of bash monitoring.sh that a signal ends is a failure with its name', async () => {
    const args = [RUNTIME, '--job', 'cron', '--task', 't', '--', 'sh', '-c', 'echo ready; exec sleep 30'];
    const child = spawn('bash', args, {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, PUSHGATEWAY_URL: gateway.url },
    });
    child.stdout.once('data', () => {
      void delay(100).then(() => child.kill('SIGTERM'));
    });
    assert.equal(await new Promise((resolve) => child.once('close', resolve)), 143);
    assert.deepEqual(await pushedOutcomes(gateway.url, 'cron'), { t: 'SIGTERM 1' });
  });
});
