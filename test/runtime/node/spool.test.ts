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
import { nodeForms, runNode } from './runNode';
import type { NodeForm } from './runNode';

const SUCCESS = "monitor.recordSuccess('load', 1, 5);";
const FAILURE = "monitor.recordFailure('load', 'E');";

/** Each of them is a name that paths hold in its own form. */
const TASKS = ['load', 'ünïcode/and slash', '', '..'];

describe('TASK_MONITOR_SPOOL, by Node.js', () => {
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

  const environment = (spool = folder): Record<string, string> => ({
    PUSHGATEWAY_URL: `http://localhost:${port}`,
    TASK_MONITOR_SPOOL: spool,
  });
  const run = (source: string, form: NodeForm = 'mjs', spool = folder): Promise<ScriptRun> =>
    runNode(form, source, { environment: environment(spool) });
  const runPython = (source: string): Promise<ScriptRun> =>
    runScript(
      debianPython(),
      `from monitoring import TaskMonitor\nmonitor = TaskMonitor("job", timeout=2)\n${source}`,
      {
        environment: environment(),
      },
    );
  const entries = async (): Promise<string[]> => (await readdir(folder)).filter((name) => name.endsWith('.prom'));
  const startGateway = async (): Promise<string> => {
    gateway = await startRealPushgateway({ args: [`--web.listen-address=127.0.0.1:${port}`] });
    return `http://127.0.0.1:${port}`;
  };
  const samplesOf = async (taskName: string): Promise<Readonly<Record<string, number>>> =>
    (await pushedGroup(`http://127.0.0.1:${port}`, { job: 'job', task_name: taskName })).samples;

  for (const form of nodeForms) {
    it(`keeps a success and then a failure that were both lost: they arrive with the next push (${form})`, async () => {
      const first = await run(SUCCESS, form);
      assert.match(first.stderr, /^TaskMonitor: .*ECONNREFUSED.*; it is kept in the spool\n$/);
      await run(FAILURE, form);
      assert.equal((await entries()).length, 1, 'one file a group');
      await startGateway();
      assert.equal((await run("monitor.recordFailure('load', 'F');", form)).stderr, '');
      const samples = await samplesOf('load');
      assert.equal(samples['task_success_total'], 1);
      assert.ok(samples['task_last_success_timestamp_seconds'] !== undefined);
      assert.equal(samples['task_processed_records'], 5);
      assert.equal(samples['task_failure_total{error_code="F"}'], 1);
      assert.equal(samples['task_failure_total{error_code="E"}'], undefined);
      assert.deepEqual(await entries(), []);
    });
  }

  it('is sent at the end by what dies of an exception, with what was kept before', async () => {
    await run("monitor.task('load', (task) => { task.records = 5; process.exit(0); });");
    assert.equal((await entries()).length, 1);
    await startGateway();
    const { exitCode, warnings } = await run("monitor.task('load', () => { throw new TypeError('x'); });");
    assert.deepEqual([exitCode, warnings], [1, []]);
    const samples = await samplesOf('load');
    assert.deepEqual(
      [
        samples['task_success_total'],
        samples['task_processed_records'],
        samples['task_failure_total{error_code="TypeError"}'],
      ],
      [1, 5, 1],
    );
    assert.deepEqual(await entries(), []);
  });

  it('has text that can be posted as it is, to the URL of its first line', async () => {
    await run(`${SUCCESS}\nmonitor.recordFailure('load', 'a "quoted" \\\\ code');`);
    const [name = ''] = await entries();
    assert.match(name, /^[0-9a-f]{16}-\d{20}-\d+\.prom$/);
    const text = await readFile(join(folder, name), 'utf8');
    const [, url = ''] = /^# TaskMonitor POST (\S+)\n/.exec(text) ?? [];
    assert.equal(url, `http://localhost:${port}/metrics/job/job/task_name/load`);
    await startGateway();
    assert.equal((await fetch(url, { method: 'POST', body: text })).status, 200);
    assert.equal((await samplesOf('load'))['task_processed_records'], 5);
  });

  it('drops an entry when something newer went out without it, by the gateway’s own time too', async () => {
    await run(FAILURE);
    const [name = ''] = await entries();
    const kept = await readFile(join(folder, name));
    const url = await startGateway();
    await run(SUCCESS);
    // As if another machine, or one that was busy, had left it there.
    await writeFile(join(folder, name), kept);
    await run("monitor.recordSuccess('load', 2);");
    assert.equal((await samplesOf('load'))['task_failure_total'], 0);
    assert.deepEqual(await entries(), []);
    await writeFile(join(folder, name), kept);
    await rm(join(folder, `${name.slice(0, 16)}.sent`));
    await run("const other = new TaskMonitor('job');\nother.recordSuccess('load', 3);");
    const { samples } = await pushedGroup(url, { job: 'job', task_name: 'load' });
    assert.deepEqual([samples['task_failure_total'], samples['task_duration_seconds']], [0, 3]);
    assert.deepEqual(await entries(), []);
  });

  it('that Python has written is drained by Node.js, and the reverse', async () => {
    const recordAll = (call: string): string =>
      TASKS.map((task) => `monitor.${call.replace('TASK', JSON.stringify(task))}\n`).join('');
    await runPython(recordAll('record_success(TASK, 1, 5)'));
    assert.equal((await entries()).length, TASKS.length);
    // Both are away: one file a group, whoever wrote the first.
    await run(recordAll("recordFailure(TASK, 'E');"));
    assert.equal((await entries()).length, TASKS.length);
    await runPython(recordAll('record_failure(TASK, "F")'));
    assert.equal((await entries()).length, TASKS.length);
    await startGateway();
    await run(recordAll("recordFailure(TASK, 'G');"));
    assert.deepEqual(await entries(), []);
    for (const task of TASKS) {
      const samples = await samplesOf(task);
      assert.deepEqual([samples['task_success_total'], samples['task_processed_records']], [1, 5], task);
      assert.equal(samples['task_failure_total{error_code="G"}'], 1);
    }
    await gateway?.stop();
    await run(recordAll('recordSuccess(TASK, 2, 6);'));
    await startGateway();
    await runPython(recordAll('record_failure(TASK, "H")'));
    assert.deepEqual(await entries(), []);
    for (const task of TASKS) {
      const samples = await samplesOf(task);
      assert.deepEqual(
        [samples['task_processed_records'], samples['task_failure_total{error_code="H"}']],
        [6, 1],
        task,
      );
    }
  });

  it('on a full disk, or in what is no folder, is said and does no harm', async () => {
    const file = join(folder, 'a file');
    await writeFile(file, '');
    const none = await run(`${SUCCESS}\nconsole.log('done');`, 'mjs', file);
    assert.match(none.stderr, /^TaskMonitor: .*; the spool cannot be written: (ENOTDIR|EEXIST).*; the job goes on\n$/);
    assert.deepEqual([none.stdout, none.exitCode], ['done\n', 0]);
    const full = await run(`${SUCCESS}\nconsole.log('done');`, 'mjs', '/dev/full');
    assert.deepEqual([full.stdout, full.exitCode, full.warnings.length], ['done\n', 0, 1]);
    // What a file system says that is full is what a limit of the size of files says: the file cannot be written to its end.
    const limited = await runNode('mjs', `${SUCCESS}\nconsole.log('done');`, {
      environment: environment(),
      shell: 'ulimit -f 0; trap "" XFSZ; exec "$@"',
    });
    assert.match(limited.stderr, /^TaskMonitor: .*; the spool cannot be written: EFBIG.*; the job goes on\n$/);
    assert.deepEqual([limited.stdout, limited.exitCode], ['done\n', 0]);
    assert.deepEqual(await entries(), []);
    assert.ok(
      (await readdir(folder)).every((name) => !name.startsWith('.')),
      'nothing half-written',
    );
  });

  it('with a file that is not ours, or damaged, does no harm', async () => {
    await run(SUCCESS);
    const [name = ''] = await entries();
    await writeFile(join(folder, name), Buffer.from([0xff, 0xfe, 0x00]));
    await writeFile(join(folder, name.replace(/-\d+-\d+/u, '-x-y')), 'nonsense');
    await startGateway();
    assert.equal((await run(FAILURE)).exitCode, 0);
    assert.equal((await samplesOf('load'))['task_failure_total{error_code="E"}'], 1);
  });

  it('marks what was sent by its own time', async () => {
    await startGateway();
    const before = Date.now();
    await run(SUCCESS);
    const [marker = ''] = (await readdir(folder)).filter((name) => name.endsWith('.sent'));
    const { mtimeMs } = await stat(join(folder, marker));
    assert.ok(mtimeMs >= before - 1 && mtimeMs <= Date.now() + 1);
  });
});
