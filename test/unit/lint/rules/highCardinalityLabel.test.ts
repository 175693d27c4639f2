import assert from 'node:assert/strict';
import { type LintOptions } from '../../../../src/lint/lint';
import { lintTree } from '../../../support/lintTree';
import { applyEdits } from '../../../../src/text/textEdit';
import { lintSource, lintSources } from '../../../support/lintSource';
import { testParsers } from '../../../support/parsers';

const parsers = testParsers();

async function labels(text: string): Promise<string[]> {
  const findings = await parsers.use('python', text, (tree) => lintTree(tree));
  // Names are for other rules to judge.
  const ofLabels = findings.filter(({ label }) => label !== undefined);
  return ofLabels.map(({ rule, metric, label }) => `${rule}: ${metric ?? '?'}.${label ?? '?'}`);
}

function program(label: string, uses: string): string {
  return `import { Counter } from 'prom-client';
import { Kind } from './kinds';
const c = new Counter({ name: 'c_total', help: 'h', labelNames: ['${label}', 'kind'] });
${uses}
`;
}

async function found(text: string, options?: LintOptions): Promise<readonly string[]> {
  return (await lintSource('high-cardinality-label', 'typescript', text, options)).map(({ label }) => label ?? '?');
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

  describe('with evidence', () => {
    it('reports an ambiguous name that gets an identifier, and says where', async () => {
      const text = program('repo', 'export const f = (commit) => c.inc({ repo: commit.repoid, kind: Kind.push });');
      const [finding] = await lintSource('high-cardinality-label', 'typescript', text);
      assert.equal(finding?.label, 'repo');
      const [place] = finding.related;
      assert.equal(text.slice(place?.span.start, place?.span.end), 'commit.repoid');
    });

    it('leaves an ambiguous name alone without evidence', async () => {
      assert.deepEqual(await found(program('repo', "c.inc({ repo: 'core', kind: 'a' });")), []);
      assert.deepEqual(await found(program('repo', 'export const f = (repo) => c.inc({ repo, kind: 1 });')), []);
      assert.deepEqual(await found(program('path', 'export const f = (req) => c.inc({ path: req.route.path });')), []);
    });

    it('leaves a strict name alone whose values are all few', async () => {
      assert.deepEqual(await found(program('user', "c.inc({ user: 'alice' }); c.inc({ user: 'bob' });")), []);
      assert.deepEqual(await found(program('user', "c.inc({ user: 'alice' }); c.inc({ user: name });")), ['user']);
      assert.deepEqual(await found(program('user', '')), ['user']);
    });

    it('does not trust what this file shows of a metric that others can use', async () => {
      const text = program('user', "c.inc({ user: 'alice' });").replace('const c', 'export const c');
      assert.deepEqual(await found(text), ['user']);
    });

    it('finds the evidence in another file', async () => {
      const declared = program('owner', '').replace('const c', 'export const c');
      const all = await lintSources('high-cardinality-label', {
        'metrics.ts': { language: 'typescript', text: declared },
        'use.ts': {
          language: 'typescript',
          text: `import { c } from './metrics';\nexport const f = (account) => c.inc({ owner: account.id });\n`,
        },
      });
      const [finding] = all.get('metrics.ts') ?? [];
      assert.equal(finding?.label, 'owner');
      assert.equal(finding.related[0]?.path, 'use.ts');
      assert.deepEqual(finding.fixes, [], 'the other file would go on to give the label');
    });

    it('takes nothing from tests', async () => {
      const all = await lintSources('high-cardinality-label', {
        'src/metrics.ts': { language: 'typescript', text: program('owner', '').replace('const c', 'export const c') },
        'test/metrics.test.ts': {
          language: 'typescript',
          text: `import { c } from '../src/metrics';\nexport const f = (account) => c.inc({ owner: account.id });\n`,
        },
      });
      assert.deepEqual(all.get('src/metrics.ts'), []);
    });

    it('reports any label that has too many values on a gateway, with their number', async () => {
      const live = {
        distinctValues: (name: string, label: string) =>
          name === 'c_total' && label === 'kind' ? { count: 12_431, gateway: 'staging' } : undefined,
      };
      const text = program('step', '');
      const [finding] = await lintSource('high-cardinality-label', 'typescript', text, { live });
      assert.equal(finding?.label, 'kind');
      assert.ok(finding.message.startsWith('12,431 values of kind on gateway staging'), finding.message);
      assert.deepEqual(await found(text, { live, config: { maxLabelValues: 20_000 } }), []);
      assert.deepEqual(await found(text, { live, config: { labels: { allowed: ['kind'] } } }), []);
    });

    it('knows what a project allows and forbids', async () => {
      const text = program('user', '');
      assert.deepEqual(await found(text, { config: { labels: { allowed: ['us*'] } } }), []);
      const config = { labels: { forbidden: { kind: 'It is the type.' } } };
      const messages = await lintSource('high-cardinality-label', 'typescript', text, { config });
      assert.deepEqual(
        messages.map(({ label }) => label),
        ['user', 'kind'],
      );
      assert.ok(messages[1]?.message.endsWith('It is the type.'));
    });

    it('drops a label where it is declared and where it is given, and leaves no empty labels behind', async () => {
      const text = `from prometheus_client import Counter
A = Counter("a_total", "h", ["user_id", "region"])
B = Counter("b_total", "h", ["user_id"])
def run(user):
    A.labels(user_id=user.id, region="eu").inc()
    A.labels(user.id, "us").inc()
    B.labels(user.id).inc()
`;
      const findings = await lintSource('high-cardinality-label', 'python', text);
      const edits = findings.flatMap(({ fixes }) => fixes.flatMap((fix) => fix.edits));
      assert.equal(
        applyEdits(text, edits),
        `from prometheus_client import Counter
A = Counter("a_total", "h", ["region"])
B = Counter("b_total", "h", [])
def run(user):
    A.labels(region="eu").inc()
    A.labels("us").inc()
    B.inc()
`,
      );
    });

    it('does not drop a label that a call may give out of sight', async () => {
      const text = `from prometheus_client import Counter
A = Counter("a_total", "h", ["user_id", "region"])
def run(values):
    A.labels(**values).inc()
`;
      const [finding] = await lintSource('high-cardinality-label', 'python', text);
      assert.deepEqual(finding?.fixes, []);
    });

    it('puts the class of an error where its text is the evidence', async () => {
      const text = `from prometheus_client import Counter
A = Counter("a_total", "h", ["error"])
def run():
    try:
        work()
    except ValueError as e:
        A.labels(error=str(e)).inc()
`;
      const [finding] = await lintSource('high-cardinality-label', 'python', text);
      assert.ok(finding?.fixes[0]?.safe);
      const fixed = applyEdits(text, finding.fixes[0].edits);
      assert.ok(fixed.includes('error=type(e).__name__'), fixed);
      assert.deepEqual(await lintSource('high-cardinality-label', 'python', fixed), []);
    });

    it('knows metrics that are classes of a project', async () => {
      const text = `from pydantic import BaseModel
from .base import GaugeMetric
class ResourceGauge(BaseModel, GaugeMetric):
    identifier: str
    kind: str
    @classmethod
    def name(cls):
        return "resource_state"
def publish(metrics, resource):
    metrics.set_gauge(ResourceGauge(identifier=resource.key.identifier, kind="a"), 1)
`;
      const [finding, ...others] = await lintSource('high-cardinality-label', 'python', text);
      assert.equal(finding?.label, 'identifier');
      assert.deepEqual(others, []);
    });

    it('counts the values that a file of samples holds', async () => {
      const lines = Array.from({ length: 150 }, (_, i) => `mails_sent{list="l${i}"} 1`);
      const text = `${lines.join('\n')}\n`;
      const [finding] = await lintSource('high-cardinality-label', 'exposition', text);
      assert.equal(finding?.label, 'list');
      assert.ok(finding.message.includes('150'), finding.message);
    });
  });
});
