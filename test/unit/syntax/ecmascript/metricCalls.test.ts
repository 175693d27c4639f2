import assert from 'node:assert/strict';
import { callLine, eachGives, everyLanguage, factsOf, hasErrors } from './metricSummaries';
import type { MetricFacts } from '../../../../src/syntax/metrics/metricFacts';

const lines = (facts: MetricFacts): string[] => facts.calls.map((call) => callLine(call, facts));
const declared = (labels: string): string =>
  `const { Counter, Gauge, Histogram } = require('prom-client');
const c = new Counter({ name: 'c', help: 'h', labelNames: [${labels}] });
const g = new Gauge({ name: 'g', help: 'h', labelNames: [${labels}] });
const h = new Histogram({ name: 'h', help: 'h', labelNames: [${labels}] });\n`;
const xy = declared(`'x', 'y'`);

const gauge = (name: string): string => `new Gauge({ name: '${name}', help: 'h', labelNames: ['x'] })`;

describe('ecmascript label calls: forms', () => {
  eachGives(everyLanguage, lines, {
    inc: [
      `${xy}c.inc({ x: 'a', y: 'b' }); c.inc({ x: 'a' }, 2); c.inc(); c.inc({});`,
      'c{x="a", y="b"}',
      'c{x="a"}',
      'c{}',
    ],
    'the methods of the others': [
      `${xy}g.dec({ x: 1 }); g.set({ x: 2 }, 3); h.observe({ x: 3 }, 0.5); g.setToCurrentTime({ x: 4 }); h.zero({ x: 5 }); g.remove({ x: 6 }); g.remove('a', 'b');`,
      'g{x="1"}',
      'g{x="2"}',
      'h{x="3"}',
      'g{x="4"}',
      'h{x="5"}',
      'g{x="6"}',
      'g{x="a", y="b"}',
    ],
    'values in a row': [`${xy}c.labels('a', 'b').inc(); c.labels('a').inc(2);`, 'c{x="a", y="b"}', 'c{x="a"}'],
    'an object of labels': [`${xy}c.labels({ x: 'a' }).inc();`, 'c{x="a"}'],
    'a timer and its end': [
      `${xy}const end = h.startTimer({ x: 'a' });\nend({ y: 'b' });\nasync function f() { const done = h.startTimer(); try { await g(); } finally { done({ x: 'f' }); } }`,
      'h{x="a"}',
      'h{y="b"}',
      'h{x="f"}',
    ],
    'the end of a timer in a property': [
      `${xy}class A { begin() { this.end = h?.startTimer(); } stop() { this.end({ x: 'a' }); } }\nother({ x: 'b' });`,
      'h{x="a"}',
    ],
    'keys of every kind': [
      `${xy}const X = 'x', K = { y: 'y' };\nconst z = 1;\nc.inc({ 'x': 'a', [K.y]: 'b', z });\nc.inc({ [X]: 1, [made()]: 2 });`,
      'c{x="a", y="b", z="1"}',
      'c{x="1", ?="2"}',
    ],
    'labels that are spread': [
      `${xy}const base = { x: 'a' };\nc.inc({ ...base, y: 'b' });\nfunction f(more) { c.inc({ x: 'a', ...more }); c.labels(...more).inc(); }`,
      'c{x="a", y="b"}',
      'c{x="a", …}',
      'c{…}',
    ],
    'labels in a variable': [
      `${xy}const labels = { x: 'a', y: 'b' };\nc.inc(labels); c.inc(labels, 2);\nfunction f(labels) { c.inc(labels); g.set(labels, 1); c.labels(labels).inc(); }`,
      'c{x="a", y="b"}',
      'c{x="a", y="b"}',
      'c{…}',
      'g{…}',
      'c{…}',
    ],
    'labels that are added to an object': [
      `${xy}function f(req, key) { const labels = { x: 'a' }; labels.y = req.method; c.inc(labels); const more = {}; more[key] = 1; more.x = 2; c.inc(more); }`,
      'c{x="a", y=parameter req.method}',
      'c{?="1", x="2", …}',
    ],
    exemplars: [
      `${xy}c.inc({ labels: { x: 'a' }, value: 2, exemplarLabels: { traceID } }); h.observe({ labels, value: 1, exemplarLabels }); c.inc({ value: 2, exemplarLabels });`,
      'c{x="a"}',
      'h{…}',
      'c{}',
    ],
    'numbers are no labels': [`${xy}c.inc(2); g.set(4); g.set(-1); h.observe(seconds * 2); g.set(f());`],
    'a metric without labels takes none': [`${declared('')}function f(n) { c.inc(n); g.set(n); }`],
    'optional chains and assertions of presence': [
      `${xy}c?.inc({ x: 'a' }); (c).inc({ x: 'b' });`,
      'c{x="a"}',
      'c{x="b"}',
    ],
    'a wrapper that spells the method out': [
      `const c = createCounter({ name: 'c', help: 'h' , labelNames: ['x']});\nc.increment({ x: 'a' });`,
      'c{x="a"}',
    ],
  });
});

