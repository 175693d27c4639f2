import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MetricFacts } from '../../../../src/syntax/metrics/metricFacts';
import { everyLanguage, factsOf } from './metricSummaries';

const root = join(import.meta.dirname, '../../../..');
const client = `import { Counter, Gauge, Pushgateway } from 'prom-client';
const c = new Counter({ name: 'c', help: 'h', labelNames: ['x'] });
const gw = new Pushgateway('http://gw:9091');\n`;

/** All that reading finds, in few lines, so that half of it typed says something at every character. */
const everyForm = `import client, { Counter as C } from 'prom-client';
export const LABELS = ['a', ...['b']] as const;
const c = new C<'a' | 'b'>({ name: \`app_\${'x'}\`, help: "h", labelNames: [...LABELS, 'd'] });
class M { static g = new client.Gauge({ name: 'g', registers: [] }); #h = register.histogram({ name: 'h', help: '' });
  f({ id }: { id: string }, e?: Error) { this.#h.observe({ a: id, [LABELS[0]]: e?.message ?? '' }, 1);
    const end = this.#h.startTimer(); try { if (!KNOWN.has(id)) return; switch (id) { case 'x': end({ a: id }); } }
    catch (error) { c.labels(String(error), \`\${id}-\${1 + id}\`).inc(); } finally { M.g.set({ ...LABELS, a: id ? 'x' : TABLE[id] }, 2); } } }
const gw = new client.Pushgateway('http://gw', { timeout: 1 }, own);
for (const x of y) await gw.pushAdd({ jobName: 'j' + x, groupings: { x } }).catch(() => {});
await fetch(\`http://gw/metrics/job/\${x}/y/z\`, { method: 'PUT' });
export { c, M as default }; export * from './n'; module.exports = { c, ...require('./o') };
`;

function spansOf(value: unknown): { readonly start: number; readonly end: number }[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const own = 'start' in value && 'end' in value ? [value as { start: number; end: number }] : [];
  const at = 'at' in value && typeof value.at === 'number' ? [{ start: value.at, end: value.at }] : [];
  return [...own, ...at, ...Object.values(value).flatMap(spansOf)];
}

function assertInside(facts: MetricFacts, text: string): void {
  for (const { start, end } of spansOf(facts)) {
    assert.ok(0 <= start && start <= end && end <= text.length, `${start}–${end} of ${text.length}`);
  }
}

