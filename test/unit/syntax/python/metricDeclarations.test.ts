import assert from 'node:assert/strict';
import type { MetricDeclaration } from '../../../../src/syntax/metrics/metricDeclaration';
import { metricFacts } from '../../../../src/syntax/python/metricFacts';
import { WorkBudget } from '../../../../src/syntax/workBudget';
import { testParsers } from '../../../support/parsers';

const parsers = testParsers();

function declared(text: string): Promise<readonly MetricDeclaration[]> {
  return parsers.use('python', text, (tree) => metricFacts(tree, new WorkBudget()).declarations);
}

/** `type name(label, label)` for each declaration, `?` for what the file does not say. */
async function summaries(text: string): Promise<string[]> {
  return (await declared(text)).map(({ type, name, labels, labelsComplete }) => {
    const shown = [...labels.map((label) => label.name), ...(labelsComplete ? [] : ['?'])];
    return `${type} ${name ?? '?'}(${shown.join(', ')})`;
  });
}

function eachGives(cases: Readonly<Record<string, readonly [text: string, ...expected: string[]]>>): void {
  for (const [title, [text, ...expected]] of Object.entries(cases)) {
    it(title, async () => {
      assert.deepEqual(await summaries(text), expected);
    });
  }
}

const imports = 'from prometheus_client import Counter, Gauge\n';

describe('metric declarations: clients and imports', () => {
  eachGives({
    'every class of prometheus_client': [
      `from prometheus_client import Counter, Gauge, Summary, Histogram, Info, Enum
Counter("a", "h", ["x"])
Gauge("b", "h", ["x"])
Summary("c", "h", ["x"])
Histogram("d", "h", ["x"], buckets=(1, 2))
Info("e", "h", ["x"])
Enum("f", "h", ["x"], states=["on", "off"])`,
      'counter a(x)',
      'gauge b(x)',
      'summary c(x)',
      'histogram d(x)',
      'info e(x)',
      'stateset f(x)',
    ],
    'an alias': ['from prometheus_client import Counter as C\nC("a", "h", ["x"])', 'counter a(x)'],
    'the module': ['import prometheus_client\nprometheus_client.Counter("a", "h", ["x"])', 'counter a(x)'],
    'an alias of the module': ['import prometheus_client as prom\nprom.Counter("a", "h", ["x"])', 'counter a(x)'],
    'a module of the package': [
      'from prometheus_client.metrics import Counter\nCounter("a", "h", ["x"])',
      'counter a(x)',
    ],
    'a module of the package in dots': [
      'import prometheus_client.core\nprometheus_client.core.GaugeMetricFamily("a", "h", labels=["x"])',
      'gauge a(x)',
    ],
    'an imported module of the package': [
      'from prometheus_client import metrics\nmetrics.Gauge("a", "h")',
      'gauge a()',
    ],
    'a wildcard': ['from prometheus_client import *\nCounter("a", "h", ["x"])', 'counter a(x)'],
    'a copy inside another package': [
      'from .vendor.prometheus_client import Counter\nCounter("a", "h")',
      'counter a()',
    ],
    'an import inside a function': [
      'def f():\n    from prometheus_client import Counter\n    return Counter("a", "h", ["x"])',
      'counter a(x)',
    ],
    'a class that annotations mention, too': [
      `from typing import Optional
from prometheus_client import Counter
a: Optional[Counter] = None
b: Counter
a = Counter("a", "h", ["x"])
def f(c: Counter = Counter("b", "h"), *d: Counter) -> Counter: pass
[Counter for Counter in range(3)]`,
      'counter a(x)',
      'counter b()',
    ],
    'an import with a stand-in': [
      `try:
    from prometheus_client import Counter
except ImportError:
    Counter = None
c = Counter("a", "h", ["x"])`,
      'counter a(x)',
    ],
    'an import with a stand-in class': [
      `try:
    from prometheus_client import Counter
except ImportError:
    class Counter:
        def __init__(self, *args): pass
c = Counter("a", "h", ["x"])`,
      'counter a(x)',
    ],
    'metric families, labels in their own places': [
      `from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
CounterMetricFamily("a", "h", labels=["x"])
GaugeMetricFamily("b", "h", None, ["x"])
HistogramMetricFamily("c", "h", None, None, ["x"])`,
      'counter a(x)',
      'gauge b(x)',
      'histogram c(x)',
    ],
    'a name that stands for the class': [
      'import prometheus_client as prom\nMetric = prom.Gauge\nMetric("a", "h", ["x"])',
      'gauge a(x)',
    ],
    'an attribute that stands for the class': [
      `import prometheus_client
class Loggers:
    _gauge_cls = prometheus_client.Gauge
    def __init__(self):
        self.running = self._gauge_cls(name="a", documentation="h", labelnames=["x"])`,
      'gauge a(x)',
    ],
    'a subclass that keeps the constructor': [
      `${imports}class Twice(Counter):
    def inc(self, amount=1): super().inc(2 * amount)
Twice("a", "h", ["x"])`,
      'counter a(x)',
    ],
    "TaskMonitor's own metrics": [
      `from monitoring import TaskMonitor
monitor = TaskMonitor("job")
monitor.counter("a", "h", ["x"])
monitor.gauge("b", "h", labelnames=["x"])
monitor.histogram("c", "h", ["x"], buckets=(1,))
monitor.summary("d", "h")`,
      'counter a(x)',
      'gauge b(x)',
      'histogram c(x)',
      'summary d()',
    ],
    'TaskMonitor of another module name, in an attribute': [
      `from .task_monitoring import TaskMonitor as Monitor
class Job:
    def __init__(self):
        self.monitor = Monitor("job")
        self.seen = self.monitor.counter("a", "h", ["x"])`,
      'counter a(x)',
    ],
  });

  it('tells the clients apart', async () => {
    const text = `${imports}from monitoring import TaskMonitor
Counter("a", "h")
TaskMonitor("job").counter("b", "h")`;
    assert.deepEqual(
      (await declared(text)).map(({ client }) => client),
      ['prometheus_client', 'taskmonitor'],
    );
  });
});

