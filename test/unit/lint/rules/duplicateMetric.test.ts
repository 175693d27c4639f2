import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { lintFacts } from '../../../../src/lint/lint';
import type { LintedLanguage } from '../../../../src/syntax/lintedLanguage';
import type { MetricDeclaration } from '../../../../src/syntax/metrics/metricDeclaration';
import { readSourceFacts } from '../../../../src/syntax/sourceFacts';
import { WorkspaceIndex } from '../../../../src/workspace/lint/workspaceIndex';
import { declared } from '../../../support/declared';
import { lintDeclared } from '../../../support/lintDeclared';
import { testParsers } from '../../../support/parsers';

const parsers = testParsers();

/** The lines at which a file alone has a duplicate. */
async function linesOf(language: LintedLanguage, text: string): Promise<readonly number[]> {
  const facts = await readSourceFacts(parsers, language, text);
  assert.ok(facts.metrics.declarations.length > 0, 'metrics are read');
  return lintFacts({ language, text, facts })
    .filter(({ rule }) => rule === 'duplicate-metric')
    .map(({ span }) => text.slice(0, span.start).split('\n').length);
}

const python = 'from prometheus_client import *\n';
const alone: readonly (readonly [string, LintedLanguage, string, readonly number[]])[] = [
  ['two in one registry', 'python', `${python}a = Gauge("x", "X")\nb = Gauge("x", "X")\n`, [3]],
  [
    'with a name that is the same once exposed',
    'python',
    `${python}a = Counter("x", "X")\nb = Counter("x_total", "X")\n`,
    [3],
  ],
  ['three', 'python', `${python}a = Gauge("x", "X")\nb = Gauge("x", "X")\nc = Gauge("x", "X")\n`, [3, 4]],
  ['used in place', 'python', `${python}Gauge("x", "X").set(1)\nGauge("x", "Y").set(2)\n`, [3]],
  ['other namespaces', 'python', `${python}a = Gauge("x", "X", namespace="a")\nb = Gauge("x", "X")\n`, []],
  [
    'registries of their own',
    'python',
    `${python}a = Gauge("x", "X", registry=r)\nb = Gauge("x", "X", registry=s)\n`,
    [],
  ],
  ['no registry', 'python', `${python}a = Gauge("x", "X", registry=None)\nb = Gauge("x", "X", registry=None)\n`, []],
  ['two functions', 'python', `${python}def f():\n    Gauge("x", "X")\ndef g():\n    Gauge("x", "X")\n`, []],
  ['two classes', 'python', `${python}class A:\n    x = Gauge("x", "X")\nclass B:\n    x = Gauge("x", "X")\n`, []],
  ['two branches', 'python', `${python}if f():\n    x = Gauge("x", "X")\nelse:\n    x = Counter("x_total", "X")\n`, []],
  ['a fallback', 'python', `${python}try:\n    x = Gauge("x", "X")\nexcept ValueError:\n    x = Gauge("x", "Y")\n`, []],
  [
    'either of two',
    'python',
    `${python}x = Gauge("x", "X") if f() else None\ny = None if f() else Gauge("x", "X")\n`,
    [],
  ],
  ['taken back', 'python', `${python}x = Gauge("x", "X")\nREGISTRY.unregister(x)\nx = Gauge("x", "X")\n`, []],
  ['made for each scrape', 'python', `${python}a = GaugeMetricFamily("x", "X")\nb = GaugeMetricFamily("x", "X")\n`, []],
  [
    'prom-client',
    'typescript',
    `import { Gauge } from 'prom-client';\nexport const a = new Gauge({ name: 'x', help: 'X' });\nexport const b = new Gauge({ name: 'x', help: 'X' });\n`,
    [3],
  ],
  [
    'prom-client, in functions',
    'typescript',
    `import { Gauge } from 'prom-client';\nconst a = () => new Gauge({ name: 'x', help: 'X' });\nconst b = f || new Gauge({ name: 'x', help: 'X' });\nfunction c() {\n  return new Gauge({ name: 'x', help: 'X' });\n}\n`,
    [],
  ],
];

/** Runs each text with an empty registry; how its error begins. */
const program = `
import json, sys
from prometheus_client import REGISTRY
outcomes = []
for text in json.load(sys.stdin):
    for collector in list(REGISTRY._collector_to_names):
        REGISTRY.unregister(collector)
    try:
        exec(text, {})
        outcomes.append("")
    except ValueError as error:
        outcomes.append(str(error)[:21])
print(json.dumps(outcomes))
`;

async function across(files: Readonly<Record<string, string>>, path: string): Promise<readonly string[]> {
  const index = new WorkspaceIndex();
  for (const [name, text] of Object.entries(files)) {
    const facts = await readSourceFacts(parsers, 'python', `${python}${text}`);
    index.put(`/w/${name}`, { name, language: 'python', facts });
  }
  const text = `${python}${files[path] ?? ''}`;
  const facts = await readSourceFacts(parsers, 'python', text);
  return lintFacts({ language: 'python', text, facts }, { workspace: index.view(`/w/${path}`) })
    .filter(({ rule }) => rule === 'duplicate-metric')
    .map(({ severity, message, related }) => `${severity}: ${message} ${related.map((each) => each.path).join()}`);
}

