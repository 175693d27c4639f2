import assert from 'node:assert/strict';
import type { LintOptions } from '../../../../src/lint/lint';
import { fixedYaml, lintYaml, marked, workspaceOf } from '../../../support/lintYaml';
import { testParsers } from '../../../support/parsers';

const rule = 'rate-on-pushed-metric';
const parsers = testParsers();

function alert(query: string): string {
  return `groups:\n- rules:\n  - alert: A\n    expr: ${query}\n`;
}

function workspace(main: string, ...others: readonly string[]): Promise<LintOptions> {
  const files = others.map((text, i) => [`other${i}.py`, text] as const);
  return workspaceOf(parsers, { 'job.py': main, ...Object.fromEntries(files) });
}

const declares = `from prometheus_client import CollectorRegistry, Counter, Histogram, push_to_gateway
registry = CollectorRegistry()
orders = Counter("orders", "h", registry=registry)
took = Histogram("order_seconds", "h", registry=registry)
`;
const pushes = 'push_to_gateway("localhost:9091", job="orders", registry=registry)\n';

describe('rate-on-pushed-metric', () => {
  it("knows TaskMonitor's own metrics", () => {
    for (const [query, ...found] of [
      ['increase(task_failure_total[1h]) > 0', 'increase'],
      ['sum(rate(task_success_total{job="a"}[5m])) / sum(rate(task_failure_total[5m]))', 'rate', 'rate'],
      ['irate((task_processed_records[5m] offset 1d))', 'irate'],
      ['increase({__name__="task_failure_total"}[1h])', 'increase'],
      ['changes(task_success_total[1d])'],
      ['resets(task_success_total[1d])'],
      ['delta(task_duration_seconds[1d])'],
      ['changes(push_time_seconds[1d])'],
      ['rate(http_requests_total[5m])'],
      ['rate(task_success_total:sum[5m])'],
      ['rate({job="a"}[5m])'],
      ['task_failure_total > 0'],
    ] as const) {
      assert.deepEqual(marked(rule, alert(query)), found, query);
    }
  });

  it('knows what a file of the workspace declares and pushes', async () => {
    for (const query of [
      'rate(orders_total[5m])',
      'rate(order_seconds_count[5m])',
      'increase(order_seconds_bucket[1d])',
    ]) {
      const [finding, ...more] = lintYaml(rule, alert(query), await workspace(declares + pushes));
      assert.deepEqual([finding?.related.map(({ path }) => path), more], [['job.py'], []], query);
    }
  });

  it('is silent where the metric may live on', async () => {
    for (const options of [
      {},
      await workspace(declares),
      await workspace(`${declares}while True:\n    ${pushes}`),
      await workspace(declares.replaceAll(', registry=registry', '') + pushes),
      await workspace(declares + pushes, 'from prometheus_client import Counter\nCounter("orders", "h")\n'),
    ]) {
      assert.deepEqual(marked(rule, alert('rate(orders_total[5m])'), options), []);
    }
  });

  it('lets a workspace say what task_success_total is', async () => {
    const daemon = await workspace('from prometheus_client import Counter\nCounter("task_success", "h")\n');
    assert.deepEqual(marked(rule, alert('rate(task_success_total[5m])'), daemon), []);
  });

  it('offers the value itself', () => {
    assert.equal(
      fixedYaml(rule, alert('sum by (job) (increase(task_failure_total{job=~"a|b"}[1h])) > 0')),
      alert('sum by (job) (task_failure_total{job=~"a|b"}) > 0'),
    );
    assert.deepEqual(lintYaml(rule, alert('rate(task_success_total[5m] offset 1d)'))[0]?.fixes, []);
  });
});
