import assert from 'node:assert/strict';
import type { MetricDeclaration } from '../../../../src/syntax/metrics/metricDeclaration';
import { metricFacts } from '../../../../src/syntax/python/metricFacts';
import { WorkBudget } from '../../../../src/syntax/workBudget';
import type { Span } from '../../../../src/text/span';
import { testParsers } from '../../../support/parsers';

const parsers = testParsers();

function declared(text: string): Promise<readonly MetricDeclaration[]> {
  return parsers.use('python', text, (tree) => metricFacts(tree, new WorkBudget()).declarations);
}

async function only(text: string): Promise<MetricDeclaration> {
  const [declaration, ...others] = await declared(text);
  assert.ok(declaration !== undefined && others.length === 0);
  return declaration;
}

async function summaries(text: string): Promise<string[]> {
  return (await declared(text)).map(({ type, name, labels, labelsComplete, labelsFrom = [] }) => {
    const from = labelsFrom.map((each) => `${each.module}:${each.name}`);
    const rest = labelsComplete ? [] : from.length > 0 ? from : ['?'];
    return `${type} ${name ?? '?'}(${[...labels.map((label) => label.name), ...rest].join(', ')})`;
  });
}

function textOf(text: string, span: Span | undefined): string | undefined {
  return span && text.slice(span.start, span.end);
}

const head = 'from prometheus_client import Counter, Gauge, CollectorRegistry, REGISTRY\n';

