import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { repository, runCli } from '../support/cli';
import type { CliResult } from '../support/cli';
import { listenLocally } from '../support/localServer';
import { startRealPushgateway } from '../support/realPushgateway';
import type { RealPushgateway } from '../support/realPushgateway';

const run = promisify(execFile);
const runtimes = join(repository, 'src', 'runtime');

/** How a script of each language records a success of 7 records and a failure. */
const scripts: Readonly<Record<string, readonly string[]>> = {
  Python: [
    '/usr/bin/python3',
    '-c',
    `import sys; sys.path.insert(0, ${JSON.stringify(runtimes)})
from monitoring import TaskMonitor
monitor = TaskMonitor("etl", grouping_key={"env": "a/b"})
monitor.record_success("load", 1.5, 7)
monitor.record_failure("store", "ValueError", 2)`,
  ],
  'Node.js': [
    process.execPath,
    '-e',
    `const { TaskMonitor } = require(${JSON.stringify(join(runtimes, 'monitoring.cjs'))});
const monitor = new TaskMonitor('etl', { groupingKey: { env: 'a/b' } });
monitor.recordSuccess('load', 1.5, 7);
monitor.recordFailure('store', 'ValueError', 2);`,
  ],
  Bash: [
    'bash',
    '-c',
    `source ${JSON.stringify(join(runtimes, 'monitoring.sh'))}
task_monitor etl --grouping-key env=a/b
task_monitor_record_success load 1.5 7
task_monitor_record_failure store ValueError 2`,
  ],
};

function family(name: string, value: number): string {
  return `# HELP ${name} Help.\n# TYPE ${name} gauge\n${name} ${value}\n`;
}

function now(): bigint {
  return BigInt(Date.now()) * 1_000_000n;
}

