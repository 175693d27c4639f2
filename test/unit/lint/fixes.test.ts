import assert from 'node:assert/strict';
import { parseAllDocuments } from 'yaml';
import type { Finding } from '../../../src/lint/finding';
import { suppressionEdit } from '../../../src/lint/suppressionEdit';
import { rules } from '../../../src/lint/rules';
import { isParsed } from '../../../src/syntax/sourceFacts';
import { applyEdits } from '../../../src/text/textEdit';
import { testParsers } from '../../support/parsers';
import { examplesOf, findingsIn, needsWorkspace, rulePage } from '../../support/ruleExamples';
import type { RuleExample } from '../../support/ruleExamples';

const parsers = testParsers();

/** Sources with more forms than the pages show. */
const further: readonly RuleExample[] = [
  {
    language: 'python',
    text: `from prometheus_client import Counter, Gauge, Histogram, Info
REQUESTS = Counter("shopRequests", "", ["user_id", "region"], namespace="shop")
LATENCY = Histogram(name='latency_ms', documentation='', labelnames=('session_id',))
QUEUE = Gauge(
    "queue_length_gauge",  # how long it is
    "Jobs that wait.",
    labelnames=[
        "queue",
        "order_id",
    ],
)
def handle(user_id, order_id, session_id):
    REQUESTS.labels(user_id=user_id, region="eu").inc()
    LATENCY.labels(session_id).observe(1)
    QUEUE.labels("a", order_id).set(1)
ROWS = Gauge("rows_total", "Rows.")
SPAN = Gauge("job_duration", "How long.")
SIZE = Gauge("backup_size", "How much.")
START = Gauge("job_start_time", "When.")
BOTH = Gauge("gauge_of_duration_gauge_minutes_gauge", "What?")
`,
  },
  {
    language: 'typescript',
    text: `import client, { Counter, Gauge } from 'prom-client';
const requests = new Counter({ name: 'requestCount', help: '', labelNames: ['userId', 'region'] as const });
const size = new Gauge<'email'>({ name: "size_kb", help: "Size.", labelNames: ["email"] });
const wait = new client.Histogram({ name: \`wait_time\`, help: 'Wait.' });
requests.inc({ userId: user.id, region: 'eu' });
size.labels(user.email).set(1);
size.set({ email: user.email }, 2);
`,
  },
  {
    language: 'go',
    text: `package main

import (
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promauto"
)

var requests = promauto.NewCounterVec(prometheus.CounterOpts{
	Namespace: "shop",
	Name:      "requests",
}, []string{"user_id", "region"})

var wait = prometheus.NewGauge(prometheus.GaugeOpts{Name: "wait_time", Help: ""})

func handle(id string) {
	requests.WithLabelValues(id, "eu").Inc()
}
`,
  },
  {
    language: 'java',
    text: `import io.prometheus.client.Counter;
import io.prometheus.client.Gauge;

class Shop {
  static final Counter requests = Counter.build().name("requests").help("Requests.").labelNames("user_id", "region").register();
  static final Gauge wait = Gauge.build("wait_time_ms", "Wait.").register();

  void handle(String id) {
    requests.labels(id, "eu").inc();
  }
}
`,
  },
  {
    language: 'exposition',
    text: `# HELP waitTime Wait.
# TYPE waitTime histogram
waitTime_bucket{le="1"} 1
waitTime_bucket{le="+Inf"} 1
waitTime_sum 1
waitTime_count 1
# TYPE requests counter
requests{user_id="1"} 1
requests_seconds 1
requests 1 1700000000000
`,
  },
  {
    language: 'bash',
    text: `cat <<EOF | curl --data-binary @- "http://localhost:9091/metrics/job/backup"
# TYPE backup_size gauge
backup_size{user_id="$USER_ID",region="eu"} $SIZE
EOF
`,
  },
];

/** Whether a text is well-formed in its language. */
async function isClean({ language, text }: RuleExample): Promise<boolean> {
  if (isParsed(language)) {
    return parsers.use(language, text, ({ root }) => !root.hasError);
  }
  return language === 'exposition' || parseAllDocuments(text).every(({ errors }) => errors.length === 0);
}

/** Tries each fix of each finding by itself. @returns how many there were */
async function tryFixes(example: RuleExample, others: readonly RuleExample[]): Promise<number> {
  const findings = await findingsIn(parsers, example, others);
  assert.ok(await isClean(example), example.text);
  let tried = 0;
  for (const finding of findings) {
    const titles = finding.fixes.map(({ title }) => title);
    assert.equal(new Set(titles).size, titles.length, 'fixes are told apart by their titles');
    for (const fix of finding.fixes) {
      const text = applyEdits(example.text, fix.edits);
      const what = `${finding.rule}: ${finding.message}\n${fix.title}\n${text}`;
      assert.ok(fix.edits.length > 0 && text !== example.text, what);
      assert.ok(await isClean({ ...example, text }), what);
      const left = await findingsIn(parsers, { ...example, text }, others);
      assert.ok(countOf(left, finding) < countOf(findings, finding), what);
      tried += 1;
    }
  }
  return tried;
}

function countOf(findings: readonly Finding[], { rule, metric, label }: Finding): number {
  return findings.filter(
    (each) => each.rule === rule && (each.metric === metric || label !== undefined) && each.label === label,
  ).length;
}

describe('fixes', () => {
  for (const { id } of rules) {
    it(`of the bad examples of ${id} leave clean source without the finding`, async () => {
      const page = await rulePage(id);
      const bad = examplesOf(page, 'Bad');
      for (const example of bad) {
        await tryFixes(example, needsWorkspace(page) ? bad.filter((each) => each !== example) : []);
      }
    });
  }

  for (const example of further) {
    it(`of more forms in ${example.language} do so, too`, async () => {
      assert.ok((await tryFixes(example, [])) > 0, 'there are some');
    });
  }
});

describe('ignoring a finding', () => {
  for (const { id } of rules) {
    it(`is possible for each of the bad examples of ${id}`, async () => {
      const page = await rulePage(id);
      const bad = examplesOf(page, 'Bad');
      for (const example of bad) {
        await tryToIgnore(example, needsWorkspace(page) ? bad.filter((each) => each !== example) : []);
      }
    });
  }

  for (const example of further) {
    it(`is possible for more forms in ${example.language}`, async () => {
      await tryToIgnore(example, []);
    });
  }
});

async function tryToIgnore(example: RuleExample, others: readonly RuleExample[]): Promise<void> {
  for (const { rule, span, message } of await findingsIn(parsers, example, others)) {
    const edit = await suppressionEdit(parsers, example, span.start, rule);
    assert.ok(edit !== undefined, `${rule}: ${message}\n${example.text}`);
    const text = applyEdits(example.text, [edit]);
    assert.ok(await isClean({ ...example, text }), text);
    const moved = span.start + (edit.start <= span.start ? edit.newText.length : 0);
    const left = await findingsIn(parsers, { ...example, text }, others);
    assert.ok(!left.some((each) => each.rule === rule && each.span.start === moved), `${rule}: ${message}\n${text}`);
  }
}
