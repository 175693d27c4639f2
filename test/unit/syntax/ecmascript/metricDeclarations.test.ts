import assert from 'node:assert/strict';
import { declarationLine, eachGives, everyLanguage, factsOf } from './metricSummaries';
import type { MetricFacts } from '../../../../src/syntax/metrics/metricFacts';

const lines = ({ declarations }: MetricFacts): string[] => declarations.map(declarationLine);
const config = `{ name: 'a', help: 'h', labelNames: ['x'] }`;

const labels = (list: string, before = ''): string =>
  `import { Gauge } from 'prom-client';\n${before}\nnew Gauge({ name: 'a', help: 'h', labelNames: ${list} });`;
const cut = (text: string, span: { start: number; end: number } | undefined): string | undefined =>
  span && text.slice(span.start, span.end);

describe('ecmascript metric declarations: clients and imports', () => {
  eachGives(everyLanguage, lines, {
    'every class of prom-client': [
      `import { Counter, Gauge, Summary, Histogram } from 'prom-client';
new Counter({ name: 'a', help: 'h', labelNames: ['x'] });
new Gauge({ name: 'b', help: 'h', labelNames: ['x'] });
new Summary({ name: 'c', help: 'h', labelNames: ['x'], percentiles: [0.5] });
new Histogram({ name: 'd', help: 'h', labelNames: ['x'], buckets: [1, 2] });`,
      'counter a(x)',
      'gauge b(x)',
      'summary c(x)',
      'histogram d(x)',
    ],
    '@prometheus-io/client': [
      `import { Counter } from '@prometheus-io/client';\nnew Counter(${config})`,
      'counter a(x)',
    ],
    'the default import': [`import client from 'prom-client';\nnew client.Gauge(${config})`, 'gauge a(x)'],
    'the namespace': [`import * as prom from 'prom-client';\nnew prom.Gauge(${config})`, 'gauge a(x)'],
    'an alias': [`import { Gauge as PromGauge } from 'prom-client';\nnew PromGauge(${config})`, 'gauge a(x)'],
    require: [`const client = require('prom-client');\nnew client.Summary(${config})`, 'summary a(x)'],
    'require, taken apart': [`const { Counter: C } = require('prom-client');\nnew C(${config})`, 'counter a(x)'],
    'require of a member': [`const Counter = require('prom-client').Counter;\nnew Counter(${config})`, 'counter a(x)'],
    'require in place': [`new (require('prom-client').Counter)(${config})`, 'counter a(x)'],
    'a dynamic import': [
      `async function f() { const { Gauge } = await import('prom-client'); new Gauge(${config}); }`,
      'gauge a(x)',
    ],
    'taken from the client later': [
      `import client from 'prom-client';\nconst { Histogram } = client;\nnew Histogram(${config})`,
      'histogram a(x)',
    ],
    'a class that leaves the constructor as it is': [
      `import { Gauge } from 'prom-client';\nclass Level extends Gauge { up() { this.inc(); } }\nnew Level(${config})`,
      'gauge a(x)',
    ],
    'the client as a member of something': [
      `function f(metrics) { return new metrics.client.Gauge(${config}); }`,
      'gauge a(x)',
    ],
    'a package that hands the client on': [
      `import { client } from '@us/metrics';\nnew client.Counter(${config})`,
      'counter a(x)',
    ],
    'a project module that hands the class on': [
      `import { Counter } from './client';\nnew Counter(${config})`,
      'counter a(x)',
    ],
    'old arguments': [
      `const { Counter } = require('prom-client');\nnew Counter('a', 'h', ['x', 'y'])`,
      'counter a(x, y)',
    ],
    'old arguments with a configuration behind': [
      `const { Histogram } = require('prom-client');\nnew Histogram('a', 'h', { buckets: [1] })`,
      'histogram a()',
    ],
    'a configuration that only running tells': [
      `import { Counter } from 'prom-client';\nexport function make(options) { return new Counter(options); }`,
      'counter ?(?)',
    ],
  });
});