describe('ecmascript label calls: of which metric', () => {
  const client = `import { Gauge } from 'prom-client';\n`;
  eachGives(everyLanguage, lines, {
    'a property of this': [
      `${client}class M { constructor() { this.g = ${gauge('g')}; } up() { this.g.inc({ x: 'a' }); this.g?.inc({ x: 'b' }); } }`,
      'g{x="a"}',
      'g{x="b"}',
    ],
    'a property that is empty at first': [
      `${client}class M { g = null; init() { this.g = ${gauge('g')}; } up() { this.g.inc({ x: 'a' }); } }`,
      'g{x="a"}',
    ],
    'a static field': [`${client}class M { static g = ${gauge('g')}; up() { M.g.inc({ x: 'a' }); } }`, 'g{x="a"}'],
    'a private field': [`${client}class M { #g = ${gauge('g')}; up() { this.#g.inc({ x: 'a' }); } }`, 'g{x="a"}'],
    'a field of the base class': [
      `${client}class B { g = ${gauge('g')}; }\nclass M extends B { up() { this.g.inc({ x: 'a' }); } }`,
      'g{x="a"}',
    ],
    'a member of an instance': [
      `${client}class M { g = ${gauge('g')}; }\nconst m = new M();\nm.g.inc({ x: 'a' });`,
      'g{x="a"}',
    ],
    'nested objects': [
      `${client}const metrics = { http: { g: ${gauge('g')} } };\nmetrics.http.g.set({ x: 'a' }, 1);\nmetrics['http'].g.set({ x: 'b' }, 1);`,
      'g{x="a"}',
      'g{x="b"}',
    ],
    'a property that is given later': [
      `${client}const metrics = {};\nmetrics.g = ${gauge('g')};\nmetrics.g.set({ x: 'a' }, 1);`,
      'g{x="a"}',
    ],
    'taken apart': [
      `${client}const metrics = { g: ${gauge('g')} };\nconst { g: level } = metrics;\nlevel.set({ x: 'a' }, 1);`,
      'g{x="a"}',
    ],
    'what a function returns': [
      `${client}const make = () => ({ g: ${gauge('g')} });\nfunction all() { return { g2: ${gauge('g2')} }; }\nconst m = make();\nm.g.set({ x: 'a' }, 1);\nall().g2.set({ x: 'b' }, 1);`,
      'g{x="a"}',
      'g2{x="b"}',
    ],
    'another name': [`${client}const g = ${gauge('g')};\nconst level = g;\nlevel.set({ x: 'a' }, 1);`, 'g{x="a"}'],
    'used where it is declared': [`${client}${gauge('g')}.set({ x: 'a' }, 1);`, 'g{x="a"}'],
    'the registry is asked': [`${client}${gauge('g')};\nregister.getSingleMetric('g').set({ x: 'a' }, 1);`, 'g{x="a"}'],
    'this of a collect function': [
      `${client}new Gauge({ name: 'g', help: 'h', labelNames: ['x'], async collect() { this.set({ x: 'a' }, 1); } });\nnew Gauge({ name: 'g2', help: 'h', labelNames: ['x'], collect: function () { for (const x of xs) { this.labels('a').set(1); } } });`,
      'g{x="a"}',
      'g2{x="a"}',
    ],
    'this of a collect function, by another name': [
      `${client}new Gauge({ name: 'g', help: 'h', labelNames: ['x'], async collect() { const gauge = this; (await rows()).forEach((row) => { gauge.set({ x: row.id }, 1); this.set({ x: 'b' }, 1); }); } });`,
      'g{x=parameter row.id}',
      'g{x="b"}',
    ],
    'the only one that is held by that name': [
      `${client}function make() { const m = { g: ${gauge('g')} }; return wrap(m); }\nfunction use(metrics) { metrics.g.set({ x: 'a' }, 1); }`,
      'g{x="a"}',
    ],
    'the registry is asked first': [
      `${client}const g = register.getSingleMetric('g') ?? ${gauge('g')};\ng.set({ x: 'a' }, 1);`,
      'g{x="a"}',
    ],
    'a function that gives it': [
      `${client}let g;\nfunction level() { if (!g) g = ${gauge('g')}; return g; }\nlevel().set({ x: 'a' }, 1);`,
      'g{x="a"}',
    ],
    'what a compiler has written': [
      `"use strict";\nconst prom_client_1 = require("prom-client");\nexports.g = new prom_client_1.Gauge({ name: 'g', help: 'h', labelNames: ['x'] });
const other_1 = __importStar(require("./other"));\nother_1.c.inc({ x: 1 });\nexports.g.set({ x: 2 }, 2);`,
      '<./other c>{x="1"}',
      'g{x="2"}',
    ],
    'an object with methods': [
      `${client}const m = { g: ${gauge('g')}, up(x) { this.g.inc({ x }); } };`,
      'g{x=parameter x}',
    ],
    'a static block': [
      `${client}class M { static g; static { this.g = ${gauge('g')}; } static up() { M.g.inc({ x: 1 }); } }`,
      'g{x="1"}',
    ],
    'an imported metric': [
      `import { REQUESTS } from './metrics';\nREQUESTS.inc({ user: id });`,
      '<./metrics REQUESTS>{user=unknown id}',
    ],
    'members of an imported object': [
      `import metrics, { http as web } from './metrics';\nimport * as all from '../all.js';\nmetrics.requests.inc({ x: 1 }); web.time.observe({ x: 2 }, 1); all.db.size.set({ x: 3 }, 4); all.n.labels('a').inc();`,
      '<./metrics default.requests>{x="1"}',
      '<./metrics http.time>{x="2"}',
      '<../all.js db.size>{x="3"}',
      '<../all.js n>{0="a"}',
    ],
    'a required object': [
      `const metrics = require('./metrics');\nconst { requests } = require('./metrics');\nmetrics.requests.inc({ x: 1 }); requests.inc({ x: 2 });`,
      '<./metrics requests>{x="1"}',
      '<./metrics requests>{x="2"}',
    ],
    'a form that only metrics have': [
      `this.metrics.requests.inc({ x: 1 }); deps.time.observe({ x: 2 }, 0.1); deps.time.startTimer({ x: 3 }); deps.n.labels(a, b).inc();`,
      '?requests{x="1"}',
      '?time{x="2"}',
      '?time{x="3"}',
      '?n{0=unknown a, 1=unknown b}',
    ],
  });
});

