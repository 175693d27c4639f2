import assert from 'node:assert/strict';
import { startRealPushgateway } from '../support/realPushgateway';
import type { RealPushgateway } from '../support/realPushgateway';
import { pushedGroup } from './pushedGroups';
import { debianPython } from './pythons';
import { runScript } from './runScript';
import type { ScriptRun } from './runProcess';

// What else is in the gateway may make it refuse a push as a whole. Then the outcome goes without the families that clash.

const OLD_GROUP = `# TYPE task_success_total counter
task_success_total{task_name="load"} 1
# TYPE task_duration_seconds gauge
task_duration_seconds{task_name="load"} 2
# TYPE task_failure_total counter
task_failure_total{task_name="load",error_code="KeyError"} 2
`;

describe('a gateway that holds what clashes with the push', () => {
  let gateway: RealPushgateway;
  beforeEach(async () => {
    gateway = await startRealPushgateway();
  });
  afterEach(() => gateway.stop());

  const push = async (path: string, body: string): Promise<void> => {
    const response = await fetch(`${gateway.url}/metrics/${path}`, { method: 'PUT', body });
    assert.equal(response.status, 200);
  };
  const run = (source: string): Promise<ScriptRun> =>
    runScript(debianPython(), `from monitoring import TaskMonitor\nmonitor = TaskMonitor("etl")\n${source}`, {
      environment: { PUSHGATEWAY_URL: gateway.url },
    });

  it('in the group {job} of a script before it was instrumented: pushed without, and that group is named', async () => {
    await push('job/etl', OLD_GROUP);
    const { warnings, exitCode } = await run(
      'for _ in "ab":\n  with monitor.task("load") as task:\n    task.records = 4',
    );
    assert.equal(exitCode, 0);
    assert.equal(warnings.length, 1, 'once for both pushes');
    const [warning = ''] = warnings;
    assert.match(warning, /\{job="etl", task_name="load"\} is pushed without /);
    assert.match(warning, /task_success_total/);
    assert.match(warning, /task_duration_seconds/);
    assert.match(warning, /taken by group \{job="etl"\}: delete it if it is an old one/);
    assert.match(warning, /was collected before with the same name and label values/);
    const { samples, lastPushSuccessful } = await pushedGroup(gateway.url, { job: 'etl', task_name: 'load' });
    assert.equal(samples['task_processed_records'], 4);
    assert.equal(samples['task_failure_total'], 0, 'no clash: the other group holds another error code');
    assert.ok(samples['task_last_success_timestamp_seconds'] !== undefined);
    assert.equal(samples['task_success_total'], undefined);
    assert.equal(lastPushSuccessful, true, 'the second push leaves the clashing families out at once');
  });

  it('in a group of another program with another type: pushed without, and that group is named', async () => {
    await push('job/other/team/b', '# TYPE task_duration_seconds counter\ntask_duration_seconds 3\n');
    const { warnings } = await run('monitor.record_failure("load", "E", 1)');
    assert.equal(warnings.length, 1);
    assert.match(
      warnings[0] ?? '',
      /is pushed without task_duration_seconds, since .* taken by group \{job="other", team="b"\}/,
    );
    const { samples } = await pushedGroup(gateway.url, { job: 'etl', task_name: 'load' });
    assert.equal(samples['task_failure_total{error_code="E"}'], 1);
  });

  it('by one of the job’s own metrics, which the gateway itself has with another type', async () => {
    const { warnings } = await run(`
monitor.counter("go_goroutines", "Clashes: go_goroutines_total does not.").inc()
monitor.gauge("go_threads_total", "No clash.").set(1)
monitor.counter("promhttp_metric_handler_requests", "A type that agrees, another label.").inc()
monitor.gauge("pushgateway_http_requests_total", "Clashes.").set(1)
monitor.record_success("load", 1)
`);
    assert.equal(warnings.length, 1, warnings.join('\n'));
    assert.match(
      warnings[0] ?? '',
      /\{job="etl"\} is pushed without pushgateway_http_requests_total, since .* another group/,
    );
    const own = await pushedGroup(gateway.url, { job: 'etl' });
    assert.equal(own.samples['go_threads_total'], 1);
    assert.ok(own.samples['go_goroutines_total'] === 1);
  });

  it('with every family: the push fails, and the reason of the gateway is shown', async () => {
    await push('job/other', '# TYPE task_last_start_timestamp_seconds counter\ntask_last_start_timestamp_seconds 3\n');
    const { warnings } = await run(`
import time
starts = TaskMonitor("starts", record_start=True)
with starts.task("load"):
    time.sleep(0.3)
    raise SystemExit(0)
`);
    assert.match(
      warnings[0] ?? '',
      /cannot push \{job="starts", task_name="load"\}: HTTP 400: .*task_last_start_timestamp_seconds/,
    );
    const { samples } = await pushedGroup(gateway.url, { job: 'starts', task_name: 'load' });
    assert.equal(samples['task_success_total'], 1);
    assert.equal(samples['task_last_start_timestamp_seconds'], undefined);
  });
});
