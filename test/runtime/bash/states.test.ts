import assert from 'node:assert/strict';
import { startRealPushgateway } from '../../support/realPushgateway';
import type { RealPushgateway } from '../../support/realPushgateway';
import { pushedGroup, pushedGroups } from '../pushedGroups';
import { runBash } from './runBash';

// The sequence of states that the generated alerts follow, as the real Pushgateway holds it.
const SUCCESS = 'task_success_total';
const FAILURE = 'task_failure_total';
const DURATION = 'task_duration_seconds';
const RECORDS = 'task_processed_records';
const LAST_SUCCESS = 'task_last_success_timestamp_seconds';
const LAST_COMPLETION = 'task_last_completion_timestamp_seconds';
const LAST_START = 'task_last_start_timestamp_seconds';

const load = { job: 'etl', task_name: 'load' };

describe('the states of a task, Bash', () => {
  let gateway: RealPushgateway;
  before(async () => {
    gateway = await startRealPushgateway();
  });
  after(() => gateway.stop());

  const run = async (body: string, expectedExit = 0): Promise<void> => {
    const source = `source ./monitoring.sh\ntask_monitor etl\n${body}`;
    const result = await runBash(source, { environment: { PUSHGATEWAY_URL: gateway.url } });
    assert.equal(result.stderr, '');
    assert.equal(result.exitCode, expectedExit, result.stderr);
  };
  const samplesOf = async (taskName: string): Promise<Readonly<Record<string, number>>> =>
    (await pushedGroup(gateway.url, { job: 'etl', task_name: taskName })).samples;

  it('goes through a failure, successes, failures and back', async () => {
    await run('f() { exit 3; }\ntask_monitor_task load f', 3);
    const failed = await pushedGroup(gateway.url, load);
    assert.deepEqual(Object.keys(failed.samples).toSorted(), [
      DURATION,
      `${FAILURE}{error_code="exit_3"}`,
      LAST_COMPLETION,
    ]);
    assert.equal(failed.samples[`${FAILURE}{error_code="exit_3"}`], 1);
    assert.equal(failed.types[FAILURE], 'COUNTER');

    await run('f() { sleep 0.05; task_monitor_records 1500; }\ntask_monitor_task load f');
    const succeeded = await pushedGroup(gateway.url, load);
    assert.deepEqual(succeeded.types, {
      [DURATION]: 'GAUGE',
      [FAILURE]: 'COUNTER',
      [LAST_COMPLETION]: 'GAUGE',
      [LAST_SUCCESS]: 'GAUGE',
      [RECORDS]: 'GAUGE',
      [SUCCESS]: 'COUNTER',
    });
    assert.equal(succeeded.samples[FAILURE], 0, 'the failure is resolved');
    assert.equal(succeeded.samples[`${FAILURE}{error_code="exit_3"}`], undefined);
    assert.equal(succeeded.samples[SUCCESS], 1);
    assert.equal(succeeded.samples[RECORDS], 1500);
    assert.ok((succeeded.samples[DURATION] ?? 0) >= 0.05);
    assert.equal(succeeded.samples[LAST_SUCCESS], succeeded.samples[LAST_COMPLETION]);
    assert.ok((succeeded.samples[LAST_COMPLETION] ?? 0) > (failed.samples[LAST_COMPLETION] ?? Infinity));
    assert.ok(Math.abs((succeeded.samples[LAST_COMPLETION] ?? 0) - Date.now() / 1000) < 60, 'in Unix time');

    await run('set -e\nf() { false; }\ntask_monitor_task load f', 1);
    const failedAgain = await pushedGroup(gateway.url, load);
    assert.equal(failedAgain.samples[`${FAILURE}{error_code="exit_1"}`], 1);
    assert.equal(failedAgain.samples[FAILURE], undefined);
    assert.equal(failedAgain.samples[LAST_SUCCESS], succeeded.samples[LAST_SUCCESS], 'the last success is kept');
    assert.equal(failedAgain.samples[RECORDS], 1500, 'nobody gave a number');
    assert.ok((failedAgain.samples[LAST_COMPLETION] ?? 0) > (succeeded.samples[LAST_COMPLETION] ?? Infinity));

    await run('f() { task_monitor_records 0; }\ntask_monitor_task load f');
    const recovered = await pushedGroup(gateway.url, load);
    assert.equal(recovered.samples[FAILURE], 0);
    assert.equal(recovered.samples[RECORDS], 0, '0 records are a number');
  });

  it('counts in one process, failures since the last success by error', async () => {
    await run(`
f() { return "$1"; }
for status in 1 0 0 2 1 2; do task_monitor_task counted f "$status"; done
exit 0
`);
    const samples = await samplesOf('counted');
    assert.equal(samples[SUCCESS], 2);
    assert.equal(samples[`${FAILURE}{error_code="exit_2"}`], 2);
    assert.equal(samples[`${FAILURE}{error_code="exit_1"}`], 1);
  });

  it('keeps the tasks of one process and those of another script of the job apart', async () => {
    await run('task_monitor_task one true\ntask_monitor_task two true');
    await run('task_monitor_task "other script" false', 1);
    assert.equal((await samplesOf('one'))[SUCCESS], 1);
    assert.equal((await samplesOf('two'))[SUCCESS], 1);
    assert.equal((await samplesOf('one'))[FAILURE], 0);
    const other = await samplesOf('other script');
    assert.equal(other[LAST_SUCCESS], undefined);
    assert.equal(other[`${FAILURE}{error_code="exit_1"}`], 1);
  });

  it('takes 0 as a value and nothing as not given', async () => {
    await run(`
task_monitor_record_success zero 0 0
task_monitor_record_success none
task_monitor_record_failure 'zero failed' E 0
task_monitor_record_failure 'none failed' E
`);
    const zero = await samplesOf('zero');
    assert.deepEqual([zero[DURATION], zero[RECORDS]], [0, 0]);
    const none = await samplesOf('none');
    assert.deepEqual([none[DURATION], none[RECORDS], none[SUCCESS]], [undefined, undefined, 1]);
    assert.equal((await samplesOf('zero failed'))[DURATION], 0);
    assert.equal((await samplesOf('none failed'))[DURATION], undefined);
  });

  it('pushes the time of the start when asked to', async () => {
    await run('task_monitor starts --record-start\ntask_monitor_task hangs true; task_monitor_task hangs true');
    const { samples } = await pushedGroup(gateway.url, { job: 'starts', task_name: 'hangs' });
    assert.ok((samples[LAST_START] ?? Infinity) <= (samples[LAST_COMPLETION] ?? 0));
    assert.equal(samples[SUCCESS], 2);
  });

  it('gives nested tasks their own records, and those of files their own jobs', async () => {
    const source = `source ./monitoring.sh
task_monitor main
source ./library.sh
outer() { task_monitor_records 1; task_monitor_task inner inner; library; task_monitor_records 3; }
inner() { task_monitor_records 2; }
task_monitor_task outer outer
`;
    const library = `task_monitor library
library() { task_monitor_task library library__task; }
library__task() { task_monitor_records 7; }
`;
    const environment = { PUSHGATEWAY_URL: gateway.url };
    assert.equal((await runBash(source, { environment, files: { 'library.sh': library } })).stderr, '');
    const recordsOf = async (job: string, task: string): Promise<number | undefined> =>
      (await pushedGroup(gateway.url, { job, task_name: task })).samples[RECORDS];
    assert.deepEqual(
      [await recordsOf('main', 'outer'), await recordsOf('main', 'inner'), await recordsOf('library', 'library')],
      [3, 2, 7],
    );
  });

  it('writes numbers with a point whatever the locale', async () => {
    // Bash writes EPOCHREALTIME with the locale's point; a script may also have put something else there.
    const source = 'f() { sleep 0.02; EPOCHREALTIME=1; unset EPOCHREALTIME; EPOCHREALTIME=1234567890,654321; }\n';
    await run(`${source}task_monitor_task locale true; task_monitor_task clock f`);
    assert.equal((await samplesOf('clock'))[SUCCESS], 1);
  });

  it('adds the grouping key to every group, in the order of its names, and never a group more', async () => {
    await run('task_monitor keyed --grouping-key region=é/u --grouping-key env=prod\ntask_monitor_task load true');
    const keyed = (await pushedGroups(gateway.url)).filter((group) => group.labels['job'] === 'keyed');
    assert.deepEqual(
      keyed.map((group) => group.labels),
      [{ job: 'keyed', task_name: 'load', env: 'prod', region: 'é/u' }],
    );
  });

  it('takes concurrent jobs for what they are', async () => {
    await run(`
f() { sleep 0.0"$1"; return "$1"; }
for number in 1 2 3 4 5 6 7 8; do task_monitor_task "concurrent $number" f "$number" & done
wait
`);
    for (const number of [1, 2, 3, 4, 5, 6, 7, 8]) {
      assert.equal((await samplesOf(`concurrent ${number}`))[`${FAILURE}{error_code="exit_${number}"}`], 1);
    }
  });
});
