import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { listenLocally } from '../../support/localServer';
import { startRealPushgateway } from '../../support/realPushgateway';
import type { RealPushgateway } from '../../support/realPushgateway';
import { pushedGroup, pushedGroups } from '../pushedGroups';
import type { ScriptRun } from '../runProcess';
import { runBash } from './runBash';

function run(url: string, source: string): Promise<ScriptRun> {
  return runBash(`source ./monitoring.sh\ntask_monitor etl\n${source}`, { environment: { PUSHGATEWAY_URL: url } });
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

describe('a batch in Bash', () => {
  const [a, b, own] = [
    'POST /metrics/job/etl/task_name/a',
    'POST /metrics/job/etl/task_name/b',
    'POST /metrics/job/etl',
  ];

  it('pushes each touched group once, when it ends', async () => {
    const source = `
task_monitor_counter orders_total Orders.
task_monitor_batch_begin
for number in 1 2 3 4 5 6 7 8; do
  task_monitor_record_success a "$number"
  task_monitor_task b task_monitor_inc orders_total
done
task_monitor_batch_end
`;
    assert.deepEqual((await requests(source)).toSorted(), [own, a, b].toSorted());
  });

  it('pushes when the script dies inside, and may nest', async () => {
    assert.deepEqual(
      await requests(
        'set -e\ntask_monitor_batch_begin\ntask_monitor_record_success a 1\nfalse\ntask_monitor_batch_end',
      ),
      [a],
    );
    const nested = `
task_monitor_batch_begin; task_monitor_batch_begin
task_monitor_record_success a 1
task_monitor_batch_end
task_monitor_record_success a 2
task_monitor_record_success b 1
task_monitor_batch_end
task_monitor_batch_begin; task_monitor_batch_end
task_monitor_record_success b 1
`;
    assert.deepEqual(await requests(nested), [a, b, b]);
  });

  it('holds back nothing of a subshell, which is a process of its own', async () => {
    const source =
      'task_monitor_batch_begin\n(task_monitor_record_success a 1)\ntask_monitor_record_success b 1\n(:)\ntask_monitor_batch_end';
    assert.deepEqual(await requests(source), [a, b]);
  });
});

describe('the job’s own metrics, and cleanup, in Bash', () => {
  let gateway: RealPushgateway;
  beforeEach(async () => {
    gateway = await startRealPushgateway();
  });
  afterEach(() => gateway.stop());

  const METRICS = `
task_monitor_counter orders_processed_total 'Orders, with a \\ and
a second line.'
task_monitor_inc orders_processed_total 2 pipeline_stage=paid
task_monitor_inc orders_processed_total pipeline_stage='sent "x"'
task_monitor_inc orders_processed_total 0.25 pipeline_stage=paid
task_monitor_gauge payment_timeouts Timeouts.
task_monitor_set payment_timeouts 5
task_monitor_inc payment_timeouts -1.5
task_monitor_histogram order_processing_seconds Time. 0.1 1 10
for seconds in 0.05 0.5 0.5 11; do task_monitor_observe order_processing_seconds "$seconds"; done
task_monitor_summary order_size Size.
task_monitor_observe order_size 7 kind=big
`;

  for (const [name, before] of [
    ['', ''],
    [
      ', of many measurements',
      'task_monitor_counter many_total M.\nfor n in {1..6000}; do task_monitor_inc many_total; done\n',
    ],
  ] as const) {
    it(`of each kind go to the group {job} with the next outcome${name}`, async () => {
      const source = `task_monitor_batch_begin\n${METRICS.replace('task_monitor_summary', `${before}task_monitor_summary`)}`;
      const { stderr } = await run(
        gateway.url,
        `${source}\ntask_monitor_batch_end\ntask_monitor_record_success fulfil 1`,
      );
      assert.equal(stderr, '');
      const { samples, types } = await pushedGroup(gateway.url, { job: 'etl' });
      const { many_total: many, ...others } = samples;
      assert.equal(many, name === '' ? undefined : 6000);
      assert.deepEqual(others, {
        'orders_processed_total{pipeline_stage="paid"}': 2.25,
        'orders_processed_total{pipeline_stage="sent "x""}': 1,
        payment_timeouts: 3.5,
        order_processing_seconds: 4,
        'order_size{kind="big"}': 1,
      });
      assert.equal(types['order_processing_seconds'], 'HISTOGRAM');
      assert.equal(types['order_size'], 'SUMMARY');
      assert.equal(types['orders_processed_total'], 'COUNTER');
      const text = await (await fetch(`${gateway.url}/metrics`)).text();
      assert.match(text, /order_processing_seconds_bucket\{.*le="1"\} 3\n/);
      assert.match(text, /order_processing_seconds_sum\{.*\} 12\.05\n/);
      assert.match(text, /# HELP orders_processed_total Orders, with a \\\\ and\\na second line\.\n/);
      const task = await pushedGroup(gateway.url, { job: 'etl', task_name: 'fulfil' });
      assert.equal(task.types['orders_processed_total'], undefined);
    });
  }

  it('arrive at the end of a script that records no task', async () => {
    const { stderr, exitCode } = await run(
      gateway.url,
      'task_monitor_gauge depth D.\ntask_monitor_set depth 0\nexit 4',
    );
    assert.deepEqual([stderr, exitCode], ['', 4]);
    assert.deepEqual((await pushedGroup(gateway.url, { job: 'etl' })).samples, { depth: 0 });
  });

  it('deletes the groups of this process’s tasks and metrics, or those that are named, and no other', async () => {
    const tasks = async (): Promise<readonly (string | undefined)[]> => {
      // The gateway deletes a moment after its answer; a push is done when it answers, and comes after.
      await fetch(`${gateway.url}/metrics/job/fence`, { method: 'POST', body: '' });
      const groups = await pushedGroups(gateway.url);
      return groups.filter(({ labels }) => labels['job'] === 'etl').map(({ labels }) => labels['task_name']);
    };
    const gauge = 'task_monitor_gauge depth D.\ntask_monitor_set depth 1\n';
    await run(gateway.url, `${gauge}for name in a b c; do task_monitor_record_success "$name" 1; done`);
    assert.equal((await tasks()).length, 4);
    await run(gateway.url, 'task_monitor_record_success d 1\ntask_monitor_cleanup a "never was"');
    assert.deepEqual(new Set(await tasks()), new Set(['b', 'c', 'd', undefined]));
    await run(gateway.url, `${gauge}task_monitor_record_success b 1\ntask_monitor_cleanup`);
    assert.deepEqual(new Set(await tasks()), new Set(['c', 'd']));
    const { stderr, exitCode } = await run('http://127.0.0.1:1', 'task_monitor_cleanup a');
    assert.match(stderr, /^TaskMonitor: http:\/\/127\.0\.0\.1:1: cannot delete \{job="etl", task_name="a"\}: .*\n$/);
    assert.equal(exitCode, 0);
  });
});
