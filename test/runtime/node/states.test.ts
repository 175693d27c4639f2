import assert from 'node:assert/strict';
import { startRealPushgateway } from '../../support/realPushgateway';
import type { RealPushgateway } from '../../support/realPushgateway';
import { pushedGroup, pushedGroups } from '../pushedGroups';
import { nodeForms, runNode } from './runNode';

// The sequence of states that the generated alerts follow, as the real Pushgateway holds it.
const SUCCESS = 'task_success_total';
const FAILURE = 'task_failure_total';
const DURATION = 'task_duration_seconds';
const RECORDS = 'task_processed_records';
const LAST_SUCCESS = 'task_last_success_timestamp_seconds';
const LAST_COMPLETION = 'task_last_completion_timestamp_seconds';
const LAST_START = 'task_last_start_timestamp_seconds';

const FAILS = "monitor.task('load', () => { throw new RangeError('no rows'); });";

for (const form of nodeForms) {
  describe(`the states of a task, monitoring.${form}`, () => {
    let gateway: RealPushgateway;
    before(async () => {
      gateway = await startRealPushgateway();
    });
    after(() => gateway.stop());

    const run = async (source: string, exitCode: number | 'killed' = 0): Promise<void> => {
      const result = await runNode(form, source, { environment: { PUSHGATEWAY_URL: gateway.url } });
      assert.equal(result.exitCode ?? 'killed', exitCode, result.stderr);
      assert.deepEqual(result.warnings, []);
    };
    const samplesOf = async (taskName: string): Promise<Readonly<Record<string, number>>> =>
      (await pushedGroup(gateway.url, { job: 'job', task_name: taskName })).samples;

    it('an empty gateway holds nothing: it never ran', async () => {
      assert.deepEqual(await pushedGroups(gateway.url), []);
    });

    it('the first run fails, by an exception that nobody catches: it never succeeded', async () => {
      await run(FAILS, 1);
      const samples = await samplesOf('load');
      assert.equal(samples[`${FAILURE}{error_code="RangeError"}`], 1);
      assert.ok(samples[LAST_COMPLETION] !== undefined);
      assert.ok(samples[DURATION] !== undefined);
      assert.deepEqual([samples[LAST_SUCCESS], samples[SUCCESS], samples[RECORDS]], [undefined, undefined, undefined]);
    });

    it('a success with records, which takes the failure away', async () => {
      await run("monitor.task('load', async (task) => { await null; task.records = 1500; });");
      const group = await pushedGroup(gateway.url, { job: 'job', task_name: 'load' });
      assert.deepEqual([group.samples[SUCCESS], group.samples[FAILURE], group.samples[RECORDS]], [1, 0, 1500]);
      assert.deepEqual(
        [group.types[SUCCESS], group.types[FAILURE], group.types[DURATION]],
        ['COUNTER', 'COUNTER', 'GAUGE'],
      );
      assert.equal(group.samples[LAST_SUCCESS], group.samples[LAST_COMPLETION]);
      assert.equal(group.samples[`${FAILURE}{error_code="RangeError"}`], undefined);
    });

    it('a failure after it, by a rejection that nobody handles: the last success is kept', async () => {
      const before = await samplesOf('load');
      await run(FAILS.replace('() =>', 'async () =>'), 1);
      const samples = await samplesOf('load');
      assert.equal(samples[`${FAILURE}{error_code="RangeError"}`], 1);
      assert.equal(samples[LAST_SUCCESS], before[LAST_SUCCESS]);
      assert.equal(samples[RECORDS], 1500);
      assert.ok((samples[LAST_COMPLETION] ?? 0) > (before[LAST_COMPLETION] ?? 0));
    });

    it('failures are counted until the next success', async () => {
      await run("monitor.recordFailure('load', 'E');\n".repeat(2) + "monitor.recordFailure('load', 'F', 0);");
      const samples = await samplesOf('load');
      assert.deepEqual([samples[`${FAILURE}{error_code="E"}`], samples[`${FAILURE}{error_code="F"}`]], [2, 1]);
      assert.equal(samples[DURATION], 0, 'a duration of 0 is recorded');
      await run("monitor.recordSuccess('load', 90);");
      assert.deepEqual([(await samplesOf('load'))[FAILURE], (await samplesOf('load'))[DURATION]], [0, 90]);
    });

    it('0 records are recorded, undefined and null are not', async () => {
      await run("monitor.recordSuccess('load', 0, 0);");
      const samples = await samplesOf('load');
      assert.deepEqual([samples[RECORDS], samples[DURATION]], [0, 0]);
      await run("monitor.recordSuccess('load', null, null); monitor.recordSuccess('load');");
      assert.deepEqual([(await samplesOf('load'))[RECORDS], (await samplesOf('load'))[SUCCESS]], [0, 2]);
    });

    it('a second task, and a second script with the same job, leave the first alone', async () => {
      await run("monitor.task('export', () => 1);\nmonitor.task('report', () => 1);");
      await run(FAILS.replace('load', 'export'), 1);
      assert.equal((await samplesOf('export'))[`${FAILURE}{error_code="RangeError"}`], 1);
      assert.equal((await samplesOf('report'))[FAILURE], 0);
      assert.equal((await samplesOf('load'))[FAILURE], 0);
    });

    it('the start is pushed where it is wanted, and before the end', async () => {
      await run(
        `
const other = new TaskMonitor('job', { recordStart: true, groupingKey: { zone: 'b', area: 1 } });
other.task('hangs', async () => { await other.flush(); process.kill(process.pid, 'SIGKILL'); });
`,
        'killed',
      );
      const { samples } = await pushedGroup(gateway.url, { job: 'job', task_name: 'hangs', zone: 'b', area: '1' });
      assert.ok(Math.abs((samples[LAST_START] ?? 0) - Date.now() / 1000) < 120);
      assert.equal(samples[LAST_COMPLETION], undefined);
    });
  });
}
