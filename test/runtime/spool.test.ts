import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../support/freePort';
import { startRealPushgateway } from '../support/realPushgateway';
import type { RealPushgateway } from '../support/realPushgateway';
import { pushedGroup } from './pushedGroups';
import { allPythons, debianPython } from './pythons';
import { runScript } from './runScript';
import type { ScriptRun } from './runProcess';

const HEADER = 'from monitoring import TaskMonitor\nmonitor = TaskMonitor("etl", timeout=2)\n';
const TASK = { job: 'etl', task_name: 'load' };
const SUCCESS = 'monitor.record_success("load", 1, 5)';
const FAILURE = 'monitor.record_failure("load", "E")';

describe('TASK_MONITOR_SPOOL', () => {
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

  const run = (source: string, spool: string = folder): Promise<ScriptRun> =>
    runScript(debianPython(), HEADER + source, {
      environment: { PUSHGATEWAY_URL: `http://127.0.0.1:${port}`, TASK_MONITOR_SPOOL: spool },
      flags: ['-W', 'error'],
    });
  const entries = async (): Promise<string[]> => (await readdir(folder)).filter((name) => name.endsWith('.prom'));
  const startGateway = async (): Promise<string> => {
    gateway = await startRealPushgateway({ args: [`--web.listen-address=127.0.0.1:${port}`] });
    return `http://127.0.0.1:${port}`;
  };

  it('keeps a success and then a failure that were both lost: they arrive with the next push', async () => {
    const first = await run(SUCCESS);
    assert.match(first.stderr, /^TaskMonitor: .*ConnectionRefusedError.*; it is kept in the spool\n$/);
    await run(FAILURE);
    assert.equal((await entries()).length, 1, 'one file a group');
    const url = await startGateway();
    assert.equal((await run('monitor.record_failure("load", "F")')).stderr, '');
    const { samples } = await pushedGroup(url, TASK);
    assert.equal(samples['task_success_total'], 1);
    assert.ok(samples['task_last_success_timestamp_seconds'] !== undefined);
    assert.equal(samples['task_processed_records'], 5);
    assert.equal(samples['task_failure_total{error_code="F"}'], 1);
    assert.equal(samples['task_failure_total{error_code="E"}'], undefined);
    assert.deepEqual(await entries(), []);
  });

  it('holds text that can be posted as it is, to the URL of its first line', async () => {
    await run(`${SUCCESS}\n${FAILURE}`);
    const [name = ''] = await entries();
    const text = await readFile(join(folder, name), 'utf8');
    const [, path = ''] = /^# TaskMonitor POST http:\/\/127\.0\.0\.1:\d+(\/metrics\/\S+)\n/u.exec(text) ?? [];
    assert.equal(path, '/metrics/job/etl/task_name/load');
    const url = await startGateway();
    assert.equal((await fetch(url + path, { method: 'POST', body: text })).status, 200);
    const { samples } = await pushedGroup(url, TASK);
    assert.deepEqual([samples['task_success_total'], samples['task_failure_total{error_code="E"}']], [1, 1]);
  });

  it('drops what is older than something that went out since, by its marker', async () => {
    await run(SUCCESS);
    const [old = ''] = await entries();
    const text = await readFile(join(folder, old), 'utf8');
    const url = await startGateway();
    await run(FAILURE);
    await gateway?.stop();
    await startGateway();
    // As a slow process would write it, after the newer push.
    await writeFile(join(folder, old), text);
    await run(FAILURE);
    const { samples } = await pushedGroup(url, TASK);
    assert.equal(samples['task_last_success_timestamp_seconds'], undefined);
    assert.deepEqual(await entries(), []);
  });

  it('drops what is older than something that went out since, by the gateway’s push time', async () => {
    await run(SUCCESS);
    const url = await startGateway();
    await run(FAILURE, '');
    await run(FAILURE);
    const { samples } = await pushedGroup(url, TASK);
    assert.equal(samples['task_last_success_timestamp_seconds'], undefined);
    assert.deepEqual(await entries(), []);
  });

  it('does not mix up groups', async () => {
    await run(`${SUCCESS}\nmonitor.record_success("other", 1)\nmonitor.gauge("depth", "D.").set(4)`);
    assert.equal((await entries()).length, 3);
    const url = await startGateway();
    await run(FAILURE);
    assert.equal((await entries()).length, 2);
    assert.equal((await pushedGroup(url, TASK)).samples['task_success_total'], 1);
  });

  it('that is full or no folder is a warning, and does no harm', async () => {
    // A limit on the size of files, as a full disk has none left.
    const limit = 'import resource\nresource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))\n';
    const full = await run(`${limit}${SUCCESS}\nprint("done")`);
    assert.deepEqual([full.stdout, full.exitCode], ['done\n', 0]);
    assert.match(
      full.stderr,
      /^TaskMonitor: .*; the spool cannot be written: OSError: .*File too large; the job goes on\n$/,
    );
    assert.deepEqual(await readdir(folder), [], 'nothing half-written');
    const file = join(folder, 'a file');
    await writeFile(file, '');
    const none = await run(`${SUCCESS}\nprint("done")`, file);
    assert.deepEqual([none.stdout, none.exitCode, none.warnings.length], ['done\n', 0, 1]);
  });

  it('with a file that is not ours, or damaged, does no harm', async () => {
    await run(SUCCESS);
    const [name = ''] = await entries();
    await writeFile(join(folder, name), Buffer.from([0xff, 0xfe, 0x00]));
    await writeFile(join(folder, name.replace(/-\d+-\d+/u, '-x-y')), 'nonsense');
    const url = await startGateway();
    assert.equal((await run(FAILURE)).exitCode, 0);
    assert.equal((await pushedGroup(url, TASK)).samples['task_failure_total{error_code="E"}'], 1);
  });
});

for (const python of allPythons()) {
  it(`TASK_MONITOR_SPOOL keeps what is recorded when no thread can be started any more: ${python.name}`, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'runtime-spool-'));
    const gateway = await startRealPushgateway();
    const environment = { PUSHGATEWAY_URL: gateway.url, TASK_MONITOR_SPOOL: folder };
    try {
      const source = `${HEADER}import atexit\natexit.register(monitor.record_success, "load", 1)\n`;
      const run = await runScript(python, source, { environment });
      assert.deepEqual([run.stderr, run.exitCode], ['', 0]);
      const isKept = (await readdir(folder)).some((name) => name.endsWith('.prom'));
      // Where a thread can be started at exit, the push went out.
      if (!isKept) assert.equal((await pushedGroup(gateway.url, TASK)).samples['task_success_total'], 1);
    } finally {
      await gateway.stop();
      await rm(folder, { recursive: true });
    }
  });
}
