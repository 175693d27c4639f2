import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { listenLocally } from '../../support/localServer';
import { startRealPushgateway } from '../../support/realPushgateway';
import type { RealPushgateway } from '../../support/realPushgateway';
import { pushedGroup, pushedGroups } from '../pushedGroups';
import type { ScriptRun } from '../runProcess';
import { nodeForms, runNode } from './runNode';
import type { MetricsClient } from './runNode';

const [A, B, OWN] = ['POST /metrics/job/job/task_name/a', 'POST /metrics/job/job/task_name/b', 'POST /metrics/job/job'];

function run(url: string, source: string, clients: readonly MetricsClient[] = ['prom-client']): Promise<ScriptRun> {
  return runNode('mjs', source, { environment: { PUSHGATEWAY_URL: url }, clients });
}

/** The requests of a program, in order. */
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
    assert.doesNotMatch(stderr, /^TaskMonitor: /m);
    return seen;
  } finally {
    await server.close();
  }
}

describe('batchPush', () => {
  it('pushes each touched group once, when its body returns', async () => {
    const source = `
const orders = monitor.counter({ name: 'orders_total', help: 'Orders.' });
const value = monitor.batchPush(() => {
  for (let number = 0; number < 50; number += 1) {
    monitor.recordSuccess('a', number);
    monitor.task('b', () => orders.inc());
  }
  return 5;
});
if (value !== 5) throw new Error('the value of the body');
`;
    assert.deepEqual(await requests(source), [A, B, OWN]);
  });

  it('pushes when its promise settles, and also when it is rejected, or the body throws or exits', async () => {
    const wait = 'const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));\n';
    const later = `${wait}monitor.batchPush(async () => { monitor.recordSuccess('a', 1); await wait(50); monitor.recordSuccess('a', 2); FAIL })`;
    assert.deepEqual(await requests(later.replace('FAIL', '')), [A]);
    assert.deepEqual(await requests(later.replace('FAIL', 'throw new TypeError("x");')), [A]);
    assert.deepEqual(await requests(later.replace('FAIL', 'process.exit(3);')), [A]);
    assert.deepEqual(
      await requests("monitor.batchPush(() => { monitor.recordSuccess('a', 1); throw new TypeError('x'); });"),
      [A],
    );
  });

  it('may nest, be empty, and overlap', async () => {
    const source = `
monitor.batchPush(() => {
  monitor.batchPush(() => monitor.recordSuccess('a', 1));
  monitor.recordSuccess('a', 2);
  monitor.recordSuccess('b', 1);
});
monitor.batchPush(() => {});
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const parallel = (ms) => monitor.batchPush(async () => { monitor.recordSuccess('a', 1); await wait(ms); monitor.recordSuccess('a', 2); });
setTimeout(() => Promise.all([parallel(80), parallel(20)]), 200);
`;
    assert.deepEqual(await requests(source), [A, B, A]);
  });

  it('holds back nothing of another job, and nothing after the block', async () => {
    const source = `
const other = new TaskMonitor('other');
(async () => {
  await monitor.batchPush(async () => {
    monitor.recordSuccess('a', 1);
    other.recordSuccess('x', 1);
    await other.flush();
  });
  monitor.recordSuccess('b', 1);
})();
`;
    const seen = await requests(source);
    // What flush() waits for is all that this process has to say.
    assert.deepEqual(new Set(seen), new Set([A, B, 'POST /metrics/job/other/task_name/x']));
    assert.equal(seen.length, 3);
  });

  it('carries a success and the failure after it', async () => {
    const gateway = await startRealPushgateway();
    try {
      await run(
        gateway.url,
        "monitor.batchPush(() => { monitor.recordSuccess('a', 1, 10); monitor.recordFailure('a', 'E', 2); });",
      );
      const { samples } = await pushedGroup(gateway.url, { job: 'job', task_name: 'a' });
      assert.equal(samples['task_failure_total{error_code="E"}'], 1);
      assert.deepEqual([samples['task_duration_seconds'], samples['task_processed_records']], [2, 10]);
      assert.ok(samples['task_last_success_timestamp_seconds'] !== undefined);
    } finally {
      await gateway.stop();
    }
  });
});

