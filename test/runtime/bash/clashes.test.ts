import assert from 'node:assert/strict';
import { startRealPushgateway } from '../../support/realPushgateway';
import type { RealPushgateway } from '../../support/realPushgateway';
import { pushedGroup } from '../pushedGroups';
import type { ScriptRun } from '../runProcess';
import { runBash } from './runBash';

// What else is in the gateway may make it refuse a push as a whole. Then the outcome goes without the families that clash.

const OLD_GROUP = `# TYPE task_success_total counter
task_success_total{task_name="load"} 1
# TYPE task_duration_seconds gauge
task_duration_seconds{task_name="load"} 2
# TYPE task_failure_total counter
task_failure_total{task_name="load",error_code="KeyError"} 2
`;

describe('a gateway that holds what clashes with the push of a Bash script', () => {
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
    runBash(`source ./monitoring.sh\ntask_monitor etl\n${source}`, { environment: { PUSHGATEWAY_URL: gateway.url } });

  it('in the group {job} of a script before it was instrumented: pushed without, and that group is named', async () => {
    await push('job/etl', OLD_GROUP);
    await push('job/other', 'depth 1\n');
    const { warnings, exitCode } = await run('for _ in a b; do task_monitor_task load task_monitor_records 4; done');
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
    await push('job/other/team@base64/YiAiYyJc', '# TYPE task_duration_seconds counter\ntask_duration_seconds 3\n');
    const { warnings } = await run('task_monitor_record_failure load E 1');
    assert.equal(warnings.length, 1);
    assert.match(
      warnings[0] ?? '',
      /is pushed without task_duration_seconds, since .* taken by group \{job="other", team="b \\"c\\"\\\\"\}/,
    );
    const { samples } = await pushedGroup(gateway.url, { job: 'etl', task_name: 'load' });
    assert.equal(samples['task_failure_total{error_code="E"}'], 1);
  });

  it('by one of the job’s own metrics, which the gateway itself has with another type', async () => {
    const { warnings } = await run(`
task_monitor_gauge go_threads_total 'No clash.'
task_monitor_set go_threads_total 1
task_monitor_gauge pushgateway_http_requests_total 'Clashes.'
task_monitor_set pushgateway_http_requests_total 1
task_monitor_record_success load 1
`);
    assert.equal(warnings.length, 1, warnings.join('\n'));
    assert.match(
      warnings[0] ?? '',
      /\{job="etl"\} is pushed without pushgateway_http_requests_total, since .* another group/,
    );
    assert.equal((await pushedGroup(gateway.url, { job: 'etl' })).samples['go_threads_total'], 1);
  });

  it('with every family: the push fails, and the reason of the gateway is shown', async () => {
    await push('job/other', '# TYPE depth counter\ndepth 3\n');
    const { warnings } = await run('task_monitor_gauge depth D.\ntask_monitor_set depth 3');
    assert.match(warnings[0] ?? '', /cannot push \{job="etl"\}: HTTP 400: .*depth/);
  });
});