function otherwise(told: Partial<MetricDeclaration>): readonly string[] {
  const workspace = {
    declarationsOf: () => [{ path: 'b.prom', value: declared(told) }],
    metricNames: () => new Set<string>(),
    pushes: () => [],
  };
  return lintDeclared('duplicate-metric', '', [declared({ labels: [{ name: 'a', span: { start: 0, end: 1 } }] })], {
    workspace,
  }).map(({ severity }) => severity);
}

describe('duplicate-metric', () => {
  for (const [what, language, text, expected] of alone) {
    it(`in a file: ${what}`, async () => {
      assert.deepEqual(await linesOf(language, text), expected, text);
    });
  }

  it('in a file: what is reported raises in the real prometheus_client', () => {
    const reported = alone.filter(([, language, , lines]) => language === 'python' && lines.length > 0);
    const outcomes = spawnSync('/usr/bin/python3', ['-c', program], {
      input: JSON.stringify(reported.map(([, , text]) => text)),
      encoding: 'utf8',
    });
    assert.equal(
      outcomes.status,
      0,
      `needs prometheus_client: apt install python3-prometheus-client ${outcomes.stderr}`,
    );
    assert.deepEqual(
      JSON.parse(outcomes.stdout),
      Array.from(reported, () => 'Duplicated timeseries'),
    );
    assert.ok(reported.length > 2);
  });

  it('in exposition text: a second TYPE line', () => {
    const text = '# TYPE x gauge\nx 1\n# TYPE x_total counter\nx_total 1\n# TYPE x gauge\nx{a="b"} 2\n';
    const [finding, ...more] = lintDeclared('duplicate-metric', text, [], { language: 'exposition' });
    assert.ok(finding !== undefined && more.length === 0);
    assert.deepEqual(
      [finding.severity, finding.metric, finding.span.start],
      ['error', 'x', text.lastIndexOf('x gauge')],
    );
  });

  it('across the workspace: another type, other labels, another help', async () => {
    const a = 'x = Gauge("x", "The x.", ["a"])\n';
    assert.deepEqual(await across({ 'a.py': a, 'b.py': 'x = Histogram("x", "The x.", ["a"])\n' }, 'a.py'), [
      "warning: 'x' is a gauge here and a histogram in b.py: a Pushgateway refuses one of them, and queries for one are wrong for the other. Give one of them another name. b.py",
    ]);
    assert.deepEqual(
      await across(
        { 'a.py': a, 'b.py': 'x = Gauge("x", "The x.", ["b", "a"])\n', 'c.py': 'x = Gauge("x", "X", [])\n' },
        'a.py',
      ),
      [
        "warning: 'x' has the labels a here and a, b in b.py: a query that sums or joins them is wrong for one of the two. Use the same labels, or another name. b.py,c.py",
      ],
    );
    assert.deepEqual(await across({ 'a.py': a, 'b.py': 'x = Gauge("x", "Another x.", ["a"])\n' }, 'a.py'), [
      "info: 'x' has another help text in b.py: who reads one is misled about the other. b.py",
    ]);
  });

  it('across the workspace: nothing where they are alike, or one is no part of the program', async () => {
    const a = 'x = Gauge("x", "The x.", ["a", "b"])\n';
    assert.deepEqual(await across({ 'a.py': a, 'b.py': 'x = Gauge("x", "the  x", ("b", "a"))\n' }, 'a.py'), []);
    assert.deepEqual(await across({ 'a.py': a, 'b.py': 'x = Gauge("x", TEXT, labels())\n' }, 'a.py'), []);
    const other = 'x = Counter("x", "Other.")\nx = Histogram("x", "Other.")\n';
    for (const path of ['tests/b.py', 'test_b.py', 'b_test.py', 'app/testdata/b.py', 'examples/b.py', 'vendor/b.py']) {
      assert.deepEqual(await across({ 'a.py': a, [path]: other }, 'a.py'), [], path);
      assert.deepEqual(await across({ 'a.py': a, [path]: other }, path), [], path);
    }
    // What both lie in says nothing.
    for (const path of ['latest/b.py', 'contest.py', 'b.py']) {
      const files = { 'tests/a.py': a, [`tests/${path}`]: other };
      assert.equal((await across(files, 'tests/a.py')).length, 1, path);
    }
  });

  it('across the workspace: samples in a text do not say all labels, nor always a type', () => {
    assert.deepEqual(otherwise({ client: 'text' }), []);
    assert.deepEqual(otherwise({ client: 'text', type: 'unknown' }), []);
    assert.deepEqual(otherwise({ client: 'text', type: 'counter' }), ['warning']);
    assert.deepEqual(otherwise({ type: 'info', labels: [{ name: 'a', span: { start: 0, end: 1 } }] }), []);
  });

  it('is quick with names without end', () => {
    const declarations = Array.from({ length: 20_000 }, (_, i) =>
      declared({ span: { start: i * 500, end: i * 500 + 400 } }),
    );
    assert.deepEqual(lintDeclared('duplicate-metric', 'x'.repeat(10_000_000), declarations), []);
  });
});
