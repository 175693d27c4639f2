import assert from 'node:assert/strict';
import { startRealPushgateway } from '../support/realPushgateway';
import type { RealPushgateway } from '../support/realPushgateway';
import { pushedGroup, pushedGroups } from './pushedGroups';
import { allPythons } from './pythons';
import { runScript } from './runScript';

// The sequence of states that the generated alerts follow, as the real Pushgateway holds it.
const SUCCESS = 'task_success_total';
const FAILURE = 'task_failure_total';
const DURATION = 'task_duration_seconds';
const RECORDS = 'task_processed_records';
const LAST_SUCCESS = 'task_last_success_timestamp_seconds';
const LAST_COMPLETION = 'task_last_completion_timestamp_seconds';
const LAST_START = 'task_last_start_timestamp_seconds';

const load = { job: 'etl', task_name: 'load' };

function fail(error: string): string {
  return `with monitor.task("load") as task:\n    raise ${error}`;
}

async function samplesOf(gateway: RealPushgateway, taskName: string): Promise<Readonly<Record<string, number>>> {
  const group = await pushedGroup(gateway.url, { job: 'etl', task_name: taskName });
  return group.samples;
}

for (const python of allPythons()) {
  describe(`the states of a task, ${python.name}`, () => {
    let gateway: RealPushgateway;
    before(async () => {
      gateway = await startRealPushgateway();
    });
    after(() => gateway.stop());

    const run = async (body: string, expectedExit = 0): Promise<void> => {
      const source = `from monitoring import TaskMonitor\nmonitor = TaskMonitor("etl")\n${body}`;
      const result = await runScript(python, source, {
        environment: { PUSHGATEWAY_URL: gateway.url },
        flags: ['-W', 'error'],
      });
      assert.deepEqual(result.warnings, []);
      assert.equal(result.exitCode, expectedExit, result.stderr);
    };

    it('goes through a failure, successes, failures and back', async () => {
      await run(fail('ValueError("first run")'), 1);
      const failed = await pushedGroup(gateway.url, load);
      assert.deepEqual(Object.keys(failed.samples).toSorted(), [
        DURATION,
        `${FAILURE}{error_code="ValueError"}`,
        LAST_COMPLETION,
      ]);
      assert.equal(failed.samples[`${FAILURE}{error_code="ValueError"}`], 1);
      assert.equal(failed.types[FAILURE], 'COUNTER');

      await run('with monitor.task("load") as task:\n    task.records = 1500');
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
      assert.equal(succeeded.samples[`${FAILURE}{error_code="ValueError"}`], undefined);
      assert.equal(succeeded.samples[SUCCESS], 1);
      assert.equal(succeeded.samples[RECORDS], 1500);
      assert.equal(succeeded.samples[LAST_SUCCESS], succeeded.samples[LAST_COMPLETION]);
      assert.ok((succeeded.samples[LAST_COMPLETION] ?? 0) > (failed.samples[LAST_COMPLETION] ?? Infinity));

      await run(fail('KeyError("later")'), 1);
      const failedAgain = await pushedGroup(gateway.url, load);
      assert.equal(failedAgain.samples[`${FAILURE}{error_code="KeyError"}`], 1);
      assert.equal(failedAgain.samples[FAILURE], undefined);
      assert.equal(failedAgain.samples[LAST_SUCCESS], succeeded.samples[LAST_SUCCESS], 'the last success is kept');
      assert.equal(failedAgain.samples[RECORDS], 1500, 'nobody gave a number');
      assert.ok((failedAgain.samples[LAST_COMPLETION] ?? 0) > (succeeded.samples[LAST_COMPLETION] ?? Infinity));

      await run('with monitor.task("load") as task:\n    task.records = 0');
      const recovered = await pushedGroup(gateway.url, load);
      assert.equal(recovered.samples[FAILURE], 0);
      assert.equal(recovered.samples[RECORDS], 0, '0 records are a number');
    });

    it('counts in one process, failures since the last success by error', async () => {
      await run(`
def fail(error):
    try:
        with monitor.task("counted"):
            raise error
    except Exception:
        pass

fail(ValueError())
with monitor.task("counted"):
    pass
with monitor.task("counted"):
    pass
fail(KeyError())
fail(ValueError())
fail(KeyError())
`);
      const { samples } = await pushedGroup(gateway.url, { job: 'etl', task_name: 'counted' });
      assert.equal(samples[SUCCESS], 2);
      assert.equal(samples[`${FAILURE}{error_code="KeyError"}`], 2);
      assert.equal(samples[`${FAILURE}{error_code="ValueError"}`], 1);
    });

    it('keeps the tasks of one process and those of another script of the job apart', async () => {
      await run('with monitor.task("one"):\n    pass\nwith monitor.task("two"):\n    pass');
      await run('with monitor.task("other script"):\n    raise OSError', 1);
      const one = await pushedGroup(gateway.url, { job: 'etl', task_name: 'one' });
      const two = await pushedGroup(gateway.url, { job: 'etl', task_name: 'two' });
      const other = await pushedGroup(gateway.url, { job: 'etl', task_name: 'other script' });
      assert.equal(one.samples[SUCCESS], 1);
      assert.equal(two.samples[SUCCESS], 1);
      assert.equal(one.samples[FAILURE], 0);
      assert.equal(other.samples[LAST_SUCCESS], undefined);
      assert.equal(other.samples[`${FAILURE}{error_code="OSError"}`], 1);
    });

    it('takes 0 as a value and None as not given', async () => {
      await run(`
monitor.record_success("zero", 0, 0)
monitor.record_success("none", None)
monitor.record_failure("zero failed", "E", 0)
monitor.record_failure("none failed", "E")
`);
      const zero = await samplesOf(gateway, 'zero');
      assert.deepEqual([zero[DURATION], zero[RECORDS]], [0, 0]);
      const none = await samplesOf(gateway, 'none');
      assert.deepEqual([none[DURATION], none[RECORDS], none[SUCCESS]], [undefined, undefined, 1]);
      assert.equal((await samplesOf(gateway, 'zero failed'))[DURATION], 0);
      assert.equal((await samplesOf(gateway, 'none failed'))[DURATION], undefined);
    });

    it('pushes the time of the start when asked to', async () => {
      await run(`
started = TaskMonitor("starts", record_start=True)
with started.task("hangs"):
    pass
with started.task("hangs"):
    raise SystemExit(0)
`);
      const { samples } = await pushedGroup(gateway.url, { job: 'starts', task_name: 'hangs' });
      assert.ok((samples[LAST_START] ?? Infinity) <= (samples[LAST_COMPLETION] ?? 0));
      assert.equal(samples[SUCCESS], 2);
    });

    it('adds the grouping key to every group, and never a group more', async () => {
      await run('with TaskMonitor("keyed", grouping_key={"env": "prod", "region": "é/u"}).task("load"):\n    pass');
      const keyed = (await pushedGroups(gateway.url)).filter((group) => group.labels['job'] === 'keyed');
      assert.deepEqual(
        keyed.map((group) => group.labels),
        [{ job: 'keyed', task_name: 'load', env: 'prod', region: 'é/u' }],
      );
    });
  });
}