describe('ecmascript label calls: in elements', () => {
  eachGives(['javascript', 'tsx'], lines, {
    'a handler': [
      `${xy}export const Page = ({ page }) => <button title={page} onClick={() => c.inc({ x: page })}>{c.labels(page).inc()} text</button>;`,
      'c{x=parameter page}',
      'c{…}',
    ],
  });
});

describe('ecmascript label calls: what its type says', () => {
  eachGives(['typescript', 'tsx'], lines, {
    'a parameter': [
      `import type { Gauge } from 'prom-client';\nfunction f(gauge: Gauge<string>, n: Map<object, number>) { gauge.set({ x: 'a' }, 1); gauge.labels('b').set(1); n.set({ x: 'a' }, 1); }`,
      '?gauge{x="a"}',
      '?gauge{0="b"}',
    ],
    'the end of a timer with a type': [
      `${xy}const end: (labels?: { x: string }) => number = h.startTimer();\nend({ x: 'a' });`,
      'h{x="a"}',
    ],
    'a field, and a parameter that makes one': [
      `import * as client from 'prom-client';\nclass M { private depth?: client.Gauge<'x'>; constructor(private readonly size: client.Gauge, other: client.Gauge) {}
  f() { this.depth?.set({ x: 'a' }, 1); this.size.set({ x: 'b' }, 1); this.other.set({ x: 'c' }, 1); } }`,
      '?depth{x="a"}',
      '?size{x="b"}',
    ],
    'the type of another module': [
      `import { Gauge } from './gauges';\nfunction f(gauge: Gauge) { gauge.set({ x: 'a' }, 1); }`,
    ],
  });
});

describe('ecmascript label calls: what is none', () => {
  eachGives(everyLanguage, lines, {
    'a map or store': [`store.set({ userId }); cache.set({ a: 1 }, 2); map.set('a', 1); this.set({ x: 1 }, 2);`],
    'an observer': [
      `new PerformanceObserver(f).observe({ type: 'longtask', buffered: true }); observer.observe({ a: 1 }); observer.observe(element, { childList: true });`,
    ],
    'labels of a chart or an issue': [`chart.labels(['a', 'b']); axis.labels({ rotate: 45 }); octokit.labels('a');`],
    'a number that grows': [`counter.inc(5); big.dec(1); semver.inc('1.0.0', 'minor');`],
    'a module of Node': [
      `import fs from 'node:fs';\nimport os from 'os';\nfs.observe.inc({ a: 1 }); os.inc({ a: 1 });`,
    ],
    'an imported store': [`import { store } from './store';\nstore.set({ userId: 1 });`],
  });
});

