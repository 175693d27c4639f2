import assert from 'node:assert/strict';
import { lintTree } from '../../../../src/lint/lint';
import { testParsers } from '../../../support/parsers';

const parsers = testParsers();

async function labels(text: string): Promise<string[]> {
  const findings = await parsers.use('python', text, (tree) => lintTree(tree));
  // Names are for other rules to judge.
  const ofLabels = findings.filter(({ label }) => label !== undefined);
  return ofLabels.map(({ rule, metric, label }) => `${rule}: ${metric ?? '?'}.${label ?? '?'}`);
}

describe('high-cardinality-label', () => {
  it("finds the article's bad example", async () => {
    const text = `from prometheus_client import Gauge
gauge = Gauge(
    'user_activity',
    'User activity tracking',
    ['user_id', 'session_id'],
    registry=registry
)`;
    assert.deepEqual(await labels(text), [
      'high-cardinality-label: user_activity.user_id',
      'high-cardinality-label: user_activity.session_id',
    ]);
  });

  it("is silent on the article's good example", async () => {
    const text = `from prometheus_client import Gauge
gauge = Gauge(
    'api_response_time',
    'API response time in ms',
    ['api_endpoint', 'http_method', 'status_code_class'],
    registry=registry
)`;
    assert.deepEqual(await labels(text), []);
  });

  it('is silent on the metrics of the article’s TaskMonitor', async () => {
    const text = `from prometheus_client import CollectorRegistry, Counter, Gauge
class TaskMonitor:
    def __init__(self):
        self.registry = CollectorRegistry()
        self.failure_counter = Counter('task_failure_total', 'Failures', ['task_name', 'error_code'], registry=self.registry)
        self.duration_gauge = Gauge('task_duration_seconds', 'Duration', ['task_name'], registry=self.registry)`;
    assert.deepEqual(await labels(text), []);
  });

  it('does not mistake other classes for metrics', async () => {
    const text = `from collections import Counter
from sqlalchemy import Enum
import prometheus_client
Counter("user", "email", ["user_id"])
Enum("user", "email", ["user_id"])`;
    assert.deepEqual(await labels(text), []);
  });

  it('reports a list that several metrics share once, where it stands', async () => {
    const text = `from prometheus_client import Counter
COMMON = ["region", "user_id"]
a = Counter("a", "h", COMMON)
b = Counter("b", "h", COMMON + ["order_id"])`;
    assert.deepEqual(await labels(text), ['high-cardinality-label: a.user_id', 'high-cardinality-label: b.order_id']);
  });

  it('reports a metric whose name only running code gives', async () => {
    const text = `from prometheus_client import Counter\nCounter(make(), "h", ["user_id"])`;
    assert.deepEqual(await labels(text), ['high-cardinality-label: ?.user_id']);
  });
});
