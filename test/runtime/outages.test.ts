import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRealPushgateway } from '../support/realPushgateway';
import type { RealPushgateway } from '../support/realPushgateway';
import { startFront } from './gatewayFront';
import { pushedGroup } from './pushedGroups';
import { debianPython } from './pythons';
import { runScript } from './runScript';
import type { ScriptRun } from './runProcess';

function run(port: number, source: string): Promise<ScriptRun> {
  const header = `from monitoring import TaskMonitor\nmonitor = TaskMonitor("job", "http://127.0.0.1:${port}", timeout=1)\n`;
  return runScript(debianPython(), header + source);
}

describe('a gateway that is away for a while', () => {
  let gateway: RealPushgateway;
  before(async () => {
    gateway = await startRealPushgateway();
  });
  after(() => gateway.stop());

  it('is left alone after a failed push, so that a thousand tasks do not wait a thousand times', async () => {
    const silent = await startFront(gateway.port, Infinity, () => undefined);
    try {
      // A second for each of them would be what the helper calls a hang.
      const source = 'for n in range(1000):\n  with monitor.task("task %d" % (n % 20)):\n    pass\nprint("done")';
      const { stdout, exitCode, warnings, stderr } = await run(silent.port, source);
      assert.deepEqual([stdout, exitCode, warnings.length], ['done\n', 0, 1], stderr);
      assert.ok(silent.connections() <= 4, 'a push when it fails and one at the end, of at most two tries each');
    } finally {
      await silent.close();
    }
  });

  it('is tried twice for a push', async () => {
    const front = await startFront(gateway.port, 1, (socket) => socket.destroy());
    try {
      assert.equal((await run(front.port, 'monitor.record_success("second try", 1)')).stderr, '');
      assert.equal(front.connections(), 2);
      const { samples } = await pushedGroup(gateway.url, { job: 'job', task_name: 'second try' });
      assert.equal(samples['task_success_total'], 1);
    } finally {
      await front.close();
    }
  });

  it('is told at the end of the program what it missed: a success and then a failure', async () => {
    const front = await startFront(gateway.port, 2, (socket) => socket.destroy());
    try {
      const { warnings, stderr } = await run(
        front.port,
        `
monitor.record_success("missed", 1, 10)
monitor.record_failure("missed", "E", 2)
monitor.record_success("waits", 3)
`,
      );
      assert.equal(warnings.length, 1, stderr);
      const { samples } = await pushedGroup(gateway.url, { job: 'job', task_name: 'missed' });
      assert.deepEqual(
        [
          samples['task_success_total'],
          samples['task_failure_total{error_code="E"}'],
          samples['task_duration_seconds'],
        ],
        [1, 1, 2],
      );
      assert.ok(samples['task_last_success_timestamp_seconds'] !== undefined);
      const waited = await pushedGroup(gateway.url, { job: 'job', task_name: 'waits' });
      assert.equal(waited.samples['task_duration_seconds'], 3);
    } finally {
      await front.close();
    }
  });

  it('is told with the next push of the task what it refused before', async () => {
    const front = await startFront(gateway.port, 1, (socket) => {
      socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n');
    });
    try {
      const { warnings } = await run(
        front.port,
        'monitor.record_success("refused", 1, 10)\nmonitor.record_failure("refused", "E", 2)',
      );
      assert.equal(warnings.length, 1);
      const { samples } = await pushedGroup(gateway.url, { job: 'job', task_name: 'refused' });
      assert.deepEqual([samples['task_processed_records'], samples['task_failure_total{error_code="E"}']], [10, 1]);
    } finally {
      await front.close();
    }
  });
});

describe('a name server that never answers', () => {
  // No time-out reaches into the resolver: its thread is stuck until the program ends.
  const header = `
import asyncio, os, socket, time
socket.getaddrinfo = lambda *args, **kwargs: time.sleep(3600)
from monitoring import TaskMonitor
monitor = TaskMonitor("job", "http://gateway:9091", timeout=0.5)
`;
  // Each fork would wait for the thread to end.
  const forks = `
for child in range(100):
    if os.fork() == 0:
        os._exit(0)
    os.wait()
print("done")
`;
  const warning = 'TaskMonitor: no answer from the Pushgateway within 0.5 s; the job goes on\n';

  it('holds the job up once, and the outcomes are in the spool', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'runtime-spool-'));
    try {
      const tasks = 'for number in range(500):\n  with monitor.task("task %d" % (number % 3)):\n    pass\n';
      const options = { environment: { TASK_MONITOR_SPOOL: folder } };
      const { stdout, stderr, exitCode } = await runScript(debianPython(), header + tasks + forks, options);
      assert.deepEqual([stdout, stderr, exitCode], ['done\n', warning, 0]);
      assert.equal((await readdir(folder)).filter((name) => name.endsWith('.prom')).length, 3);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('does not hold up what goes on in the background', async () => {
    const tasks = `
async def main():
    async with monitor.task("one"):
        pass
asyncio.run(main())
`;
    const { stdout, exitCode, warnings, stderr } = await runScript(debianPython(), header + tasks + forks);
    assert.deepEqual([stdout, exitCode, warnings.length], ['done\n', 0, 1], stderr);
  });
});