describe('the job’s own metrics, in Node.js', () => {
  let gateway: RealPushgateway;
  beforeEach(async () => {
    gateway = await startRealPushgateway();
  });
  afterEach(() => gateway.stop());

  const source = `
const orders = monitor.counter({ name: 'orders_processed_total', help: 'Orders.', labelNames: ['pipeline_stage'] });
orders.labels('paid').inc(2);
orders.labels({ pipeline_stage: 'sent' }).inc();
orders.inc({ pipeline_stage: 'paid' });
const timeouts = monitor.gauge({ name: 'payment_timeouts', help: 'Timeouts.' });
timeouts.inc(5); timeouts.dec();
const latency = monitor.histogram({ name: 'order_processing_seconds', help: 'Time.', buckets: [0.1, 1, 10] });
latency.observe(0.5);
console.log(typeof latency.startTimer()());
const sizes = monitor.summary({ name: 'order_size', help: 'Size.', labelNames: ['kind'], percentiles: [0.5] });
sizes.labels('big').observe(7);
sizes.observe({ kind: 'big' }, 9);
monitor.gauge({ name: 'queue_depth', help: 'Of the queue.', collect() { this.set(12); } });
const stamp = monitor.gauge({ name: 'file_created', help: 'Time.' });
stamp.setToCurrentTime();
console.log(typeof stamp.startTimer({})());
monitor.counter({ name: 'orders_processed_total', help: 'Orders.', labelNames: ['pipeline_stage'] }).inc({ pipeline_stage: 'sent' });
monitor.recordSuccess('fulfil', 1);
`;

  for (const clients of [
    ['prom-client'],
    ['@prometheus-io/client'],
    ['prom-client', '@prometheus-io/client'],
  ] as const) {
    it(`of each kind go to the group {job} with the next outcome: ${clients.join(' and ')}`, async () => {
      const { stderr, stdout } = await run(gateway.url, source, clients);
      assert.deepEqual([stderr, stdout], ['', 'number\nnumber\n']);
      const { samples, types } = await pushedGroup(gateway.url, { job: 'job' });
      assert.deepEqual(types, {
        file_created: 'GAUGE',
        order_processing_seconds: 'HISTOGRAM',
        order_size: 'SUMMARY',
        orders_processed_total: 'COUNTER',
        payment_timeouts: 'GAUGE',
        queue_depth: 'GAUGE',
      });
      assert.equal(samples['orders_processed_total{pipeline_stage="paid"}'], 3);
      assert.equal(samples['orders_processed_total{pipeline_stage="sent"}'], 2);
      assert.deepEqual([samples['payment_timeouts'], samples['queue_depth']], [4, 12]);
      assert.equal(samples['order_processing_seconds'], 2, 'two observations');
      const task = await pushedGroup(gateway.url, { job: 'job', task_name: 'fulfil' });
      assert.equal(task.types['orders_processed_total'], undefined);
      assert.equal(task.samples['task_success_total'], 1);
    });
  }

  it('arrive at the end of a program that records no task', async () => {
    const { stderr } = await run(gateway.url, "monitor.gauge({ name: 'depth', help: 'Depth of the queue.' }).set(0);");
    assert.equal(stderr, '');
    assert.deepEqual((await pushedGroup(gateway.url, { job: 'job' })).samples, { depth: 0 });
  });

  it('arrive from a task behind which the program exits at once, or fails', async () => {
    const main =
      "const main = () => monitor.task('main', async () => { await null; monitor.gauge({ name: 'depth', help: 'D.' }).set(SET); FAIL });\n";
    const exits = await run(
      gateway.url,
      `${main.replace('SET', '1').replace('FAIL', '')}main().then(() => process.exit(0));`,
    );
    assert.equal(exits.stderr, '');
    assert.deepEqual((await pushedGroup(gateway.url, { job: 'job' })).samples, { depth: 1 });
    const fails = await run(
      gateway.url,
      `${main.replace('SET', '2').replace('FAIL', 'throw new TypeError("x");')}main();`,
    );
    assert.deepEqual([fails.warnings, fails.exitCode], [[], 1]);
    assert.deepEqual((await pushedGroup(gateway.url, { job: 'job' })).samples, { depth: 2 });
  });

  it('that nothing can read any more are said to be lost', async () => {
    const { stderr, exitCode } = await run(
      gateway.url,
      "monitor.gauge({ name: 'depth', help: 'D.' }).set(1);\nprocess.exit(3);",
    );
    assert.match(
      stderr,
      /^TaskMonitor: .*\{job="job"\}: the values cannot be read any more: `await monitor\.flush\(\)` .*\n$/,
    );
    assert.equal(exitCode, 3);
    const { stderr: none } = await run(
      gateway.url,
      "monitor.gauge({ name: 'depth', help: 'D.' }).set(1);\nmonitor.flush().then(() => process.exit(3));",
    );
    assert.equal(none, '');
    assert.deepEqual((await pushedGroup(gateway.url, { job: 'job' })).samples, { depth: 1 });
  });

  it('never throw, whatever they are given', async () => {
    const { stdout, exitCode, warnings } = await run(
      gateway.url,
      `
const counter = monitor.counter({ name: 'c_total', help: 'C.' });
counter.inc(-1);
counter.labels('too', 'many').inc();
monitor.counter({ name: 'no name' }).inc();
monitor.gauge(undefined).set(1);
counter.set(1);
console.log('done');
`,
    );
    assert.deepEqual([stdout, exitCode], ['done\n', 0]);
    assert.ok(warnings.length >= 4, warnings.join('\n'));
  });
});

