import assert from 'node:assert/strict';
import type { LabelValue } from '../../../../src/syntax/metrics/labelValue';
import type { MetricFacts } from '../../../../src/syntax/metrics/metricFacts';
import { metricFacts } from '../../../../src/syntax/python/metricFacts';
import { ReadTimeout, WorkBudget } from '../../../../src/syntax/workBudget';
import { spansIn } from '../../../support/spansIn';
import { testParsers } from '../../../support/parsers';

const parsers = testParsers();

function factsOf(text: string, milliseconds?: number): Promise<MetricFacts> {
  return parsers.use('python', text, (tree) => metricFacts(tree, new WorkBudget(milliseconds)));
}

/** A file with most of the forms that are read. */
const program = `import os, uuid
from prometheus_client import CollectorRegistry, Counter, Gauge, push_to_gateway
from .shared import COMMON, OTHER
from monitoring import TaskMonitor

LABELS = ("step", "user_id")  # wer
registry = CollectorRegistry()
REQUESTS = Counter("requests_total", "Anfragen 𝄞", [*LABELS, *COMMON], namespace="shop", registry=registry)
monitor = TaskMonitor("nightly", grouping_key={"team": "data"})


class Job:
    def __init__(self):
        self.gauges = {"size": Gauge("size_bytes", "h", labelnames=["kind", "path"])}

    def run(self, user, **labels):
        for attempt in range(3):
            try:
                self.gauges["size"].labels("a", path=f"/{user.id}/{uuid.uuid4()}").set(1)
                OTHER.labels(**{"step": user.name}, **labels).inc()
            except (ValueError, OSError) as error:
                REQUESTS.labels(str(error), user.id if user.id in {"a"} else "other").inc()
                push_to_gateway("localhost:9091", job=f"job-{os.getpid()}", registry=registry)
        with monitor.task(f"job-{user.id}"):
            pass
`;

describe('metric facts of Python: what is typed half', () => {
  it('gives spans inside the text at every prefix', async () => {
    for (let end = 0; end <= program.length; end += 1) {
      const text = program.slice(0, end);
      for (const span of spansIn(await factsOf(text))) {
        assert.ok(
          0 <= span.start && span.start <= span.end && span.end <= text.length,
          `${end}: ${JSON.stringify(span)}`,
        );
      }
    }
  });

  it('keeps the other findings beside an open call', async () => {
    const text = `from prometheus_client import Counter
A = Counter("a", "h", ["x"])
A.labels(x=user.id).inc()
B = Counter("b", "h", [
`;
    const { declarations, calls } = await factsOf(text);
    assert.ok(declarations.some(({ name }) => name === 'a'));
    assert.equal(calls.length, 1);
  });

  it('reads what stands behind an open call', async () => {
    const text = `from prometheus_client import Counter
A = Counter("a", "h", ["x"])
def f(user):
    A.labels(
    return 1

def g(user):
    A.labels(x=user.id).inc()
`;
    const { calls } = await factsOf(text);
    assert.ok(calls.some(({ values }) => values.some(({ label }) => label === 'x')));
  });
});