describe('taskmonitor push --spool', () => {
  let gateway: RealPushgateway;
  let folder: string;

  beforeEach(async () => {
    gateway = await startRealPushgateway();
    folder = await mkdtemp(join(tmpdir(), 'taskmonitor-spool-'));
  });

  afterEach(async () => {
    await gateway.stop();
    await rm(folder, { recursive: true, force: true });
  });

  /** Runs a script while its gateway cannot be reached: what it records is kept in the folder. */
  async function recordOffline([program = '', ...args]: readonly string[], url: string): Promise<void> {
    const env = {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      PUSHGATEWAY_URL: url,
      TASK_MONITOR_SPOOL: folder,
    };
    await run(program, args, { env });
  }

  const drain = (args: readonly string[] = [], env: Readonly<Record<string, string>> = {}): Promise<CliResult> =>
    runCli(['push', '--spool', folder, ...args], { env });
  const kept = async (): Promise<readonly string[]> => (await readdir(folder)).filter((name) => name.endsWith('.prom'));
  const metrics = async (): Promise<string> => (await fetch(`${gateway.url}/metrics`)).text();

  for (const [language, script] of Object.entries(scripts)) {
    it(`sends what a script in ${language} kept`, async () => {
      const { url } = gateway;
      await gateway.stop();
      await recordOffline(script, url);
      assert.equal((await kept()).length, 2);

      const unreachable = await drain();
      assert.deepEqual([unreachable.code, unreachable.stdout], [2, '']);
      assert.equal(unreachable.stderr.match(/^Kept [0-9a-f]{16}-\d{20}-\d+\.prom: Nothing listens at /gm)?.length, 2);
      assert.equal((await kept()).length, 2);

      gateway = await startRealPushgateway();
      const sent = await drain(['--url', gateway.url]);
      assert.equal(sent.code, 0, sent.stderr);
      assert.match(
        sent.stdout,
        /^Sent \{job="etl", env="a\/b", task_name="load"\} of .*Z to http:\/\/127\.0\.0\.1:\d+$/m,
      );
      assert.deepEqual(await kept(), []);
      const text = await metrics();
      assert.match(text, /^task_processed_records\{env="a\/b",.*task_name="load"\} 7$/m);
      assert.match(text, /^task_failure_total\{env="a\/b",error_code="ValueError",.*task_name="store"\} 1$/m);
      assert.deepEqual(await drain(), { code: 0, stdout: '', stderr: `Nothing is kept in ${folder}.\n` });
    });
  }

  /** Writes an entry of our own, for {job="etl", task_name=TASK}. */
  async function keep(
    {
      time,
      group = '0123456789abcdef',
      task = 'load',
      to = gateway.url,
    }: { time: bigint; group?: string; task?: string; to?: string },
    text: string,
  ): Promise<void> {
    const name = `${group}-${time.toString().padStart(20, '0')}-1.prom`;
    await writeFile(join(folder, name), `# TaskMonitor POST ${to}/metrics/job/etl/task_name/${task}\n${text}`);
  }

  it('sends the entries of a group oldest first', async () => {
    const time = now();
    await keep({ time: time + 1_000_000n }, family('task_duration_seconds', 2));
    await keep({ time }, family('task_duration_seconds', 1) + family('task_processed_records', 5));
    const { code, stdout, stderr } = await drain();
    assert.equal(code, 0, stderr);
    assert.equal(stdout.match(/^Sent /gm)?.length, 2);
    const text = await metrics();
    assert.match(text, /^task_duration_seconds\{.*\} 2$/m);
    assert.match(text, /^task_processed_records\{.*\} 5$/m);
    // The group's marker is that of the newest: what is older and comes late is of no use any more.
    const [marker = ''] = (await readdir(folder)).filter((name) => name.endsWith('.sent'));
    assert.ok((await stat(join(folder, marker), { bigint: true })).mtimeNs >= time + 1_000_000n);
    await keep({ time: time + 500_000n }, family('task_duration_seconds', 9));
    assert.match((await drain()).stdout, /^Dropped \{job="etl", task_name="load"\}/);
    assert.match(await metrics(), /^task_duration_seconds\{.*\} 2$/m);
  });

  it('drops what is older than the gateway’s own time of the last push', async () => {
    await keep({ time: now() - 60_000_000_000n }, family('task_duration_seconds', 9));
    const pushed = await runCli([
      'push',
      '--url',
      gateway.url,
      '--job=etl',
      '--grouping=task_name=load',
      '--metric=task_duration_seconds=1',
    ]);
    assert.equal(pushed.code, 0, pushed.stderr);
    const { code, stdout } = await drain();
    assert.equal(code, 0);
    assert.match(stdout, /^Dropped .*something newer has been sent$/m);
    assert.match(await metrics(), /^task_duration_seconds\{.*\} 1$/m);
    assert.deepEqual(await kept(), []);
  });

  it('goes by the marker of a runtime', async () => {
    const { url } = gateway;
    await gateway.stop();
    await recordOffline(scripts['Python'] ?? [], url);
    for (const name of await kept()) {
      const later = Date.now() / 1000 + 60;
      const marker = join(folder, `${name.slice(0, 16)}.sent`);
      await writeFile(marker, '');
      await utimes(marker, later, later);
    }
    // Where the entries are meant to go: the port is free again.
    const server = createServer((_, response) => response.end('{"status":"success","data":[]}'));
    await new Promise<void>((resolve) => server.listen(Number(new URL(url).port), '127.0.0.1', resolve));
    try {
      const { code, stdout, stderr } = await drain();
      assert.equal(code, 0, stderr);
      assert.equal(stdout.match(/^Dropped /gm)?.length, 2);
    } finally {
      server.close();
    }
  });

  it('sends the rest without a family that another group holds', async () => {
    const other = await runCli([
      'push',
      '--url',
      gateway.url,
      '--job=other',
      '--type=counter',
      '--metric=task_duration_seconds=1',
    ]);
    assert.equal(other.code, 0, other.stderr);
    await keep({ time: now() }, family('task_duration_seconds', 2) + family('task_processed_records', 5));
    const { code, stderr } = await drain();
    assert.equal(code, 0, stderr);
    assert.match(stderr, /is sent without task_duration_seconds/);
    assert.match(await metrics(), /^task_processed_records\{.*task_name="load"\} 5$/m);
  });

  it('keeps what is refused, with what comes behind it, and sends the other groups', async () => {
    const time = now();
    await keep({ time }, '# HELP x Help.\nx{ 1\n');
    await keep({ time: time + 1n }, family('x', 1));
    await keep({ time, group: 'fedcba9876543210', task: 'store' }, family('task_duration_seconds', 2));
    await writeFile(join(folder, '1111111111111111-00000000000000000001-1.prom'), 'junk\n');
    await writeFile(join(folder, '.1111111111111111-00000000000000000002-1.prom'), 'being written\n');
    await writeFile(join(folder, 'README'), 'mine\n');
    const { code, stdout, stderr } = await drain();
    assert.equal(code, 2);
    assert.match(stdout, /^Sent \{job="etl", task_name="store"\}/m);
    assert.match(stderr, /^Kept 0123456789abcdef-.*: .*text format parsing error/m);
    assert.match(stderr, /^Kept 0123456789abcdef-.*: an older one of its group comes first$/m);
    assert.match(stderr, /^Kept 1111111111111111-.*: its first line does not say where to send it$/m);
    assert.equal((await kept()).length, 4);
    assert.equal(await readFile(join(folder, 'README'), 'utf8'), 'mine\n');
  });

  it('shows credentials to the gateway that they are for', async () => {
    const seen: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      seen.push(request.headers.authorization);
      response.end(request.method === 'GET' ? '{"status":"success","data":[]}' : '');
    });
    const listening = await listenLocally(server);
    const { port } = listening;
    try {
      await keep({ time: now(), to: `http://127.0.0.1:${port}` }, family('x', 1));
      const elsewhere = await drain([], { PUSHGATEWAY_URL: 'http://alice:s3cret@127.0.0.1:1' });
      assert.equal(elsewhere.code, 0, elsewhere.stderr);
      assert.deepEqual(new Set(seen.splice(0)), new Set([undefined]));
      await keep({ time: now(), to: `http://127.0.0.1:${port}` }, family('x', 1));
      const there = await drain([], { PUSHGATEWAY_URL: `http://alice:s3cret@127.0.0.1:${port}` });
      assert.equal(there.code, 0, there.stderr);
      assert.deepEqual(new Set(seen), new Set([`Basic ${Buffer.from('alice:s3cret').toString('base64')}`]));
      assert.doesNotMatch(there.stdout + there.stderr, /s3cret/);
    } finally {
      await listening.close();
    }
  });

  it('has nothing to do where there is no folder, and goes without the words of a single push', async () => {
    const none = await runCli(['push', '--spool', join(folder, 'none')]);
    assert.deepEqual([none.code, none.stdout], [0, '']);
    assert.match(none.stderr, /There is no folder .*none: nothing is kept there/);
    const both = await drain(['--method', 'PUT', '--metric', 'x=1']);
    assert.equal(both.code, 2);
    assert.match(both.stderr, /--spool goes without --metric, --method/);
  });
});