describe('ecmascript metric declarations: what is none', () => {
  eachGives(everyLanguage, lines, {
    'a class of the file': [`class Counter { constructor(o) {} }\nnew Counter(${config})`],
    'a function of the file': [`function Gauge(o) { this.o = o; }\nnew Gauge(${config})`],
    'a gauge to look at': [
      `import { Gauge } from 'react-gauge';\nnew Gauge({ name: 'speed', help: 'Speed', labels: ['km/h'] })`,
    ],
    'a histogram of d3': [`import * as d3 from 'd3';\nnew d3.Histogram(${config})`],
    'a chart': [`createHistogram({ name: 'ages', labels: ['young', 'old'], data })`],
    'a meter of OpenTelemetry': [
      `import { metrics } from '@opentelemetry/api';\nconst meter = metrics.getMeter('m');
meter.createCounter('requests', { description: 'All', unit: '1' });\nmetrics.createCounter(${config})`,
    ],
    StatsD: [`statsd.gauge('queue.size', 4, ['queue:a']);\nstatsd.histogram('a', 'b', sampled)`],
    'a metric of k6': [`import { Counter } from 'k6/metrics';\nnew Counter('grpc_reqs')`],
    'a question for a metric': [`register.getGauge(${config}); useCounter(${config}); incCounter(${config})`],
    'a name of two words': [`encounter(${config}); counterpart(${config})`],
    'a parameter that hides the import': [
      `import { Counter } from 'prom-client';\nfunction f() { class Counter {}\n new Counter(${config}); }`,
    ],
  });
});

describe('ecmascript metric declarations: wrappers', () => {
  eachGives(everyLanguage, lines, {
    'a method with the name of the kind': [`const m = register.gauge(${config});`, 'gauge a(x)'],
    'a chained call': [`register\n  .gauge({ name: 'a', help: 'h' })\n  .set(1);`, 'gauge a()'],
    'a function that creates': [
      `const c = createCounter(${config}), d = create_histogram(${config});`,
      'counter a(x)',
      'histogram a(x)',
    ],
    'a method of this': [
      `class M { constructor() { this.addGauge({ name: 'a', help: 'h', labels: ['x'] }); } }`,
      'gauge a(x)',
    ],
    'a static method of a package': [
      `const { Metrics } = require('ours').metrics;\nMetrics.createSummary(${config})`,
      'summary a(x)',
    ],
    'more in the name': [
      `db.registerGaugeDbMetric({ name: 'a', help: 'h', labelNames: ['x'], query: () => 1 })`,
      'gauge a(x)',
    ],
    'arguments in a row': [`createCounter('a_total', 'All of them', ['x'])`, 'counter a_total(x)'],
    'the configuration as the second argument': [`createGauge(registry, ${config})`, 'gauge a(x)'],
    TaskMonitor: [
      `import { TaskMonitor } from './monitoring.mjs';\nconst monitor = new TaskMonitor('etl');
const rows = monitor.gauge({ name: 'rows', help: 'h', labelNames: ['table'] });`,
      'gauge rows(table)',
    ],
    'TaskMonitor of a class': [
      `const { TaskMonitor } = require('../monitoring.cjs');
class Job { constructor() { this.monitor = new TaskMonitor('etl'); this.n = this.monitor.counter({ name: 'n', help: 'h' }); } }`,
      'counter n()',
    ],
  });
  it('says whose API it is, and which registry', async () => {
    const { declarations } = await factsOf(
      `import { Counter, Registry, register } from 'prom-client';
import { TaskMonitor } from './monitoring.mjs';
const own = new Registry();
new Counter({ name: 'a', help: 'h' });
new Counter({ name: 'b', help: 'h', registers: [own] });
new Counter({ name: 'c', help: 'h', registers: [register] });
new Counter({ name: 'd', help: 'h', ...rest });
const monitor = new TaskMonitor('etl');
monitor.counter({ name: 'e', help: 'h' });
register.counter({ name: 'f', help: 'h' });
new Counter({ name: 'g', help: 'h', registers });`,
      'javascript',
    );
    assert.deepEqual(
      declarations.map(({ name, client, registry }) => [name, client, registry]),
      [
        ['a', 'prom-client', 'default'],
        ['b', 'prom-client', 'own'],
        ['c', 'prom-client', 'default'],
        ['d', 'prom-client', 'unknown'],
        ['e', 'taskmonitor', 'own'],
        ['f', 'prom-client', 'unknown'],
        ['g', 'prom-client', 'unknown'],
      ],
    );
  });
});