describe('metric facts of Python: bad input', () => {
  const head = 'from prometheus_client import Counter\nC = Counter("a", "h", ["x"])\n';
  const cases: Readonly<Record<string, string>> = {
    'null bytes': `${head}C.labels(x="\u0000").inc()\u0000\nC.labels(x=user.id).inc()\n`,
    'lone surrogates': `${head}C.labels(x="\ud83d", y="\udc00").inc()\n`,
    'what was no UTF-8': `${head}C.labels(x="\ufffd\ufffd").inc()\n`,
    'a byte order mark': `\ufeff${head}C.labels(x=1).inc()\n`,
    'a chain of calls': `${head}C${'.labels(x=1)'.repeat(3_000)}.inc()\n`,
    'calls in calls': `${head}${'C.labels('.repeat(500)}1${')'.repeat(500)}\n`,
    'a chain of attributes': `${head}C.labels(x=a${'.b'.repeat(3_000)}).inc()\n`,
    'a long sum': `${head}C.labels(x=${'a + '.repeat(3_000)}a).inc()\n`,
    'lists in lists': `${head}L = ${'['.repeat(2_000)}${']'.repeat(2_000)}\nCounter("b", "h", L)\n`,
    'statements in statements': `${head}${Array.from({ length: 90 }, (_, depth) => `${' '.repeat(depth)}if x:\n`).join('')}${' '.repeat(90)}C.labels(x).inc()\n`,
    'names in a circle': `${head}a = [*b, *b]\nb = [*c, *c]\nc = [*a, *a]\nCounter("b", "h", a)\nC.labels(a).inc()\n`,
    'a name of many values': `${head}def f():\n${'    x = g(x)\n'.repeat(2_000)}${'    C.labels(x).inc()\n'.repeat(100)}`,
    'a class that is its own base': `${head}class A(B): pass\nclass B(A): pass\nB("b", "h")\nclass CMetric(CMetric):\n    x: str\n`,
    'a function that calls itself': `${head}def f(n):\n    f(n)\n    return Counter(n, "h")\nf("b")\n`,
    'a long line': `${head}L = [${'"a", '.repeat(100_000)}]\nC.labels(x=L[0]).inc()\n`,
  };
  for (const [title, text] of Object.entries(cases)) {
    it(title, async () => {
      for (const { start, end } of spansIn(await factsOf(text))) {
        assert.ok(0 <= start && start <= end && end <= text.length);
      }
    }).timeout(20_000);
  }

  it('ends when its time is over', async () => {
    const text = `${head}${'C.labels(x=user.id).inc()\n'.repeat(3_000)}`;
    await assert.rejects(factsOf(text, 0), ReadTimeout);
  });
});

