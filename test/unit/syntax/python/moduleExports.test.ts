import assert from 'node:assert/strict';
import type { MetricFacts } from '../../../../src/syntax/metrics/metricFacts';
import { metricFacts } from '../../../../src/syntax/python/metricFacts';
import { WorkBudget } from '../../../../src/syntax/workBudget';
import { testParsers } from '../../../support/parsers';

const parsers = testParsers();

/** `name kind …` for each export. */
async function exportsOf(text: string): Promise<string[]> {
  const { exports, declarations } = await factsOf(text);
  return exports.map(({ name, value }) => {
    switch (value.kind) {
      case 'metric':
        return `${name} metric ${declarations[value.index]?.name}`;
      case 'labels':
        return `${name} labels ${value.labels.map((label) => label.name).join(',')}${value.complete ? '' : ',…'}`;
      case 'text':
        return `${name} text ${value.text}`;
      case 'imported':
        return `${name} imported ${value.from.module}:${value.from.name}`;
    }
  });
}

function factsOf(text: string): Promise<MetricFacts> {
  return parsers.use('python', text, (tree) => metricFacts(tree, new WorkBudget()));
}

const cases: Readonly<Record<string, readonly [text: string, ...expected: string[]]>> = {
  'metrics, those that `if` and `try` hold, too': [
    `import prometheus_client as prom
A = prom.Counter("a", "h")
if flag:
    B = prom.Counter("b", "h")
try:
    C = prom.Counter("c", "h")
except ValueError:
    pass
def f():
    D = prom.Counter("d", "h")`,
    'prom imported prometheus_client:*',
    'A metric a',
    'B metric b',
    'C metric c',
  ],
  'members of classes and objects': [
    `from prometheus_client import Counter
class Metrics:
    a = Counter("a", "h")
    LABELS = ("x", "y")
    NAME = "user_id"
    def __init__(self):
        self.b = Counter("b", "h")
metrics = Metrics()`,
    'Counter imported prometheus_client:Counter',
    'Metrics.a metric a',
    'Metrics.LABELS labels x,y',
    'Metrics.NAME text user_id',
    'metrics.a metric a',
    'metrics.b metric b',
  ],
  'labels and names in a file without any metric': [
    `USER = "user_id"
COMMON = [USER, "region"]
MORE = COMMON + ["zone"]
OTHER = MORE
DOTTED = "service.name".replace(".", "_")
SENTENCE = "Not a name."
COUNT = 3
rows = load()`,
    'USER text user_id',
    'COMMON labels user_id,region',
    'MORE labels user_id,region,zone',
    'OTHER labels user_id,region,zone',
    'DOTTED text service_name',
  ],
  're-exports': [
    `from .metrics import REQUESTS, ERRORS as FAILURES
from . import gauges
import app.stats as stats
import os
Alias = REQUESTS
def f():
    from .hidden import X`,
    'REQUESTS imported .metrics:REQUESTS',
    'FAILURES imported .metrics:ERRORS',
    'gauges imported .:gauges',
    'stats imported app.stats:*',
    'Alias imported .metrics:REQUESTS',
  ],
  'an alias of a metric': [
    'from prometheus_client import Counter\nA = Counter("a", "h")\nB = A',
    'Counter imported prometheus_client:Counter',
    'A metric a',
    'B metric a',
  ],
  'labels of which a part is elsewhere': [
    'from x import MORE\nL = ["a", *MORE]',
    'MORE imported x:MORE',
    'L labels a,…',
  ],
};

describe('what a Python module exports', () => {
  for (const [title, [text, ...expected]] of Object.entries(cases)) {
    it(title, async () => {
      assert.deepEqual(await exportsOf(text), expected);
    });
  }

  it('names the modules of wildcards', async () => {
    const { wildcards } = await factsOf('from .metrics import *\nfrom prometheus_client import *\n');
    assert.deepEqual(wildcards, ['.metrics', 'prometheus_client']);
  });

  it('leaves out what is data', async () => {
    assert.deepEqual(await exportsOf(`ROWS = [${'"a", '.repeat(10_000)}]`), []);
  });
});