describe('ecmascript metric declarations: names and labels', () => {
  eachGives(everyLanguage, lines, {
    'several lines with comments': [labels(`[\n  'x', // first\n  /* then */ "y",\n]`), 'gauge a(x, y)'],
    'a constant in the list': [labels(`[X, 'y']`, `const X = 'x';`), 'gauge a(x, y)'],
    'a list in a constant': [labels('LABELS', `const LABELS = ['x', 'y'];`), 'gauge a(x, y)'],
    'a list in an object': [labels('L.http.all', `const L = { http: { all: ['x'] } };`), 'gauge a(x)'],
    spread: [labels(`[...BASE, 'y']`, `const BASE = ['x'];`), 'gauge a(x, y)'],
    concat: [labels(`BASE.concat('y', ['z'])`, `const BASE = ['x'];`), 'gauge a(x, y, z)'],
    'the keys of an object': [labels('Object.keys(LABELS)', `const LABELS = { x: 1, 'y': 2 };`), 'gauge a(x, y)'],
    'the values of an object': [labels('Object.values(LABELS)', `const LABELS = { X: 'x', Y: 'y' };`), 'gauge a(x, y)'],
    frozen: [labels('LABELS', `const LABELS = Object.freeze(['x']);`), 'gauge a(x)'],
    alternatives: [labels(`more ? ['x', 'y'] : ['x2']`), 'gauge a(x, y, x2)'],
    'a default': [labels(`given ?? ['x']`), 'gauge a(x, ?)'],
    'a part of another file': [labels(`['x', ...BASE]`, `import { BASE } from './labels';`), 'gauge a(x, ?)'],
    'a list made by running code': [labels('makeLabels()'), 'gauge a(?)'],
    'a list that is set anew': [labels('list', `let list = ['x'];\nlist = ['y'];`), 'gauge a(?)'],
    'labels that are added later': [
      labels(
        'list',
        `const list = ['x'];\nif (more) { list.push('y', ...['z']); list.push.apply(list, Object.keys(own)); }\nother.push('w');`,
      ),
      'gauge a(x, y, z, ?)',
    ],
    'a list of the same name elsewhere': [
      labels('list', `const list = ['x'];\nfunction f(list) { list.push('y'); }`),
      'gauge a(x)',
    ],
    'a list that is empty at first': [labels('list', `let list = [];\nlist = ['x'];`), 'gauge a(x)'],
    'a configuration that is completed later': [
      `import { Gauge } from 'prom-client';\nconst options = { name: 'a', help: 'h' };\noptions.labelNames = ['x'];\nnew Gauge(options);`,
      'gauge a(x)',
    ],
    'no labels': [`import { Gauge } from 'prom-client';\nnew Gauge({ name: 'a', help: 'h' })`, 'gauge a()'],
    'a configuration in a variable': [
      `import { Gauge } from 'prom-client';\nconst options = { name: 'a', help: 'h', labelNames: ['x'] };\nnew Gauge(options);`,
      'gauge a(x)',
    ],
    'a configuration that others build on': [
      `import { Gauge } from 'prom-client';\nconst base = { help: 'h', labelNames: ['x'] };\nnew Gauge({ ...base, name: 'a' });`,
      'gauge a(x)',
    ],
    'a prefix': [
      `import { Gauge } from 'prom-client';\nconst PREFIX = 'app_';\nnew Gauge({ name: PREFIX + 'a', help: 'h' });\nnew Gauge({ name: \`\${PREFIX}b\`, help: 'h' });
new Gauge({ name: ['app', 'c'].join('_'), help: 'h' });`,
      'gauge app_a()',
      'gauge app_b()',
      'gauge app_c()',
    ],
    'a prefix of a class': [
      `import { Gauge } from 'prom-client';\nclass M { static P = 'app_';\n  prefix = 'm_';\n  make() { new Gauge({ name: M.P + 'a', help: 'h' }); new Gauge({ name: this.prefix + 'b', help: 'h' }); } }`,
      'gauge app_a()',
      'gauge m_b()',
    ],
    'a prefix that only running tells': [
      `import { Gauge } from 'prom-client';\nfunction f(prefix) { new Gauge({ name: prefix + 'a', help: 'h' }); new Gauge({ name: \`\${prefix}b\`, help: 'h' }); }`,
      'gauge ?()',
      'gauge ?()',
    ],
    'a shorthand name': [
      `import { Gauge } from 'prom-client';\nconst name = 'a', help = 'h';\nnew Gauge({ name, help })`,
      'gauge a()',
    ],
    'what is whole before what is half typed': [
      `import { Gauge } from 'prom-client';\nnew Gauge(${config});\nnew Gauge({ name: 'b', help: 'h', labelNames: ['x', `,
      'gauge a(x)',
    ],
  });
  eachGives(['typescript', 'tsx'], lines, {
    'a type argument': [
      `import { Gauge } from 'prom-client';\nconst g: Gauge<'x'> = new Gauge<'x' | 'y'>({ name: 'a', help: 'h', labelNames: ['x', 'y'] });`,
      'gauge a(x, y)',
    ],
    'as const, satisfies': [labels(`['x', 'y'] as const`), 'gauge a(x, y)'],
    'a constant list as const': [
      labels('LABELS', `const LABELS = ['x', 'y'] as const satisfies readonly string[];`),
      'gauge a(x, y)',
    ],
    'members of an enum': [labels(`[L.X, L.Y]`, `enum L { X = 'x', Y = 'y' }`), 'gauge a(x, y)'],
    'the values of an enum': [labels('Object.values(L)', `enum L { X = 'x', Y = 'y' }`), 'gauge a(x, y)'],
    'labels that only the type tells': [
      `import { Gauge } from 'prom-client';\nfunction f(names: 'x'[]) { new Gauge<'x' | 'y'>({ name: 'a', help: 'h', labelNames: names }); }`,
      'gauge a(x, y, ?)',
    ],
    'an object type': [
      `register.gauge<{ x: string; y: number }>({ name: 'a', help: 'h', labelNames: ['x', 'y'] })`,
      'gauge a(x, y)',
    ],
    'import equals require': [`import client = require('prom-client');\nnew client.Gauge(${config})`, 'gauge a(x)'],
    'a field': [
      `import { Gauge } from 'prom-client';\nclass M { private readonly g: Gauge<'x'> = new Gauge(${config}); }`,
      'gauge a(x)',
    ],
  });
});