describe('metric facts of Python: label values', () => {
  const head = `import os, uuid, random
from uuid import uuid4 as u
from datetime import datetime
from enum import Enum
from flask import request
from prometheus_client import Counter
class Status(Enum):
    OK = "ok"
TABLE = {"a": "x"}
ALLOWED = frozenset({"GET"})
C = Counter("c", "h", ["x"])
def kind_of(x):
    if x:
        return "big"
    return "small"
`;

  /** Of the only call in a function with the parameters `user`, `n` and `flag`. */
  async function valueIn(body: string): Promise<LabelValue | undefined> {
    const lines = body.split('\n').map((line) => `    ${line}\n`);
    const { calls } = await factsOf(
      `${head}def f(user, n, flag: bool, status: Status, exc: Exception):\n${lines.join('')}`,
    );
    assert.equal(calls.length, 1);
    return calls[0]?.values[0]?.value;
  }

  const message: LabelValue = { kind: 'caught', part: 'message', className: 'type(e).__name__' };
  const userId: LabelValue = { kind: 'name', path: ['user', 'id'], origin: 'parameter' };
  const uuid4: LabelValue = { kind: 'call', callee: ['uuid', 'uuid4'], imported: true, arguments: [] };
  const guard: LabelValue = { kind: 'bounded', by: 'guard' };
  const lookup: LabelValue = { kind: 'bounded', by: 'lookup' };

  const expressions: Readonly<Record<string, LabelValue>> = {
    '"a"': { kind: 'literal', text: 'a' },
    '3': { kind: 'literal', text: '3' },
    n: { kind: 'name', path: ['n'], origin: 'parameter' },
    'user.id': userId,
    '(user.id)': userId,
    'user["id"]': userId,
    'getattr(user, "id", "")': userId,
    'self.user.id': { kind: 'name', path: ['self', 'user', 'id'], origin: 'parameter' },
    'request.path': { kind: 'name', path: ['flask', 'request', 'path'], origin: 'import' },
    'os.environ["POD"]': { kind: 'name', path: ['os', 'environ', 'POD'], origin: 'import' },
    'u()': uuid4,
    'uuid.uuid4()': uuid4,
    'str(u())': { kind: 'call', callee: ['str'], imported: false, arguments: [uuid4] },
    'datetime.now().isoformat()': {
      kind: 'call',
      callee: ['isoformat'],
      imported: false,
      receiver: { kind: 'call', callee: ['datetime', 'datetime', 'now'], imported: true, arguments: [] },
      arguments: [],
    },
    'user.get_id(3)': {
      kind: 'call',
      callee: ['user', 'get_id'],
      imported: false,
      receiver: { kind: 'name', path: ['user'], origin: 'parameter' },
      arguments: [{ kind: 'literal', text: '3' }],
    },
    'f"a-{user.id}"': { kind: 'joined', parts: [{ kind: 'literal', text: 'a-' }, userId] },
    '"a-" + user.id': { kind: 'joined', parts: [{ kind: 'literal', text: 'a-' }, userId] },
    '"a-%s" % user.id': { kind: 'joined', parts: [{ kind: 'literal', text: 'a-%s' }, userId] },
    '"a-{}".format(user.id)': { kind: 'joined', parts: [{ kind: 'literal', text: 'a-{}' }, userId] },
    'user.id or "none"': { kind: 'choice', options: [userId, { kind: 'literal', text: 'none' }] },
    'user.id if n else "none"': { kind: 'choice', options: [userId, { kind: 'literal', text: 'none' }] },
    'user.id if user.id in {"a"} else "other"': guard,
    '"other" if user.id not in ALLOWED else user.id': guard,
    'user.id if user.id == "a" else "other"': guard,
    'n > 3': { kind: 'bounded', by: 'comparison' },
    'not n': { kind: 'bounded', by: 'comparison' },
    'bool(n)': { kind: 'bounded', by: 'comparison' },
    'user.name.startswith("a")': { kind: 'bounded', by: 'comparison' },
    flag: { kind: 'bounded', by: 'comparison' },
    status: { kind: 'bounded', by: 'enum' },
    'status.value': { kind: 'bounded', by: 'enum' },
    'Status.OK.value': { kind: 'bounded', by: 'enum' },
    'Status(n).name': { kind: 'bounded', by: 'enum' },
    'TABLE[n]': lookup,
    'TABLE.get(n, "other")': lookup,
    '{"a": "b"}.get(n, "other")': lookup,
    'TABLE.get(n, user.id)': { kind: 'choice', options: [lookup, userId] },
    'type(user).__name__': { kind: 'bounded', by: 'class' },
    'kind_of.__name__': { kind: 'bounded', by: 'class' },
    'kind_of(n)': {
      kind: 'choice',
      options: [
        { kind: 'literal', text: 'big' },
        { kind: 'literal', text: 'small' },
      ],
    },
    exc: { kind: 'caught', part: 'message', className: 'type(exc).__name__' },
    'lambda: 1': { kind: 'unknown' },
  };
  for (const [expression, expected] of Object.entries(expressions)) {
    it(expression, async () => {
      assert.deepEqual(await valueIn(`C.labels(x=${expression}).inc()`), expected);
    });
  }

  const caught: Readonly<Record<string, LabelValue>> = {
    e: message,
    'str(e)': message,
    'repr(e)': message,
    'e.args[0]': { kind: 'caught', part: 'message', className: undefined },
    'e.message': { kind: 'caught', part: 'message', className: undefined },
    'getattr(e, "code", 0)': { kind: 'caught', part: 'other', className: undefined },
    'e.code': { kind: 'caught', part: 'other', className: undefined },
    'type(e).__name__': { kind: 'caught', part: 'class', className: 'type(e).__name__' },
    'e.__class__.__name__': { kind: 'caught', part: 'class', className: 'e.__class__.__name__' },
    'str(e).lower()': message,
    'f"{e}"': { kind: 'joined', parts: [message] },
  };
  for (const [expression, expected] of Object.entries(caught)) {
    it(`${expression} of a caught exception`, async () => {
      const body = `try:\n    pass\nexcept (ValueError, OSError) as e:\n    C.labels(${expression}).inc()`;
      assert.deepEqual(await valueIn(body), expected);
    });
  }

  const bodies: Readonly<Record<string, readonly [body: string, expected: LabelValue]>> = {
    'a variable': ['x = user.id\nC.labels(x).inc()', { kind: 'name', path: ['x'], origin: 'local', value: userId }],
    'a variable that branches give values': [
      'if n:\n    x = "a"\nelse:\n    x = "b"\nC.labels(x).inc()',
      {
        kind: 'name',
        path: ['x'],
        origin: 'local',
        value: {
          kind: 'choice',
          options: [
            { kind: 'literal', text: 'a' },
            { kind: 'literal', text: 'b' },
          ],
        },
      },
    ],
    'a variable that is made of itself': [
      'x = user.id\nx = x.strip()\nC.labels(x).inc()',
      {
        kind: 'name',
        path: ['x'],
        origin: 'local',
        value: {
          kind: 'call',
          callee: ['x', 'strip'],
          imported: false,
          receiver: { kind: 'name', path: ['x'], origin: 'local', value: userId },
          arguments: [],
        },
      },
    ],
    'a variable that gets another value in front': [
      'x = user.id\nx = "a"\nC.labels(x).inc()\nx = user.id',
      { kind: 'name', path: ['x'], origin: 'local', value: { kind: 'literal', text: 'a' } },
    ],
    'a parameter that a branch gives a value': [
      'if not n:\n    n = "a"\nC.labels(n).inc()',
      {
        kind: 'name',
        path: ['n'],
        origin: 'local',
        value: { kind: 'choice', options: [{ kind: 'literal', text: 'a' }, { kind: 'unknown' }] },
      },
    ],
    'a part of a tuple': [
      'x, y = "a", user.id\nC.labels(y).inc()',
      { kind: 'name', path: ['y'], origin: 'local', value: userId },
    ],
    'a loop over something': [
      'for x in user.all():\n    C.labels(x).inc()',
      { kind: 'name', path: ['x'], origin: 'loop' },
    ],
    'a loop over literals': ['for x in ("a", "b"):\n    C.labels(x).inc()', lookup],
    'a loop over the entries of a table': ['for x, y in TABLE.items():\n    C.labels(x).inc()', lookup],
    'a loop over an enumeration': ['for x in Status:\n    C.labels(x.value).inc()', { kind: 'bounded', by: 'enum' }],
    'a comprehension': [
      '[C.labels(x.id).inc() for x in user.all()]',
      { kind: 'name', path: ['x', 'id'], origin: 'loop' },
    ],
    'a guard around': ['if user.id in ALLOWED:\n    C.labels(user.id).inc()', guard],
    'a guard with more around': ['if n and user.id == "a":\n    with n:\n        C.labels(user.id).inc()', guard],
    'a guard that is none': ['if n or user.id == "a":\n    C.labels(user.id).inc()', userId],
    'a guard of something else': ['if n in ALLOWED:\n    C.labels(user.id).inc()', userId],
    'the other branch of a guard': ['if user.id in ALLOWED:\n    pass\nelse:\n    C.labels(user.id).inc()', userId],
    'a list that is no small set': ['if user.id in user.all:\n    C.labels(user.id).inc()', userId],
    'a guard in front that leaves': ['if user.id not in ALLOWED:\n    return\nC.labels(user.id).inc()', guard],
    'a guard in front that sets': ['if n not in ALLOWED:\n    n = "other"\nC.labels(n).inc()', guard],
    'an assertion': ['assert n in ("a", "b")\nC.labels(n).inc()', guard],
    'a case of a match': ['match n:\n    case "a" | "b":\n        C.labels(n).inc()', guard],
    'every case of a match': [
      'match n:\n    case other:\n        C.labels(n).inc()',
      { kind: 'name', path: ['n'], origin: 'parameter' },
    ],
  };
  for (const [title, [body, expected]] of Object.entries(bodies)) {
    it(title, async () => {
      assert.deepEqual(await valueIn(body), expected);
    });
  }
});