describe('metric declarations: through the code of a project', () => {
  const cases: Readonly<Record<string, readonly [text: string, ...expected: string[]]>> = {
    'a function that passes its arguments on': [
      `${head}def make(name, doc, labels=()):
    return Counter(f"app_{name}", doc, labelnames=["zone", *labels])
make("a", "h", ["x"])
b = make(name="b", doc="h")
make(made_elsewhere(), "h")`,
      'counter app_a(zone, x)',
      'counter app_b(zone)',
    ],
    'a method that passes its arguments on': [
      `${head}class Metrics:
    def _counter(self, name, labels=None):
        return Counter(name, "h", labels or [])
    def __init__(self):
        self.a = self._counter("a", ["x"])
        self.b = self._counter("b")`,
      'counter a(x)',
      'counter b()',
    ],
    'a function whose name is made by running code': [
      `${head}def make(name):\n    return Counter(name, "h", ["x"])\nfor n in names:\n    make(n)`,
      'counter ?(x)',
    ],
    'a function that gets the class': [
      `${head}register(Counter, "a_total", "What it is", ["x"], namespace=N)
self.register("b_bytes", Gauge, "What it is", labelnames=("y",))
isinstance(metric, Counter)
lookup(Counter, "not a name", "h")`,
      'counter a_total(x)',
      'gauge b_bytes(y)',
    ],
    'a subclass that gives the name': [
      `${head}class Requests(Counter):
    def __init__(self):
        super().__init__("requests", "h", ["x"])
class Errors(Counter):
    def __init__(self, kind):
        Counter.__init__(self, "errors", "h", labelnames=[kind])
class Named(Gauge):
    def __init__(self, name, labels):
        super(Named, self).__init__(name, "h", labels)
Named("a", ["y"])`,
      'counter requests(x)',
      'counter errors(?)',
      'gauge a(y)',
    ],
    'labels that a function returns': [
      `${head}def labels():\n    return ["x", "y"]\nclass M:\n    @staticmethod\n    def all():\n        return ("z",)\nCounter("a", "h", labels())\nCounter("b", "h", M.all())`,
      'counter a(x, y)',
      'counter b(z)',
    ],
    'labels of an enumeration': [
      `${head}class Label(str, Enum):\n    USER = "user_id"\n    ZONE = "zone"
Counter("a", "h", [label.value for label in Label])
Counter("b", "h", [label for label in ("x", "y")])`,
      'counter a(user_id, zone)',
      'counter b(x, y)',
    ],
    'labels of a table': [
      `${head}LABELS = {"a": ["x"], "b": ("y", "z")}\nMAP = {"k": "v"}\nCounter("a", "h", LABELS["b"])\nCounter("b", "h", list(MAP.values()))`,
      'counter a(y, z)',
      'counter b(v)',
    ],
    'labels that a text is split into': [
      `${head}Counter("a", "h", "x y".split())\nCounter("b", "h", "x,y".split(","))`,
      'counter a(x, y)',
      'counter b(x, y)',
    ],
    'labels of other files': [
      `${head}from .labels import USER, COMMON\nfrom app import labels\nimport app.names
Counter("a", "h", ["x", USER])
Counter("b", "h", COMMON)
Counter("c", "h", [*labels.COMMON, app.names.ZONE, labels.Label.USER.value])`,
      'counter a(x, .labels:USER)',
      'counter b(.labels:COMMON)',
      'counter c(app:labels.COMMON, app.names:ZONE, app:labels.Label.USER.value)',
    ],
    'labels that a wildcard brings': [
      `${head}from .labels import *\nCounter("a", "h", ["x", USER])\nCounter("b", "h", [str(x) for x in y])`,
      'counter a(x, .labels:USER)',
      'counter b(?)',
    ],
    'classes with fields': [
      `from app.metrics import CounterMetric, GaugeMetric
class Base(BaseModel):
    integration: str
class OrgErrors(Base, CounterMetric):
    org_id: str
    kind: str = Field(alias="error_kind")
    limit: ClassVar[int] = 3
    @classmethod
    def name(cls) -> str:
        return "org_errors"
class Size(GaugeMetric):
    path: str
class LoneMetric:
    path: str`,
      'counter org_errors(integration, org_id, error_kind)',
      'gauge ?(path)',
    ],
    'classes that hold the labels of metrics': [
      `USER = "user"
class Name(Enum):
    USER = USER
class RequestMetricLabels:
    requests_total = [Name.USER.value, "path"]
    same_total = requests_total
class Labels:
    other = ["x"]`,
      'unknown requests_total(user, path)',
    ],
    aioprometheus: [
      'from aioprometheus import Counter, Gauge\nCounter("a", "h", const_labels={"app": "shop"})\nGauge("b", "h")',
      'counter a(app, ?)',
      'gauge b(?)',
    ],
  };
  for (const [title, [text, ...expected]] of Object.entries(cases)) {
    it(title, async () => {
      assert.deepEqual(await summaries(text), expected);
    });
  }

  it('says the value of constant labels', async () => {
    const { labels } = await only('from aioprometheus import Counter\nCounter("a", "h", const_labels={"app": "shop"})');
    assert.deepEqual(
      labels.map(({ name, constant }) => [name, constant]),
      [['app', 'shop']],
    );
  });

  it('stands where a function of the project is called', async () => {
    const text = `${head}def make(name):\n    return Counter(name, "h")\nrequests = make("a")\n`;
    const { span, nameTextSpan, holder } = await only(text);
    assert.deepEqual([textOf(text, span), textOf(text, nameTextSpan), holder], ['make("a")', 'a', 'requests']);
  });
});

