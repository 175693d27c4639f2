import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { listenLocally } from '../support/localServer';
import { startRealPushgateway } from '../support/realPushgateway';
import type { RealPushgateway } from '../support/realPushgateway';
import { pushedGroup, pushedGroups } from './pushedGroups';
import { debianPython } from './pythons';
import { runScript } from './runScript';
import type { ScriptRun } from './runProcess';

const HEADER = 'from monitoring import TaskMonitor\nmonitor = TaskMonitor("etl")\n';

function run(url: string, source: string): Promise<ScriptRun> {
  return runScript(debianPython(), HEADER + source, { environment: { PUSHGATEWAY_URL: url }, flags: ['-W', 'error'] });
}

/** The requests of a script, in order. */
async function requests(source: string): Promise<readonly string[]> {
  const seen: string[] = [];
  const server = await listenLocally(
    createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      request.resume().once('end', () => response.end());
    }),
  );
  try {
    const { stderr } = await run(`http://127.0.0.1:${server.port}`, source);
    assert.doesNotMatch(stderr, /TaskMonitor/);
    return seen;
  } finally {
    await server.close();
  }
}

describe('batch_push', () => {
  const [a, b, own] = [
    'POST /metrics/job/etl/task_name/a',
    'POST /metrics/job/etl/task_name/b',
    'POST /metrics/job/etl',
  ];

  it('pushes each touched group once, when the block ends', async () => {
    const source = `
orders = monitor.counter("orders_total", "Orders.")
with monitor.batch_push():
    for number in range(50):
        monitor.record_success("a", number)
        with monitor.task("b"):
            orders.inc()
`;
    assert.deepEqual(await requests(source), [a, b, own]);
  });

  it('pushes when the block raises, exits, or is in a coroutine', async () => {
    const failing = 'with monitor.batch_push():\n  monitor.record_success("a", 1)\n  raise ValueError';
    assert.deepEqual(await requests(failing), [a]);
    assert.deepEqual(await requests(failing.replace('ValueError', 'SystemExit(3)')), [a]);
    const coroutine = `
import asyncio
async def main():
    with monitor.batch_push():
        async with monitor.task("a"):
            await asyncio.sleep(0)
asyncio.run(main())
`;
    assert.deepEqual(await requests(coroutine), [a]);
  });

  it('may nest, be empty, and be left by threads in any order', async () => {
    const source = `
import threading
with monitor.batch_push():
    with monitor.batch_push():
        monitor.record_success("a", 1)
    monitor.record_success("a", 2)
    monitor.record_success("b", 1)
with monitor.batch_push():
    pass
`;
    assert.deepEqual(await requests(source), [a, b]);
  });

  it('holds back nothing of another job, and nothing after the block', async () => {
    const source = `
other = TaskMonitor("other")
with monitor.batch_push():
    monitor.record_success("a", 1)
    other.record_success("x", 1)
monitor.record_success("b", 1)
`;
    assert.deepEqual(await requests(source), ['POST /metrics/job/other/task_name/x', a, b]);
  });

  it('carries a success and the failure after it', async () => {
    const gateway = await startRealPushgateway();
    try {
      await run(
        gateway.url,
        'with monitor.batch_push():\n  monitor.record_success("a", 1, 10)\n  monitor.record_failure("a", "E", 2)',
      );
      const { samples } = await pushedGroup(gateway.url, { job: 'etl', task_name: 'a' });
      assert.equal(samples['task_failure_total{error_code="E"}'], 1);
      assert.equal(samples['task_duration_seconds'], 2);
      assert.equal(samples['task_processed_records'], 10);
      assert.ok(samples['task_last_success_timestamp_seconds'] !== undefined);
    } finally {
      await gateway.stop();
    }
  });
});