describe('ecmascript metric facts of any text', () => {
  it('reads every prefix of every form', async () => {
    let most = 0;
    for (let end = 0; end <= everyForm.length; end++) {
      const text = everyForm.slice(0, end);
      const facts = await factsOf(text, end % 2 === 0 ? 'typescript' : 'tsx');
      assertInside(facts, text);
      most = Math.max(most, facts.declarations.length + facts.calls.length + facts.pushes.length);
    }
    assert.ok(most >= 9, `${most} found at most`);
  }).timeout(60_000);

  it('is plain data, which goes over to a worker as it is', async () => {
    const facts = await factsOf(everyForm, 'typescript');
    assert.deepEqual(structuredClone(facts), facts);
  });

  it('reads real files, and prefixes of them', async () => {
    const files = [
      'node_modules/prom-client/lib/metrics/eventLoopLag.js',
      'src/runtime/monitoring.ts',
      'src/runtime/monitoring.cjs',
    ];
    let declared = 0;
    for (const file of files) {
      const text = await readFile(join(root, file), 'utf8');
      const step = Math.ceil(text.length / 20);
      for (let end = text.length; end > 0; end -= step) {
        const prefix = text.slice(0, end);
        const facts = await factsOf(prefix, file.endsWith('.ts') ? 'typescript' : 'javascript');
        assertInside(facts, prefix);
        declared += facts.declarations.length;
      }
    }
    assert.ok(declared > 0);
  }).timeout(60_000);

  it('reads odd characters', async () => {
    for (const language of everyLanguage) {
      for (const odd of [
        '\0',
        '\uFFFE',
        '\uD800',
        '\u2028',
        '\u00A0',
        '😀',
        '\uFEFF',
        '\r',
        '\u202E',
        '\\',
        '`',
        '#',
      ]) {
        for (const text of [
          odd + client,
          `${client}c.inc({ x: '${odd}' });`,
          `${client}c.inc({ ${odd}: x${odd} }); ${odd}`,
        ]) {
          assertInside(await factsOf(text, language), text);
        }
      }
    }
  });

  it('finds a metric behind characters of two units', async () => {
    const text = `// 😀😀\n${client}`;
    const [declaration] = (await factsOf(text, 'javascript')).declarations;
    assert.equal(text.slice(declaration?.labels[0]?.span.start, declaration?.labels[0]?.span.end), 'x');
  });

  const deep = 3000;
  const nested: Readonly<Record<string, string>> = {
    uses: `${'c.inc({ x: '.repeat(deep)}1${'})'.repeat(deep)}`,
    declarations: `${"new Counter({ name: 'n', help: 'h', collect: ".repeat(deep)}1${'})'.repeat(deep)}`,
    calls: `${'f('.repeat(deep)}c.inc({ x: y })${')'.repeat(deep)}`,
    functions: `${'() => { c.inc({ x: y }); '.repeat(deep)}${'}'.repeat(deep)}`,
    'a value of calls': `c.inc({ x: ${'f('.repeat(deep)}y${')'.repeat(deep)} })`,
    'a value of operands': `c.inc({ x: ${'y + '.repeat(deep)}y })`,
    'a value of conditions': `c.inc({ x: ${'y ? 1 : '.repeat(deep)}y })`,
    'a value in parentheses': `c.inc({ x: ${'('.repeat(deep)}y${')'.repeat(deep)} })`,
    'a chain of calls': `c${".labels('a')".repeat(deep)}.inc({ x: y })`,
    'a chain of members': `c${'.a'.repeat(deep)}.inc({ x: y })`,
    objects: `export const o = ${'{ a: '.repeat(deep)}1${'}'.repeat(deep)}; o.a.a.inc({ x: y })`,
    conditions: `${'if (KNOWN.has(y)) { '.repeat(deep)}c.inc({ x: y })${'}'.repeat(deep)}`,
    'pushes in handlers': `${'try {'.repeat(deep)}await gw.push({ jobName: 1 })${'} catch { gw.push({ jobName: 2 }) }'.repeat(deep)}`,
    aliases: `${Array.from({ length: deep }, (_, n) => `const a${n + 1} = a${n};`).join('')} c.inc({ x: a${deep} })`,
    'names that double': `${Array.from({ length: 40 }, (_, n) => `const v${n + 1} = v${n} + f(v${n}, v${n}), l${n + 1} = [...l${n}, ...l${n}], o${n + 1} = { ...o${n}, ...o${n} };`).join('')} c.inc({ x: v40 }); c.inc(o40); new Counter({ ...o40, name: v40, labelNames: l40 }); export { l40, o40 };`,
    'names that mean themselves': `const k = Object.keys(k), l = [...l], o = { ...o }, t = t + t, m = m.m, n = [...k, t].concat(n);
class A extends A { a = this.a; b = A.b; }\nconst a = new A(); const f = () => f(), g = f().g;
c.inc({ x: k[0] }); c.inc({ x: T[k] }); c.inc({ x: k[y] }); c.inc({ x: t }); c.inc(o); c.inc({ x: a.a }); c.inc({ x: a.b }); g.inc({ x: m.m });
for (const p of p) c.inc({ x: p }); new Counter({ ...o, name: t, labelNames: l }); export { k, l, o, t, a, n, g };`,
    'many pushes': 'await gw.push({ jobName: y });\n'.repeat(deep),
    'many assignments': `let y; ${'y = y + 1; c.inc({ x: y });\n'.repeat(deep)}`,
    'many checks': `function f(y) { ${'if (!KNOWN.has(z)) return; c.inc({ x: y });\n'.repeat(deep)} }`,
    'a long line': `/* ${'x'.repeat(5_000_000)} */`,
    'a long text': `c.inc({ x: '${'x'.repeat(5_000_000)}' })`,
    'unclosed brackets': '{(['.repeat(deep),
  };
  for (const [title, text] of Object.entries(nested)) {
    // ReadTimeout, after five seconds, would fail it.
    it(`reads what is deep or long: ${title}`, async () => {
      const whole = client + text;
      assertInside(await factsOf(whole, 'javascript'), whole);
    }).timeout(20_000);
  }

  it('has nothing to say about a file without a sign of metrics', async () => {
    assert.deepEqual(await factsOf('const a = 1;\nfunction f() { return a; }\nf();', 'javascript'), {
      declarations: [],
      calls: [],
      pushes: [],
      exports: [],
      wildcards: [],
    });
  });

  it('does not lose a file that only uses an imported metric', async () => {
    const { calls } = await factsOf(
      `const { depth } = require('./queue');\ndepth.set({ queue: name }, 4);`,
      'javascript',
    );
    assert.deepEqual(
      calls.map(({ metric }) => metric),
      [{ kind: 'imported', from: { module: './queue', name: 'depth' } }],
    );
  });
});