describe('cleanup and flush', () => {
  for (const form of nodeForms) {
    it(`delete the groups of this process’s tasks and metrics, or those that are named, and no other (${form})`, async () => {
      const gateway = await startRealPushgateway();
      const tasks = async (): Promise<readonly (string | undefined)[]> => {
        // The gateway deletes a moment after its answer; a push is done when it answers, and comes after.
        await fetch(`${gateway.url}/metrics/job/fence`, { method: 'POST', body: '' });
        const groups = await pushedGroups(gateway.url);
        return groups.filter(({ labels }) => labels['job'] === 'job').map(({ labels }) => labels['task_name']);
      };
      const start = (source: string): Promise<ScriptRun> =>
        runNode(form, source, { environment: { PUSHGATEWAY_URL: gateway.url } });
      try {
        await start(
          "for (const name of 'abc') monitor.recordSuccess(name, 1);\nmonitor.gauge({ name: 'depth', help: 'D.' }).set(1);",
        );
        assert.deepEqual((await tasks()).length, 4);
        await start(
          "monitor.recordSuccess('d', 1);\nmonitor.cleanup('a', 'never was').then(() => console.log('cleaned'));",
        );
        assert.deepEqual(await tasks(), [undefined, 'b', 'c', 'd']);
        const last = await start(
          "monitor.recordSuccess('b', 1);\nmonitor.gauge({ name: 'depth', help: 'D.' }).set(1);\nmonitor.flush().then(() => monitor.cleanup()).then(() => console.log('cleaned'));",
        );
        assert.deepEqual([last.stdout, last.stderr], ['cleaned\n', '']);
        assert.deepEqual(await tasks(), ['c', 'd']);
      } finally {
        await gateway.stop();
      }
    });
  }

  it('of a gateway that is not there are a warning, and never reject', async () => {
    const { stderr, exitCode } = await run('http://127.0.0.1:1', "monitor.cleanup('a').then(() => monitor.flush());");
    assert.match(stderr, /^TaskMonitor: http:\/\/127\.0\.0\.1:1: cannot delete \{job="job", task_name="a"\}: .*\n$/);
    assert.equal(exitCode, 0);
  });

  it('wait until everything is sent', async () => {
    const gateway = await startRealPushgateway();
    try {
      const source = `
for (let n = 0; n < 20; n += 1) monitor.recordSuccess('task ' + n, 1);
monitor.flush().then(() => process.kill(process.pid, 'SIGKILL'));
`;
      assert.equal((await run(gateway.url, source)).exitCode, undefined);
      assert.equal((await pushedGroups(gateway.url)).length, 20);
    } finally {
      await gateway.stop();
    }
  });
});