describe('ecmascript metric declarations: places in the text', () => {
  it('tells where name, help and labels stand', async () => {
    const text = `import { Gauge } from 'prom-client';\nexport const g = new Gauge({ name: 'a_b', help: "Some \\"help\\"", labelNames: ['x', 'y'] });`;
    const [declaration] = (await factsOf(text, 'typescript')).declarations;
    assert.ok(declaration);
    assert.equal(cut(text, declaration.nameSpan), `'a_b'`);
    assert.equal(cut(text, declaration.nameTextSpan), 'a_b');
    assert.deepEqual(declaration.help.kind === 'given' && [declaration.help.text, cut(text, declaration.help.span)], [
      'Some "help"',
      `"Some \\"help\\""`,
    ]);
    assert.equal(cut(text, declaration.labelsSpan), `['x', 'y']`);
    assert.deepEqual(
      declaration.labels.map((label) => [cut(text, label.span), cut(text, label.removal)]),
      [
        ['x', `'x', `],
        ['y', `, 'y'`],
      ],
    );
    assert.equal(declaration.holder, 'g');
    assert.ok(cut(text, declaration.span)?.startsWith('new Gauge({'));
  });

  it('has no place to edit for a name in pieces, nor for a label in a shared list', async () => {
    const text = `import { Gauge } from 'prom-client';\nconst L = ['x'];\nnew Gauge({ name: 'a' + '_b', help, labelNames: L });`;
    const [declaration] = (await factsOf(text, 'javascript')).declarations;
    assert.equal(declaration?.name, 'a_b');
    assert.equal(declaration.nameTextSpan, undefined);
    assert.equal(declaration.labels[0]?.removal, undefined);
    assert.equal(declaration.help.kind, 'unknown');
  });

  it('takes the only label out with its comma', async () => {
    const text = `import { Gauge } from 'prom-client';\nnew Gauge({ name: 'a', help: 'h', labelNames: ['x', ] });`;
    const [declaration] = (await factsOf(text, 'javascript')).declarations;
    assert.equal(cut(text, declaration?.labels[0]?.removal), `'x', `);
  });

  it('takes out no label beside a comment, nor one that the type demands', async () => {
    const text = `register.gauge<{ x: string }>({ name: 'a', help: 'h', labelNames: ['x', 'y' /* of x */, 'z'] });`;
    const [declaration] = (await factsOf(text, 'typescript')).declarations;
    assert.deepEqual(
      declaration?.labels.map(({ removal }) => cut(text, removal)),
      [undefined, undefined, undefined],
    );
  });

  for (const [title, before, after] of [
    ['on one line', `new Counter({ name: 'a' })`, `new Counter({ name: 'a', help: 'H' })`],
    [
      'on lines',
      `new Counter({\n  name: "a",\n  labelNames: [],\n})`,
      `new Counter({\n  name: "a",\n  help: "H",\n  labelNames: [],\n})`,
    ],
    ['with CRLF', `new Counter({\r\n\tname: 'a'\r\n})`, `new Counter({\r\n\tname: 'a',\r\n\thelp: 'H'\r\n})`],
    ['of old arguments', `new Counter('a')`, `new Counter('a', 'H')`],
  ] as const) {
    it(`puts a help in: ${title}`, async () => {
      const text = `const { Counter } = require('prom-client');\n${before};`;
      const [declaration] = (await factsOf(text, 'javascript')).declarations;
      assert.equal(declaration?.help.kind, 'absent');
      const { at = 0, before: head, after: tail } = declaration.helpInsertion ?? {};
      assert.equal(
        `${text.slice(0, at)}${head}H${tail}${text.slice(at)}`,
        `const { Counter } = require('prom-client');\n${after};`,
      );
    });
  }

  it('names what holds a metric', async () => {
    const { declarations } = await factsOf(
      `import { Counter } from 'prom-client';
const a = new Counter({ name: 'a' });
class M { b = new Counter({ name: 'b' }); static #c = new Counter({ name: 'c' }); constructor() { this.d = new Counter({ name: 'd' }); } }
const metrics = { e: new Counter({ name: 'e' }), 'f': new Counter({ name: 'f' }) };
metrics.g = new Counter({ name: 'g' });
const h = (counters[x] = new Counter({ name: 'h' }));
use(new Counter({ name: 'i' }));
function make() { return new Counter({ name: 'j' }); }`,
      'javascript',
    );
    assert.deepEqual(
      declarations.map(({ name, holder }) => `${name} ${holder}`),
      ['a a', 'b b', 'c c', 'd d', 'e e', 'f f', 'g g', 'h h', 'i undefined', 'j undefined'],
    );
  });

  it('names the other file that holds the name', async () => {
    const { declarations } = await factsOf(
      `const { Gauge } = require('prom-client');
const { names } = require('./constants');
import { PREFIX } from './constants';
new Gauge({ name: names.queued, help: 'h' });
new Gauge({ name: PREFIX + 'a', help: 'h' });
new Gauge({ name: 'b', help: 'h' });`,
      'javascript',
    );
    assert.deepEqual(
      declarations.map(({ nameFrom }) => nameFrom),
      [{ module: './constants', name: 'names.queued' }, undefined, undefined],
    );
  });

  it('names the other file that holds labels', async () => {
    const { declarations } = await factsOf(
      `import { Gauge } from 'prom-client';
import { LABELS, X } from './labels';
import * as all from '../all.js';
const required = require('./required');
new Gauge({ name: 'a', help: 'h', labelNames: LABELS });
new Gauge({ name: 'b', help: 'h', labelNames: [X, ...all.http, ...required.BASE] });`,
      'typescript',
    );
    assert.deepEqual(
      declarations.map(({ labelsFrom }) => labelsFrom?.map(({ module, name }) => `${module} ${name}`)),
      [['./labels LABELS'], ['./labels X', '../all.js http', './required BASE']],
    );
  });
});