describe('metric declarations: what is none', () => {
  eachGives({
    'collections.Counter': ['from collections import Counter\nCounter("prometheus_client", "h", ["user_id"])'],
    'collections.Counter beside the client': [
      'import prometheus_client\nfrom collections import Counter\nCounter("a", "h", ["user_id"])',
    ],
    'sqlalchemy.Enum': [
      'import prometheus_client\nfrom sqlalchemy import Enum\nEnum("a", "h", ["user_id"])\nimport sqlalchemy as sa\nsa.Enum("a", "b", ["c"])',
    ],
    'a class of this file': ['import prometheus_client\nclass Counter:\n    pass\nCounter("a", "h", ["user_id"])'],
    'arguments of a subclass that has a constructor of its own': [
      `${imports}class Named(Counter):
    def __init__(self, kind, users, names): pass
Named("a", "h", ["user_id"])`,
    ],
    'a parameter': [`${imports}def make(Counter):\n    return Counter("a", "h", ["user_id"])`],
    'a parameter with a default': [`${imports}make = lambda Counter=None: Counter("a", "h", ["user_id"])`],
    'a loop variable': [`${imports}for Counter in (str, int):\n    Counter("a", "h", ["user_id"])`],
    'a name imported over it': [`${imports}from collections import Counter\nCounter("a", "h", ["user_id"])`],
    'an import in another function': [
      'def f():\n    from prometheus_client import Counter\ndef g():\n    return Counter("a", "h", ["user_id"])',
    ],
    'a method of something else': [
      `from monitoring import TaskMonitor
from statsd import client as monitor
monitor.counter("a", "h", ["user_id"])`,
    ],
    'a TaskMonitor of somebody else': [
      'from elsewhere import TaskMonitor\nTaskMonitor("job").counter("a", "h", ["user_id"])',
    ],
    'a mention in a string': ['"""from prometheus_client import Counter; Counter("a", "h", ["user_id"])"""'],
    'no code': [''],
  });

  it('a name is the imported one before something else takes its place', async () => {
    const text = `${imports}a = Counter("a", "h")\nfrom collections import Counter\nb = Counter("b")`;
    assert.deepEqual(await summaries(text), ['counter a()']);
  });
});

