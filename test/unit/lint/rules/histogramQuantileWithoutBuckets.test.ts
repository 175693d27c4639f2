import assert from 'node:assert/strict';
import { fixedYaml, lintYaml, marked, workspaceOf } from '../../../support/lintYaml';
import { testParsers } from '../../../support/parsers';

const rule = 'histogram-quantile-without-buckets';

function recording(query: string): string {
  return `groups:\n- rules:\n  - record: a:b\n    expr: ${query}\n`;
}

const shop = workspaceOf(testParsers(), {
  'shop.py': `from prometheus_client import Counter, Gauge, Histogram, Summary
Gauge("order_seconds", "h")
Counter("orders", "h")
Summary("payment_seconds", "h")
Histogram("api_seconds", "h")
Gauge("both_seconds", "h")
Gauge("own_bucket", "h")
Gauge("own", "h")
`,
  'other.py': 'from prometheus_client import Histogram\nHistogram("both_seconds", "h")\n',
});

describe('histogram-quantile-without-buckets', () => {
  it("knows the article's own query, without a workspace", () => {
    const text = recording('histogram_quantile(0.95, rate(task_duration_seconds_bucket[5m]))');
    assert.deepEqual(marked(rule, text), ['task_duration_seconds_bucket']);
    assert.equal(fixedYaml(rule, text), recording('quantile_over_time(0.95, task_duration_seconds[7d])'));
  });

  it('knows the types that the workspace declares', async () => {
    for (const [query, ...found] of [
      ['histogram_quantile(0.9, rate(order_seconds_bucket[5m]))', 'order_seconds_bucket'],
      ['histogram_quantile(0.9, rate(order_seconds[5m]))', 'order_seconds'],
      ['histogram_quantile(0.9, rate(orders_total_bucket[5m]))', 'orders_total_bucket'],
      ['histogram_quantile(0.9, sum by (le) (rate(payment_seconds_bucket[5m])))', 'payment_seconds_bucket'],
      [
        'histogram_quantile(0.9, rate(order_seconds_bucket[5m])) / histogram_quantile(0.5, rate(order_seconds_bucket[5m]))',
        'order_seconds_bucket',
        'order_seconds_bucket',
      ],
      ['histogram_quantile(0.9, rate(api_seconds_bucket[5m]))'],
      ['histogram_quantile(0.9, rate(api_seconds[5m]))'],
      ['histogram_quantile(0.9, rate(both_seconds_bucket[5m]))'],
      ['histogram_quantile(0.9, rate(own_bucket[5m]))'],
      ['histogram_quantile(0.9, rate(unheard_seconds_bucket[5m]))'],
      ['histogram_quantile(0.9, job:order_seconds:rate5m)'],
      ['quantile_over_time(0.9, order_seconds[5m])'],
      ['histogram_quantile(0.9)'],
    ] as const) {
      assert.deepEqual(marked(rule, recording(query), await shop), found, query);
    }
  });

  it('lets a workspace say what task_duration_seconds is', async () => {
    const own = await workspaceOf(testParsers(), {
      'm.py': 'from prometheus_client import Histogram\nHistogram("task_duration_seconds", "h")\n',
    });
    const query = 'histogram_quantile(0.95, rate(task_duration_seconds_bucket[5m]))';
    assert.deepEqual(marked(rule, recording(query), own), []);
  });

  it('sees buckets that are thrown together, where that is certain', () => {
    for (const [query, ...found] of [
      ['histogram_quantile(0.9, sum(rate(x_bucket[5m])))', 'sum'],
      ['histogram_quantile(0.9, sum by (job) (rate(x_bucket[5m])))', 'by (job)'],
      ['histogram_quantile(0.9, (sum(rate(x_bucket[5m])) without (le, job)))', 'without (le, job)'],
      ['histogram_quantile(0.9, sum by (job) (sum by (le, job) (rate(x_bucket[5m]))))', 'by (job)'],
      ['histogram_quantile(0.9, avg(rate(x_bucket[5m] offset 1h)))', 'avg'],
      ['histogram_quantile(0.9, sum by (le) (rate(x_bucket[5m])))'],
      ['histogram_quantile(0.9, sum without (job) (rate(x_bucket[5m])))'],
      ['histogram_quantile(0.9, sum(rate(x[5m])))'],
      ['histogram_quantile(0.9, topk(3, rate(x_bucket[5m])))'],
      ['histogram_quantile(0.9, label_replace(sum(rate(x_bucket[5m])), "le", "1", "", ""))'],
      ['sum(rate(x_bucket[5m]))'],
    ] as const) {
      assert.deepEqual(marked(rule, recording(query)), found, query);
    }
  });

  it('replaces queries of the usual form', async () => {
    for (const [query, fixed] of [
      [
        'histogram_quantile(0.9, sum by (le, task_name) (rate(task_duration_seconds_bucket{job="etl"}[5m]))) > 3',
        'max by (task_name) (quantile_over_time(0.9, task_duration_seconds{job="etl"}[7d])) > 3',
      ],
      [
        'histogram_quantile(0.9, sum(increase(task_duration_seconds_bucket[30d])) by (le))',
        'max(quantile_over_time(0.9, task_duration_seconds[30d]))',
      ],
      ['histogram_quantile(0.9, rate(order_seconds_bucket[1h]))', 'quantile_over_time(0.9, order_seconds[1h])'],
      ['histogram_quantile(0.9, sum(rate(x_bucket[5m])))', 'histogram_quantile(0.9, sum by (le) (rate(x_bucket[5m])))'],
      [
        'histogram_quantile(0.9, sum(rate(x_bucket[5m])) by (job))',
        'histogram_quantile(0.9, sum(rate(x_bucket[5m])) by (le, job))',
      ],
    ] as const) {
      assert.equal(fixedYaml(rule, recording(query), await shop), recording(fixed));
    }
  });

  it('offers no fix where the form is another', async () => {
    for (const query of [
      'histogram_quantile(0.9, task_duration_seconds_bucket)',
      'histogram_quantile(0.9, rate(task_duration_seconds_bucket{le!="1"}[5m]))',
      'histogram_quantile(0.9, rate(task_duration_seconds_bucket[5m] offset 1h))',
      'histogram_quantile(0.9, rate({__name__="task_duration_seconds_bucket"}[5m]))',
      'histogram_quantile(0.9, sum without (x) (rate(task_duration_seconds_bucket[5m])))',
      'histogram_quantile(0.9, rate(orders_total_bucket[5m]))',
      'histogram_quantile(0.9, sum by () (rate(x_bucket[5m])))',
    ]) {
      assert.deepEqual(
        lintYaml(rule, recording(query), await shop).map(({ fixes }) => fixes),
        [[]],
        query,
      );
    }
  });
});
