import assert from 'node:assert/strict';
import { fixedYaml, lintYaml, marked, workspaceOf } from '../../../support/lintYaml';
import { testParsers } from '../../../support/parsers';

const rule = 'unknown-metric';

function recording(query: string, name = 'a:b'): string {
  return `groups:\n- rules:\n  - record: ${name}\n    expr: ${query}\n`;
}

const shop = workspaceOf(testParsers(), {
  'shop.py': `from prometheus_client import Counter, Gauge, Histogram, Summary
Counter("orders_processed", "h")
Gauge("queue_length", "h")
Gauge("backup_duration_seconds", "h")
Histogram("order_processing_seconds", "h")
Summary("payment_seconds", "h")
Gauge("disk_rx_bytes", "h")
Gauge("responses_4xx_rate", "h")
Gauge("import_rows_failed", "h")
Gauge("import_rows_filed", "h")
`,
});

describe('unknown-metric', () => {
  it('finds names that were meant for one of the workspace', async () => {
    for (const [name, meant] of [
      ['orders_processed', 'orders_processed_total'],
      ['orders_procesed_total', 'orders_processed_total'],
      ['order_processed_total', 'orders_processed_total'],
      ['queue_lenght', 'queue_length'],
      ['queue_length_total', 'queue_length'],
      ['backup_duration', 'backup_duration_seconds'],
      ['order_processing_bucket', 'order_processing_seconds_bucket'],
      ['order_procesing_seconds_sum', 'order_processing_seconds_sum'],
      ['payments_seconds_count', 'payment_seconds_count'],
      [`'{__name__="queue_lenght"}'`, `'{__name__="queue_length"}'`],
      [`'{"queue_lenght"}'`, `'{"queue_length"}'`],
    ] as const) {
      assert.equal(fixedYaml(rule, recording(name), await shop), recording(meant));
    }
  });

  it('is silent about names of their own', async () => {
    for (const query of [
      'orders_processed_total',
      'orders_processed_created',
      'order_processing_seconds_bucket / order_processing_seconds_sum / order_processing_seconds_count',
      'histogram_quantile(0.9, rate(order_processing_seconds[5m]))',
      'payment_seconds{quantile="0.9"} + payment_seconds_sum',
      'users_registered_total',
      'disk_tx_bytes',
      'responses_5xx_rate',
      'import_rows_faled',
      'job:queue_lenght:sum',
      'up + ALERTS + scrape_duration_seconds + push_time_seconds + task_failure_total + node_queue_length',
      `'{job="queue_lenght"}'`,
      'queue_lenght +',
    ]) {
      assert.deepEqual(marked(rule, recording(query), await shop), [], query);
    }
  });

  it('knows what rules record, and is silent without a workspace that declares', async () => {
    assert.deepEqual(marked(rule, recording('queue_lenght', 'queue_lenght'), await shop), []);
    assert.deepEqual(marked(rule, recording('queue_lenght')), []);
    assert.deepEqual(marked(rule, recording('queue_lenght'), await workspaceOf(testParsers(), {})), []);
  });

  it('says where the metric is declared', async () => {
    const [finding] = lintYaml(rule, recording('queue_lenght'), await shop);
    assert.deepEqual([finding?.severity, finding?.related.map(({ path }) => path)], ['info', ['shop.py']]);
  });
});
