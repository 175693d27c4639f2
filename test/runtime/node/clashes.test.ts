import assert from 'node:assert/strict';
import { startRealPushgateway } from '../../support/realPushgateway';
import type { RealPushgateway } from '../../support/realPushgateway';
import { pushedGroup } from '../pushedGroups';
import type { ScriptRun } from '../runProcess';
import { runNode } from './runNode';

// What else is in the gateway may make it refuse a push as a whole. Then the outcome goes without the families that clash.

const OLD_GROUP = `# TYPE task_success_total counter
task_success_total{task_name="load"} 1
# TYPE task_duration_seconds gauge
task_duration_seconds{task_name="load"} 2
# TYPE task_failure_total counter
task_failure_total{task_name="load",error_code="KeyError"} 2
`;

describe('a gateway that holds what clashes with a push of Node.js', () => {
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
    runNode('mjs', source, { environment: { PUSHGATEWAY_URL: gateway.url } });

  for (const [how, source] of [
    [
      'while the program runs',
      `(async () => {
        for (const _ of 'ab') {
          monitor.task('load', (task) => { task.records = 4; });
          await monitor.flush();
        }
      })();`,
    ],
    ['at process.exit()', "monitor.task('load', (task) => { task.records = 4; process.exit(0); });"],
  ] as const) {
    it(`in the group {job} of a script before it was instrumented: pushed without, and that group is named, ${how}`, async () => {
      await push('job/job', OLD_GROUP);
      const { warnings, exitCode } = await run(source);
      assert.equal(exitCode, 0);
      assert.equal(warnings.length, 1, 'once for all pushes');
      const [warning = ''] = warnings;
      assert.match(warning, /\{job="job", task_name="load"\} is pushed without /);
      assert.match(warning, /task_success_total/);
      assert.match(warning, /task_duration_seconds/);
      assert.match(warning, /taken by group \{job="job"\}: delete it if it is an old one/);
      assert.match(warning, /was collected before with the same name and label values/);
      const { samples } = await pushedGroup(gateway.url, { job: 'job', task_name: 'load' });
      assert.equal(samples['task_processed_records'], 4);
      assert.equal(samples['task_failure_total'], 0, 'no clash: the other group holds another error code');
      assert.ok(samples['task_last_success_timestamp_seconds'] !== undefined);
      assert.equal(samples['task_success_total'], undefined);
    });
  }

  it('in a group of another program with another type: pushed without, and that group is named', async () => {
    await push('job/other/team/b', '# TYPE task_duration_seconds counter\ntask_duration_seconds 3\n');
    const { warnings } = await run("monitor.recordFailure('load', 'E', 1);");
    assert.equal(warnings.length, 1);
    assert.match(
      warnings[0] ?? '',
      /is pushed without task_duration_seconds, since .* taken by group \{job="other", team="b"\}/,
    );
    const { samples } = await pushedGroup(gateway.url, { job: 'job', task_name: 'load' });
    assert.equal(samples['task_failure_total{error_code="E"}'], 1);
  });

  it('by one of the job’s own metrics, which the gateway itself has with another type', async () => {
    const { warnings } = await run(`
monitor.counter({ name: 'go_goroutines', help: 'Clashes.' }).inc();
monitor.gauge({ name: 'go_threads_total', help: 'No clash.' }).set(1);
monitor.recordSuccess('load', 1);
`);
    assert.equal(warnings.length, 1, warnings.join('\n'));
    assert.match(warnings[0] ?? '', /\{job="job"\} is pushed without go_goroutines, since .* another group/);
    assert.equal((await pushedGroup(gateway.url, { job: 'job' })).samples['go_threads_total'], 1);
  });

  it('with every family: the push fails, and the reason of the gateway is shown', async () => {
    await push('job/other', '# TYPE task_last_start_timestamp_seconds counter\ntask_last_start_timestamp_seconds 3\n');
    const { warnings } = await run(`
const starts = new TaskMonitor('starts', { recordStart: true });
starts.task('load', () => new Promise((resolve) => setTimeout(resolve, 300)));
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