describe('metric declarations: names', () => {
  eachGives({
    keyword: [`${imports}Counter(documentation="h", name="a")`, 'counter a()'],
    'implicit concatenation': [`${imports}Counter("a_" "b", "h")`, 'counter a_b()'],
    'a constant': [`${imports}NAME = "a"\nCounter(NAME, "h")`, 'counter a()'],
    'f-string and + of constants': [
      `${imports}PREFIX = "app"\nCounter(f"{PREFIX}_a", "h")\nCounter(PREFIX + "_b", "h")`,
      'counter app_a()',
      'counter app_b()',
    ],
    'made by running code': [
      `${imports}import os\nfor n in names: Gauge(f"{n}_a", "h")\nGauge(os.getenv("N"), "h")\nGauge(name(), "h")`,
      'gauge ?()',
      'gauge ?()',
      'gauge ?()',
    ],
    'a circle of names': [`${imports}A = B\nB = A\nCounter(A, "h", A)`, 'counter ?(?)'],
    none: [`${imports}Counter()`, 'counter ?()'],
  });

  it('says where name, labels and call stand', async () => {
    const text = `${imports}c = Counter("a", "h", ["x", 'yy'])\n`;
    const [declaration] = await declared(text);
    assert.ok(declaration?.nameSpan && declaration.labelsSpan);
    const textOf = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);
    assert.equal(textOf(declaration.nameSpan), '"a"');
    assert.equal(textOf(declaration.labelsSpan), `["x", 'yy']`);
    assert.equal(textOf(declaration.span), `Counter("a", "h", ["x", 'yy'])`);
    assert.deepEqual(
      declaration.labels.map((label) => [label.name, textOf(label.span)]),
      [
        ['x', 'x'],
        ['yy', 'yy'],
      ],
    );
  });

  it('counts offsets in UTF-16 units', async () => {
    const text = `${imports}"""é 𝄞 用户"""\nCounter("a", "用户 𝄞", ["user_id"])\r\n`;
    const label = (await declared(text))[0]?.labels[0];
    assert.equal(text.slice(label?.span.start, label?.span.end), 'user_id');
  });
});

