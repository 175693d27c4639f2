import assert from 'node:assert/strict';
import type { LabelCall } from '../../../../src/syntax/metrics/labelCall';
import type { MetricFacts } from '../../../../src/syntax/metrics/metricFacts';
import { metricFacts } from '../../../../src/syntax/python/metricFacts';
import { WorkBudget } from '../../../../src/syntax/workBudget';
import { testParsers } from '../../../support/parsers';

const parsers = testParsers();

function factsOf(text: string): Promise<MetricFacts> {
  return parsers.use('python', text, (tree) => metricFacts(tree, new WorkBudget()));
}

/** `metric(label=value)` for each call: the metric's name or where it is from, `?` for a label that is not said. */
async function summaries(text: string): Promise<string[]> {
  const { calls, declarations } = await factsOf(text);
  return calls.map(({ metric, values, complete }) => {
    const given = values.map(({ label, span }) => `${label ?? '?'}=${text.slice(span.start, span.end)}`);
    return `${metricName(metric, declarations)}(${[...given, ...(complete ? [] : ['…'])].join(', ')})`;
  });
}

function metricName(metric: LabelCall['metric'], declarations: MetricFacts['declarations']): string {
  switch (metric.kind) {
    case 'declared':
      return declarations[metric.index]?.name ?? '';
    case 'imported':
      return `${metric.from.module}:${metric.from.name}`;
    case 'elsewhere':
      return metric.path;
    case 'unknown':
      return `?${metric.holder ?? ''}`;
  }
}

function eachGives(cases: Readonly<Record<string, readonly [text: string, ...expected: string[]]>>): void {
  for (const [title, [text, ...expected]] of Object.entries(cases)) {
    it(title, async () => {
      assert.deepEqual(await summaries(text), expected);
    });
  }
}

const head = `from prometheus_client import Counter, Gauge
from prometheus_client.core import GaugeMetricFamily
A = Counter("a", "h", ["x", "y"])
B = Gauge("b", "h", ("x",))
`;

describe('uses of metrics: which metric', () => {
  eachGives({
    'a variable': [`${head}A.labels(x=1, y=2).inc()`, 'a(x=1, y=2)'],
    'in a function': [`${head}def f(u):\n    return A.labels(u.a, u.b)`, 'a(x=u.a, y=u.b)'],
    'an attribute of self': [
      `${head}class M:\n    def __init__(self):\n        self.c = Counter("c", "h", ["x"])\n    def f(self):\n        self.c.labels(1).inc()`,
      'c(x=1)',
    ],
    'an attribute of a class': [`${head}class M:\n    c = Counter("c", "h", ["x"])\nM.c.labels(1).inc()`, 'c(x=1)'],
    'an attribute of an object': [
      `${head}class M:\n    def __init__(self):\n        self.c = Counter("c", "h", ["x"])\nm = M()\ndef f():\n    m.c.labels(1).inc()`,
      'c(x=1)',
    ],
    'an attribute of an object that a function hands out': [
      `${head}class M:\n    c = Counter("c", "h", ["x"])\nmetrics = None\ndef get():\n    global metrics\n    if metrics is None:\n        metrics = M()\n    return metrics\nclass N:\n    def __init__(self):\n        self.metrics = get()\n    def f(self):\n        self.metrics.c.labels(1).inc()`,
      'c(x=1)',
    ],
    'an attribute of an annotated parameter': [
      `${head}class M:\n    c = Counter("c", "h", ["x"])\ndef f(metrics: M):\n    metrics.c.labels(1).inc()`,
      'c(x=1)',
    ],
    'in place': [`${head}Counter("c", "h", ["x"]).labels(1).inc()`, 'c(x=1)'],
    'an alias': [`${head}c = A\nc.labels(1, 2).inc()`, 'a(x=1, y=2)'],
    'an alternative': [`${head}(A if flag else None).labels(1, 2).inc()`, 'a(x=1, y=2)'],
    'an entry of a literal table': [`${head}M = {"a": A, "b": B}\nM["b"].labels(1).set(2)`, 'b(x=1)'],
    'an entry that was assigned': [
      `${head}class M:\n    def __init__(self):\n        self.m = {}\n        self.m["b"] = B\n    def f(self):\n        self.m["b"].labels(1).set(2)`,
      'b(x=1)',
    ],
    'a function that makes it': [`${head}def make():\n    return B\nmake().labels(1).set(2)`, 'b(x=1)'],
    'a timer': [`${head}with B.time() as t:\n    t.labels(x=1)`, 'b(x=1)'],
    'a chain': [`${head}A.labels(x=1).labels(y=2).inc()`, 'a(x=1)', 'a(y=2)'],
    'an imported name': [
      'from .metrics import REQUESTS\nREQUESTS.labels(user.id).inc()',
      '.metrics:REQUESTS(?=user.id)',
    ],
    'an alias of an imported name': [
      'from app.metrics import REQUESTS as R\nR.labels(x=1).inc()',
      'app.metrics:REQUESTS(x=1)',
    ],
    'a member of an imported module': [
      'from app import metrics\nmetrics.http.REQUESTS.labels(x=1).inc()',
      'app:metrics.http.REQUESTS(x=1)',
    ],
    'a member of a dotted module': ['import app.metrics\napp.metrics.R.labels(x=1).inc()', 'app.metrics:R(x=1)'],
    'a member of an alias of a module': ['import app.metrics as m\nm.R.labels(x=1).inc()', 'app.metrics:R(x=1)'],
    'a name that a wildcard brings': ['from .metrics import *\nREQUESTS.labels(x=1).inc()', '.metrics:REQUESTS(x=1)'],
    'a name that one of two wildcards brings': [
      'from .metrics import *\nfrom .others import *\nREQUESTS.labels(x=1).inc()',
      '?REQUESTS(x=1)',
    ],
    'an imported name without a sign of what it is': ['from chart import axis\naxis.labels("a")'],
    'what only its use shows': ['def f(metric):\n    metric.labels(x=1).inc()', '?metric(x=1)'],
    'an entry of a table by a variable': [`def f(n):\n    self.metrics[n].labels(x=1).observe(2)`, '?metrics(x=1)'],
    'something else with labels': ['plot.labels("a", "b")\njob.labels()\nx = self.labels(1)'],
  });
});