describe('ecmascript label calls: places in the text', () => {
  it('takes a label out of each form', async () => {
    const text = `${xy}c.inc({ x: a, y: b });
c.labels(a, b).inc();
g.set({ x }, 5);
c.inc({ x: a, /* why */ y: b });
c.inc({ ...rest, y: b });`;
    const { calls } = await factsOf(text, 'javascript');
    const cut = (span: { start: number; end: number } | undefined): string | undefined =>
      span && text.slice(span.start, span.end);
    assert.deepEqual(
      calls.map(({ values, removal, span }) => [
        cut(span),
        cut(removal),
        values.map((value) => [cut(value.span), cut(value.removal)]),
      ]),
      [
        [
          'c.inc({ x: a, y: b })',
          '{ x: a, y: b }',
          [
            ['a', 'x: a, '],
            ['b', ', y: b'],
          ],
        ],
        [
          'c.labels(a, b)',
          '.labels(a, b)',
          [
            ['a', 'a, '],
            ['b', ', b'],
          ],
        ],
        ['g.set({ x }, 5)', '{ x }, ', [['x', 'x']]],
        [
          'c.inc({ x: a, /* why */ y: b })',
          '{ x: a, /* why */ y: b }',
          [
            ['a', undefined],
            ['b', undefined],
          ],
        ],
        ['c.inc({ ...rest, y: b })', '{ ...rest, y: b }', [['b', ', y: b']]],
      ],
    );
  });

  it('says what goes in front of another value for a shorthand', async () => {
    const { calls } = await factsOf(`${xy}try { f(); } catch (x) { c.inc({ x, y: x }); }`, 'javascript');
    assert.deepEqual(
      calls[0]?.values.map(({ lead }) => lead),
      ['x: ', undefined],
    );
  });

  for (const use of [
    `c.inc({ x: a, y: b });`,
    `c.inc({\n  y: b,\n  x: a,\n}, 2);`,
    `c.inc({ x }); c.inc({ x, }); c.inc({ y: b, x });`,
    `c.labels(a, b).inc(); c?.labels(a, b)?.inc();`,
    `c.labels({ x: a }).inc(2);`,
    `g.set({ x: a }, 5); g.set({ 'x': a, [Y]: b }, 5);`,
    `const end = h.startTimer({ x: a });\nend({ x: a });\nend({ y: b });`,
    `c.inc({ ...rest, x: a });`,
  ]) {
    it(`leaves whole code when a label goes: ${use}`, async () => {
      for (const list of [`'x', 'y'`, `'y', 'x'`, `\n  'y',\n  'x',\n`, `'x'`]) {
        const text = `const Y = 'y';\n${declared(list)}${use}`;
        const { declarations, calls } = await factsOf(text, 'javascript');
        const spans = [
          ...declarations.flatMap(({ labels }) =>
            labels.filter(({ name }) => name === 'x').map(({ removal }) => removal),
          ),
          ...calls.flatMap(({ values, complete, removal }) => {
            const given = values.find(({ label, position }) => (label ?? (position === 0 ? 'x' : undefined)) === 'x');
            return given === undefined ? [] : [values.length === 1 && complete ? removal : given.removal];
          }),
        ];
        const left = spans
          .toSorted((a, b) => (b?.start ?? 0) - (a?.start ?? 0))
          .reduce((before, span) => before.slice(0, span?.start ?? 0) + before.slice(span?.end), text);
        assert.ok(!spans.includes(undefined));
        assert.ok(!(await hasErrors(left)), left);
        const after = await factsOf(left, 'javascript');
        assert.equal(after.declarations.length, 3);
        assert.ok(
          after.declarations.every(({ labels }) => labels.every(({ name }) => name !== 'x')),
          left,
        );
        assert.ok(
          after.calls.every(({ values }) => values.every(({ label }) => label !== 'x')),
          left,
        );
      }
    });
  }

  it('reads the code of a failure that TaskMonitor records', async () => {
    const facts = await factsOf(
      `import { TaskMonitor } from './monitoring.mjs';\nconst monitor = new TaskMonitor('etl');\ntry { run(); } catch (e) { monitor.recordFailure('load', e.message); }\nother.recordFailure('a', 'b');`,
      'javascript',
    );
    assert.deepEqual(lines(facts), ['?task_failure_total{error_code=caught message e.constructor.name}']);
  });
});
