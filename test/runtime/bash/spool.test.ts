import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../support/freePort';
import { startRealPushgateway } from '../../support/realPushgateway';
import type { RealPushgateway } from '../../support/realPushgateway';
import { pushedGroup } from '../pushedGroups';
import { debianPython } from '../pythons';
import type { ScriptRun } from '../runProcess';
import { runScript } from '../runScript';
import { runBash } from './runBash';

const TASK = { job: 'etl é', task_name: 'load "x"' };

/** The same outcomes in both languages, whose entries are to be each other's. */
const outcomes = {
  bash: {
    success: `task_monitor_record_success 'load "x"' 1 5`,
    failure: (code: string) => `task_monitor_record_failure 'load "x"' ${code}`,
  },
  python: {
    success: `monitor.record_success('load "x"', 1, 5)`,
    failure: (code: string) => `monitor.record_failure('load "x"', "${code}")`,
  },
};
type Language = keyof typeof outcomes;

describe('TASK_MONITOR_SPOOL, of Bash and Python', () => {
  let folder: string;
  let port: number;
  let gateway: RealPushgateway | undefined;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'runtime-spool-'));
    port = await freePort();
  });
  afterEach(async () => {
    await gateway?.stop();
    gateway = undefined;
    await rm(folder, { recursive: true, force: true });
  });

  const run = (language: Language, source: string, spool: string = folder): Promise<ScriptRun> => {
    const environment = { PUSHGATEWAY_URL: `http://127.0.0.1:${port}`, TASK_MONITOR_SPOOL: spool };
    return language === 'bash'
      ? runBash(`source ./monitoring.sh\ntask_monitor 'etl é' --timeout 2\n${source}`, { environment })
      : runScript(
          debianPython(),
          `from monitoring import TaskMonitor\nmonitor = TaskMonitor("etl é", timeout=2)\n${source}`,
          { environment },
        );
  };
  const entries = async (): Promise<string[]> => (await readdir(folder)).filter((name) => name.endsWith('.prom'));
  const startGateway = async (): Promise<string> => {
    gateway = await startRealPushgateway({ args: [`--web.listen-address=127.0.0.1:${port}`] });
    return `http://127.0.0.1:${port}`;
  };

  for (const [first, second, third] of [
    ['bash', 'bash', 'bash'],
    ['bash', 'python', 'bash'],
    ['python', 'bash', 'python'],
    ['bash', 'bash', 'python'],
    ['python', 'python', 'bash'],
  ] as const) {
    it(`keeps a success of ${first} and then a failure of ${second}: they arrive with the next push, of ${third}`, async () => {
      const lost = await run(first, outcomes[first].success);
      assert.match(lost.stderr, /^TaskMonitor: .*; it is kept in the spool\n$/);
      await run(second, outcomes[second].failure('E'));
      const [name = '', ...more] = await entries();
      assert.deepEqual(more, [], 'one file a group');
      assert.match(name, /^[0-9a-f]{16}-\d{20}-\d+\.prom$/);
      const url = await startGateway();
      assert.equal((await run(third, outcomes[third].failure('F'))).stderr, '');
      const { samples } = await pushedGroup(url, TASK);
      assert.equal(samples['task_success_total'], 1);
      assert.ok(samples['task_last_success_timestamp_seconds'] !== undefined);
      assert.equal(samples['task_processed_records'], 5);
      assert.equal(samples['task_failure_total{error_code="F"}'], 1);
      assert.equal(samples['task_failure_total{error_code="E"}'], undefined);
      assert.deepEqual(await entries(), []);
    });
  }

  for (const [slow, fast] of [
    ['bash', 'bash'],
    ['bash', 'python'],
    ['python', 'bash'],
  ] as const) {
    it(`drops what ${slow} has spooled when ${fast} has sent something newer, by its marker`, async () => {
      await run(slow, outcomes[slow].success);
      const [old = ''] = await entries();
      const text = await readFile(join(folder, old), 'utf8');
      const url = await startGateway();
      await run(fast, outcomes[fast].failure('E'));
      const [marker = ''] = (await readdir(folder)).filter((name) => name.endsWith('.sent'));
      const newest = (await stat(join(folder, marker), { bigint: true })).mtimeNs;
      assert.ok(newest > BigInt(old.split('-')[1] ?? ''), 'the time of the outcome that was sent');
      assert.ok(newest % 1_000_000_000n > 0n, 'with its fraction of a second');
      await gateway?.stop();
      await startGateway();
      // As a slow process would write it, after the newer push.
      await writeFile(join(folder, old), text);
      await run(slow, outcomes[slow].failure('E'));
      const { samples } = await pushedGroup(url, TASK);
      assert.equal(samples['task_last_success_timestamp_seconds'], undefined);
      assert.deepEqual(await entries(), []);
    });
  }

  it('drops what is older than something that went out since, by the gateway’s push time', async () => {
    await run('bash', outcomes.bash.success);
    const url = await startGateway();
    await run('bash', outcomes.bash.failure('E'), '');
    await run('bash', outcomes.bash.failure('E'));
    const { samples } = await pushedGroup(url, TASK);
    assert.equal(samples['task_last_success_timestamp_seconds'], undefined);
    assert.deepEqual(await entries(), []);
  });

  it('holds text that can be posted as it is, to the URL of its first line', async () => {
    await run('bash', `${outcomes.bash.success}\n${outcomes.bash.failure('E')}`);
    const [name = ''] = await entries();
    const text = await readFile(join(folder, name), 'utf8');
    const [, path = ''] = /^# TaskMonitor POST http:\/\/127\.0\.0\.1:\d+(\/metrics\/\S+)\n/u.exec(text) ?? [];
    const url = await startGateway();
    assert.equal((await fetch(url + path, { method: 'POST', body: text })).status, 200);
    const { samples } = await pushedGroup(url, TASK);
    assert.deepEqual([samples['task_success_total'], samples['task_failure_total{error_code="E"}']], [1, 1]);
  });

  it('does not mix up groups, and holds what a resting gateway was not told', async () => {
    await run(
      'bash',
      `${outcomes.bash.success}\ntask_monitor_record_success other 1\ntask_monitor_gauge depth D.\ntask_monitor_set depth 4`,
    );
    assert.equal((await entries()).length, 3);
    const url = await startGateway();
    await run('bash', outcomes.bash.failure('E'));
    assert.equal((await entries()).length, 2);
    assert.equal((await pushedGroup(url, TASK)).samples['task_success_total'], 1);
  });

  it('that is full or no folder is a warning, and does no harm', async () => {
    // A limit on the size of files, as a full disk has none left.
    const full = await run('bash', `ulimit -f 0\n${outcomes.bash.success}\necho done | cat`);
    assert.deepEqual([full.stdout, full.exitCode], ['done\n', 0]);
    assert.match(full.stderr, /^TaskMonitor: .*; the spool cannot be written: .*File too large; the job goes on\n$/);
    assert.deepEqual(await readdir(folder), [], 'nothing half-written');
    const file = join(folder, 'a file');
    await writeFile(file, '');
    const none = await run('bash', `${outcomes.bash.success}\necho done`, file);
    assert.deepEqual([none.stdout, none.exitCode, none.warnings.length], ['done\n', 0, 1], none.stderr);
  });

  it('with a file that is not ours, or damaged, does no harm', async () => {
    await run('bash', outcomes.bash.success);
    const [name = ''] = await entries();
    await writeFile(join(folder, name), Buffer.from([0xff, 0xfe, 0x00]));
    await writeFile(join(folder, name.replace(/-\d+-\d+/u, '-x-y')), 'nonsense');
    const url = await startGateway();
    assert.equal((await run('bash', outcomes.bash.failure('E'))).exitCode, 0);
    assert.equal((await pushedGroup(url, TASK)).samples['task_failure_total{error_code="E"}'], 1);
  });

  it('takes concurrent jobs, of which each arrives or is kept', async () => {
    await run('bash', 'for n in 1 2 3 4 5 6; do task_monitor_record_success "task $n" "$n" & done; wait');
    assert.equal((await entries()).length, 6);
    await startGateway();
    await run('bash', 'for n in 1 2 3 4 5 6; do task_monitor_record_failure "task $n" E & done; wait');
    assert.deepEqual(await entries(), []);
  });
});