describe('metric declarations: label lists', () => {
  eachGives({
    none: [
      `${imports}Counter("a", "h")\nCounter("b", "h", [])\nCounter("c", "h", None)`,
      'counter a()',
      'counter b()',
      'counter c()',
    ],
    'tuple, set': [
      `${imports}Counter("a", "h", ("x", "y"))\nCounter("b", "h", {"x"})`,
      'counter a(x, y)',
      'counter b(x)',
    ],
    'over several lines with comments': [
      `${imports}Counter(
    "a",
    "h",
    # who
    [
        "x",  # first
        'y',
    ],
)`,
      'counter a(x, y)',
    ],
    'keyword between others': [
      `${imports}Counter("a", registry=None, labelnames=("x",), documentation="h")`,
      'counter a(x)',
    ],
    'constants in the list': [
      `${imports}USER = "user_id"\nclass Label:\n    REGION = "region"\nCounter("a", "h", [USER, Label.REGION])`,
      'counter a(user_id, region)',
    ],
    'members of an enum': [
      `${imports}class Label(str, Enum):\n    USER = "user_id"\nCounter("a", "h", [Label.USER.value, Label.USER])`,
      'counter a(user_id, user_id)',
    ],
    'a variable of the module': [
      `${imports}LABELS = ["x", "y"]\ndef f():\n    Counter("a", "h", LABELS)`,
      'counter a(x, y)',
    ],
    'a typed variable of the function': [
      `${imports}def f():\n    labels: list[str] = ["x"]\n    return Counter("a", "h", labelnames=labels)`,
      'counter a(x)',
    ],
    'the variable as it stands there': [
      `${imports}labels = ["x"]\nCounter("a", "h", labels)\nlabels = ["y"]\nCounter("b", "h", labels)`,
      'counter a(x)',
      'counter b(y)',
    ],
    'an attribute of the class': [
      `${imports}class M:
    LABELS = ("x",)
    c = Counter("a", "h", LABELS)
    def f(self):
        Counter("b", "h", self.LABELS)
        Counter("c", "h", M.LABELS)
d = Counter("d", "h", M.LABELS)`,
      'counter a(x)',
      'counter b(x)',
      'counter c(x)',
      'counter d(x)',
    ],
    'an attribute of the object': [
      `${imports}class M:
    def __init__(self):
        self.labels = ["x"]
    def f(self):
        Counter("a", "h", self.labels)
class N:
    def f(self):
        Counter("b", "h", self.labels)`,
      'counter a(x)',
      'counter b(?)',
    ],
    concatenation: [`${imports}COMMON = ["x"]\nCounter("a", "h", ["y"] + COMMON + ["z"])`, 'counter a(y, x, z)'],
    spread: [`${imports}COMMON = ["x"]\nCounter("a", "h", [*COMMON, "y"])`, 'counter a(x, y)'],
    'additions to a variable': [
      `${imports}labels = ["x"]\nlabels += ["y"]\nlabels.append("z")\nlabels.extend(["u", "v"])\nCounter("a", "h", labels)\nlabels.append("w")`,
      'counter a(x, y, z, u, v)',
    ],
    'a variable of the module that a function changes': [
      `${imports}LABELS = ["x"]\ndef f():\n    global LABELS\n    return Counter("a", "h", LABELS)`,
      'counter a(x)',
    ],
    'a variable made of itself': [
      `${imports}labels = ["x"]\nlabels = labels + ["y"]\nCounter("a", "h", labels)`,
      'counter a(x, y)',
    ],
    'list() and friends': [
      `${imports}LABELS = ("x",)\nCounter("a", "h", list(LABELS))\nCounter("b", "h", tuple(["y"]))\nCounter("c", "h", sorted({"z"}))`,
      'counter a(x)',
      'counter b(y)',
      'counter c(z)',
    ],
    'keys of a dictionary': [
      `${imports}labels = {"x": 1, "y": 2}
Counter("a", "h", labels)
Counter("b", "h", labels.keys())
Counter("c", "h", list(labels.keys()))
Counter("d", "h", dict(z=1))`,
      'counter a(x, y)',
      'counter b(x, y)',
      'counter c(x, y)',
      'counter d(z)',
    ],
    alternatives: [`${imports}Counter("a", "h", ["x"] if more else ["y"])`, 'counter a(x, y)'],
    'a single string, by mistake': [`${imports}Counter("a", "h", "user_id")`, 'counter a(user_id)'],
    'what comes from elsewhere': [
      `${imports}from labels import COMMON, USER
Counter("a", "h", COMMON)
Counter("b", "h", ["x", USER, *COMMON])
Counter("c", "h", [name for name in COMMON])
Counter("d", "h", make())
Counter(*arguments)
Counter("f", "h", **options)
def f(labels): Counter("g", "h", labels)`,
      'counter a(?)',
      'counter b(x, ?)',
      'counter c(?)',
      'counter d(?)',
      'counter ?(?)',
      'counter f(?)',
      'counter g(?)',
    ],
    'a list of another function': [
      `${imports}def f():\n    labels = ["x"]\ndef g():\n    Counter("a", "h", labels)`,
      'counter a(?)',
    ],
    'declarations in dictionaries, functions and chains': [
      `${imports}metrics = {"a": Counter("a", "h", ["x"]), "b": [Gauge("b", "h", ["y"])]}
def f(): return Counter("c", "h", ["z"]).labels(z="1").inc()`,
      'counter a(x)',
      'gauge b(y)',
      'counter c(z)',
    ],
  });

  it('a resolved label stands where its literal stands', async () => {
    const text = `${imports}USER = "user_id"\nLABELS = [USER, "region"]\nCounter("a", "h", LABELS)`;
    const labels = (await declared(text))[0]?.labels ?? [];
    assert.deepEqual(
      labels.map((label) => label.span.start),
      [text.indexOf('user_id'), text.indexOf('region')],
    );
  });
});