describe('the job’s own metrics', () => {
  let gateway: RealPushgateway;
  beforeEach(async () => {
    gateway = await startRealPushgateway();
  });
  afterEach(() => gateway.stop());

  it('of each kind go to the group {job} with the next outcome, without _created series', async () => {
    const { stderr, stdout } = await run(
      gateway.url,
      `
orders = monitor.counter("orders_processed_total", "Orders.", ["pipeline_stage"])
orders.labels("paid").inc(2)
orders.labels(pipeline_stage="sent").inc()
timeouts = monitor.gauge("payment_timeouts", "Timeouts.")
timeouts.inc(5); timeouts.dec()
latency = monitor.histogram("order_processing_seconds", "Time.", buckets=(0.1, 1, 10))
latency.observe(0.5)
with latency.time():
    pass
sizes = monitor.summary("order_size", "Size.", labelnames=["kind"])
sizes.labels("big").observe(7)
monitor.gauge("run_seconds", "Time.").set(3)
stamp = monitor.gauge("file_created", "A name like those of created series.")
stamp.set_to_current_time()
@stamp.time()
def timed():
    return "timed"
print(timed())
assert monitor.counter("orders_processed_total", "Orders.", ["pipeline_stage"]).labels("paid")
monitor.record_success("fulfil", 1)
`,
    );
    assert.deepEqual([stderr, stdout], ['', 'timed\n']);
    const { samples, types } = await pushedGroup(gateway.url, { job: 'etl' });
    assert.deepEqual(types, {
      file_created: 'GAUGE',
      order_processing_seconds: 'HISTOGRAM',
      order_size: 'SUMMARY',
      orders_processed_total: 'COUNTER',
      payment_timeouts: 'GAUGE',
      run_seconds: 'GAUGE',
    });
    assert.equal(samples['orders_processed_total{pipeline_stage="paid"}'], 2);
    assert.equal(samples['payment_timeouts'], 4);
    assert.equal(samples['order_processing_seconds'], 2, 'two observations');
    const task = await pushedGroup(gateway.url, { job: 'etl', task_name: 'fulfil' });
    assert.equal(task.types['orders_processed_total'], undefined);
  });

  it('arrive at the end of a program that records no task', async () => {
    const { stderr } = await run(gateway.url, 'monitor.gauge("depth", "Depth of the queue.").set(0)');
    assert.equal(stderr, '');
    const { samples } = await pushedGroup(gateway.url, { job: 'etl' });
    assert.deepEqual(samples, { depth: 0 });
  });
});

describe('cleanup', () => {
  it('deletes the groups of this process’s tasks and metrics, or those that are named, and no other', async () => {
    const gateway = await startRealPushgateway();
    const tasks = async (): Promise<readonly (string | undefined)[]> => {
      // The gateway deletes a moment after its answer; a push is done when it answers, and comes after.
      await fetch(`${gateway.url}/metrics/job/fence`, { method: 'POST', body: '' });
      const groups = await pushedGroups(gateway.url);
      return groups.filter(({ labels }) => labels['job'] === 'etl').map(({ labels }) => labels['task_name']);
    };
    try {
      await run(
        gateway.url,
        'for name in "abc":\n  monitor.record_success(name, 1)\nmonitor.gauge("depth", "D.").set(1)',
      );
      assert.deepEqual((await tasks()).length, 4);
      await run(gateway.url, 'monitor.record_success("d", 1)\nmonitor.cleanup("a", "never was")');
      assert.deepEqual(await tasks(), [undefined, 'b', 'c', 'd']);
      await run(gateway.url, 'monitor.record_success("b", 1)\nmonitor.gauge("depth", "D.").set(1)\nmonitor.cleanup()');
      assert.deepEqual(await tasks(), ['c', 'd']);
    } finally {
      await gateway.stop();
    }
  });

  it('of a gateway that is not there is a warning', async () => {
    const { stderr, exitCode } = await run('http://127.0.0.1:1', 'monitor.cleanup("a")');
    assert.match(stderr, /^TaskMonitor: http:\/\/127\.0\.0\.1:1: cannot delete \{job="etl", task_name="a"\}: .*\n$/);
    assert.equal(exitCode, 0);
  });
});