describe('uses of metrics: how values are given', () => {
  eachGives({
    'a dictionary': [`${head}Y = "y"\nA.labels(**{"x": 1, Y: 2}).inc()`, 'a(x=1, y=2)'],
    'dict()': [`${head}A.labels(**dict(x=1, y=2)).inc()`, 'a(x=1, y=2)'],
    'a variable that holds a dictionary': [
      `${head}def f():\n    v = {"x": 1, "y": 2}\n    A.labels(**v).inc()`,
      'a(x=1, y=2)',
    ],
    'a dictionary from elsewhere': [`${head}def f(v):\n    A.labels(x=1, **v).inc()`, 'a(x=1, …)'],
    'a key from elsewhere': [`${head}def f(k):\n    A.labels(**{k: 1}).inc()`, 'a(?=1, …)'],
    'a list': [`${head}A.labels(*[1, 2]).inc()`, 'a(x=1, y=2)'],
    'a variable that holds a tuple': [`${head}def f():\n    v = (1, 2)\n    A.labels(*v).inc()`, 'a(x=1, y=2)'],
    'a list from elsewhere': [`${head}def f(v):\n    A.labels(*v).inc()`, 'a(…)'],
    'behind a list from elsewhere': [`${head}def f(v):\n    A.labels(*v, 2).inc()`, 'a(?=2, …)'],
    'labels that are not all known': [
      `${head}C = Counter("c", "h", ["x", *more])\nC.labels(1, 2).inc()`,
      'c(?=1, ?=2)',
    ],
    'remove()': [`${head}A.remove(1, 2)\nfiles.remove(1)`, 'a(x=1, y=2)'],
    'a family': [
      `${head}def collect(self):\n    f = GaugeMetricFamily("f", "h", labels=["x", "y"])\n    f.add_metric([1, str(2)], 3)\n    yield f`,
      'f(x=1, y=str(2))',
    ],
    'a family with values from elsewhere': [
      `${head}def collect(values):\n    f = GaugeMetricFamily("f", "h", labels=["x"])\n    f.add_metric(values, 3)`,
      'f(…)',
    ],
    'info()': [
      'from prometheus_client import Info\nI = Info("i", "h")\nI.info({"version": "1", "host": socket.gethostname()})',
      'i(version="1", host=socket.gethostname())',
    ],
    aioprometheus: [
      'from aioprometheus import Counter\nC = Counter("c", "h")\nC.inc({"path": path})\nC.set({"path": path}, 1)',
      'c(path=path)',
      'c(path=path)',
    ],
    'names of tasks': [
      `from monitoring import TaskMonitor
monitor = TaskMonitor("nightly")
monitor.record_success(f"job-{n}", 1)
with monitor.task("load"): pass
@monitor.task(name)
def f(): pass
other.task("x")`,
      '?monitor(task_name=f"job-{n}")',
      '?monitor(task_name="load")',
      '?monitor(task_name=name)',
    ],
  });
});

/** The text without what goes with the label `y`. */
async function without(text: string, label = 'y'): Promise<string | undefined> {
  const { calls } = await factsOf(text);
  const removal = calls.at(-1)?.values.find((value) => value.label === label)?.removal;
  return removal && text.slice(0, removal.start) + text.slice(removal.end);
}

describe('uses of metrics: taking a label out', () => {
  const cases: Readonly<Record<string, string>> = {
    'A.labels(x=1, y=2)': 'A.labels(x=1)',
    'A.labels(y=2, x=1)': 'A.labels(x=1)',
    'A.labels(1, 2)': 'A.labels(1)',
    'A.labels(1, y=2,)': 'A.labels(1,)',
    'A.labels(y=2)': 'A.labels()',
    'A.labels(**{"x": 1, "y": 2})': 'A.labels(**{"x": 1})',
    'A.labels(*[1, 2])': 'A.labels(*[1])',
    'A.labels(\n    x=1,  # one\n    y=2,  # two\n)': 'A.labels(\n    x=1,  # one  # two\n)',
    'A.labels(\n    y=2,  # two\n    # of x\n    x=1,\n)': 'A.labels(\n    # of x\n    x=1,\n)',
  };
  for (const [call, expected] of Object.entries(cases)) {
    it(call.replaceAll(/\s+/g, ' '), async () => {
      assert.equal(await without(`${head}${call}.inc()\n`), `${head}${expected}.inc()\n`);
    });
  }

  it('is not offered for what a variable holds', async () => {
    assert.equal(await without(`${head}v = {"y": 2}\nA.labels(**v).inc()\n`), undefined);
  });

  it('without any label the call goes', async () => {
    const text = `${head}B.labels(x=1).set(2)\n`;
    const removal = (await factsOf(text)).calls[0]?.removal;
    assert.equal(removal && text.slice(0, removal.start) + text.slice(removal.end), `${head}B.set(2)\n`);
  });
});
