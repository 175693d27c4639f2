import assert from 'node:assert/strict';
import { startRealPushgateway } from '../../support/realPushgateway';
import type { RealPushgateway } from '../../support/realPushgateway';
import { startFront } from '../gatewayFront';
import { pushedGroup } from '../pushedGroups';
import type { ScriptRun } from '../runProcess';
import { runBash } from './runBash';

function run(port: number, source: string): Promise<ScriptRun> {
  return runBash(`source ./monitoring.sh\ntask_monitor job --url http://127.0.0.1:${port} --timeout 1\n${source}`);
}

describe('a gateway that is away for a while, and Bash', () => {
  let gateway: RealPushgateway;
  before(async () => {
    gateway = await startRealPushgateway();
  });
  after(() => gateway.stop());

  it('is left alone after a failed push, so that hundreds of tasks do not wait hundreds of times', async () => {
    const silent = await startFront(gateway.port, Infinity, () => undefined);
    try {
      // A second for each of them would be what the helper calls a hang.
      const source = 'for n in {1..300}; do task_monitor_task "task $((n % 20))" true; done; echo done';
      const { stdout, exitCode, warnings, stderr } = await run(silent.port, source);
      assert.deepEqual([stdout, exitCode, warnings.length], ['done\n', 0, 1], stderr);
      assert.ok(silent.connections() <= 4, 'a push when it fails and one at the end, of at most two tries each');
    } finally {
      await silent.close();
    }
  });

  it('is left alone by subshells too, one of which has found it so', async () => {
    const silent = await startFront(gateway.port, Infinity, () => undefined);
    try {
      const source =
        'f() { task_monitor_task f echo x; }\nfor n in {1..100}; do text=$(f); (f); done >/dev/null; f | cat; echo done';
      const { stdout, exitCode, warnings, stderr } = await run(silent.port, source);
      assert.deepEqual([stdout, exitCode, warnings.length], ['x\ndone\n', 0, 1], stderr);
      assert.ok(silent.connections() <= 4);
    } finally {
      await silent.close();
    }
  });

  it('is tried twice for a push', async () => {
    const front = await startFront(gateway.port, 1, (socket) => socket.destroy());
    try {
      // The second try comes after half a second, which the time-out must leave.
      assert.equal((await run(front.port, 'task_monitor_record_success "second try" 1')).stderr, '');
      assert.equal(front.connections(), 2);
      const { samples } = await pushedGroup(gateway.url, { job: 'job', task_name: 'second try' });
      assert.equal(samples['task_success_total'], 1);
    } finally {
      await front.close();
    }
  });

  it('is told at the end of the script what it missed, and of a batch that is not closed', async () => {
    const front = await startFront(gateway.port, 2, (socket) => socket.destroy());
    try {
      const { warnings, stderr, exitCode } = await run(
        front.port,
        `trap 'echo "bye $?"' EXIT
task_monitor_record_success first 1 10
task_monitor_record_success missed 1 10
task_monitor_record_failure missed E 2
task_monitor_batch_begin
task_monitor_record_success batched 3
exit 5
`,
      );
      assert.equal(warnings.length, 1, stderr);
      assert.equal(exitCode, 5);
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
      const batched = await pushedGroup(gateway.url, { job: 'job', task_name: 'batched' });
      assert.equal(batched.samples['task_duration_seconds'], 3);
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
        'task_monitor_record_success refused 1 10\ntask_monitor_record_failure refused E 2',
      );
      assert.equal(warnings.length, 1);
      const { samples } = await pushedGroup(gateway.url, { job: 'job', task_name: 'refused' });
      assert.deepEqual([samples['task_processed_records'], samples['task_failure_total{error_code="E"}']], [10, 1]);
    } finally {
      await front.close();
    }
  });
});