describe('metric declarations: name, help and registry', () => {
  it('says where the characters of the name stand, when they are one literal', async () => {
    const cases: Readonly<Record<string, string | undefined>> = {
      'Counter("abc", "h")': 'abc',
      'Counter(name="abc", documentation="h")': 'abc',
      'Counter("a" "b", "h")': undefined,
      'Counter(f"a{x}", "h")': undefined,
      'Counter(NAME, "h")': undefined,
      'Counter("", "h")': undefined,
    };
    for (const [call, expected] of Object.entries(cases)) {
      const text = `${head}NAME = "abc"\n${call}`;
      assert.equal(textOf(text, (await only(text)).nameTextSpan), expected, call);
    }
  });

  it('says which constant of another file is the name', async () => {
    const { name, nameFrom } = await only(`${head}from .names import REQUESTS\nCounter(REQUESTS, "h")`);
    assert.deepEqual([name, nameFrom], [undefined, { module: '.names', name: 'REQUESTS' }]);
  });

  it('reads namespace, subsystem and unit', async () => {
    const { namespace, subsystem, unit } = await only(
      `${head}S = "http"\nCounter("a", "h", [], "shop", S, unit=unit())`,
    );
    assert.deepEqual([namespace, subsystem, unit], ['shop', 'http', null]);
    const plain = await only(`${head}Counter("a", "h")`);
    assert.deepEqual([plain.namespace, plain.subsystem, plain.unit], [undefined, undefined, undefined]);
  });

  it('reads the unit of a family', async () => {
    const text = 'from prometheus_client.core import GaugeMetricFamily as G\nG("a", "h", None, ["x"], "bytes")';
    assert.equal((await only(text)).unit, 'bytes');
  });

  it('reads the help', async () => {
    const given = await only(`${head}Counter("a", "What " "it is")`);
    assert.deepEqual(given.help.kind === 'given' && given.help.text, 'What it is');
    assert.equal((await only(`${head}Counter("a", help())`)).help.kind, 'unknown');
    assert.equal((await only(`${head}Counter("a", **options)`)).help.kind, 'unknown');
    assert.equal((await only(`${head}Counter("a", labelnames=["x"])`)).help.kind, 'absent');
  });

  it('says where help goes', async () => {
    const cases: Readonly<Record<string, string>> = {
      'Counter("a")': 'Counter("a", "help")',
      'Counter("a", labelnames=["x"])': 'Counter("a", "help", labelnames=["x"])',
      'Counter(name="a", labelnames=["x"])': 'Counter(name="a", documentation="help", labelnames=["x"])',
    };
    for (const [call, expected] of Object.entries(cases)) {
      const text = head + call;
      const { helpInsertion } = await only(text);
      assert.ok(helpInsertion);
      const { at, before, after } = helpInsertion;
      assert.equal(`${text.slice(0, at)}${before}help${after}${text.slice(at)}`, head + expected);
    }
  });

  it('tells the registries apart', async () => {
    const cases: Readonly<Record<string, MetricDeclaration['registry']>> = {
      'Counter("a", "h")': 'default',
      'Counter("a", "h", registry=REGISTRY)': 'default',
      'Counter("a", "h", registry=own)': 'own',
      'Counter("a", "h", registry=CollectorRegistry())': 'own',
      'Counter("a", "h", registry=None)': 'own',
      'Counter("a", "h", registry=make())': 'unknown',
      'Counter("a", "h", **options)': 'unknown',
    };
    for (const [call, expected] of Object.entries(cases)) {
      assert.equal((await only(`${head}own = CollectorRegistry()\n${call}`)).registry, expected, call);
    }
  });

  it('says what holds the metric', async () => {
    const cases: Readonly<Record<string, string | undefined>> = {
      'A = Counter("a", "h")': 'A',
      'a: Counter = Counter("a", "h")': 'a',
      'self.a = Counter("a", "h")': 'a',
      'm["a"] = Counter("a", "h")': 'a',
      'm = {"a": Counter("a", "h")}': 'a',
      'f(a=Counter("a", "h"))': 'a',
      'a = Counter("a", "h") if flag else None': 'a',
      'Counter("a", "h").inc()': undefined,
    };
    for (const [text, expected] of Object.entries(cases)) {
      assert.equal((await only(head + text)).holder, expected, text);
    }
  });
});

describe('metric declarations: taking a label out', () => {
  const cases: Readonly<Record<string, string | undefined>> = {
    '["x", "y"]': '["x"]',
    '["y", "x"]': '["x"]',
    '["y"]': '[]',
    '["x", "y",]': '["x",]',
    '("y",)': '()',
    '("x", "y")': '("x",)',
    '("y", "x")': undefined,
    '("y", "x",)': '("x",)',
    '("x", "y", "z")': '("x", "z")',
    '[\n    "x",  # one\n    "y",  # two\n]': '[\n    "x",  # one  # two\n]',
    '[\n    "y",  # two\n    # of x\n    "x",\n]': '[\n    # of x\n    "x",\n]',
    '[Y, "x"]': undefined,
    L: undefined,
  };
  for (const [list, expected] of Object.entries(cases)) {
    it(list.replaceAll(/\s+/g, ' '), async () => {
      const text = `${head}Y = "y"\nL = "x y".split()\nCounter("a", "h", ${list})`;
      const removal = (await only(text)).labels.find(({ name }) => name === 'y')?.removal;
      const result = removal && text.slice(0, removal.start) + text.slice(removal.end);
      assert.equal(result, expected && text.replace(`"h", ${list}`, `"h", ${expected}`));
    });
  }
});
