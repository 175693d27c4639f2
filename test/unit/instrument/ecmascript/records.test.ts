import assert from 'node:assert/strict';
import { format } from 'prettier';
import { functionAt } from '../../../../src/instrument/ecmascript/functionAt';
import type { TargetState } from '../../../../src/instrument/functionState';
import { testParsers } from '../../../support/parsers';
import { assertInstruments, instrument, refusal, uninstrument } from './instrumenting';

const parsers = testParsers();

const chunk =
  "import { TaskMonitor } from './monitoring.mjs'; // taskmonitor\n\nconst monitor = new TaskMonitor('nightly'); // taskmonitor\n";

/** What the one function of `source` offers, and what is written. */
async function offered(source: string): Promise<string | undefined> {
  const state = await parsers.use('javascript', source, (tree) => functionAt(tree, source.indexOf('f'))?.state);
  const { outcomes, text } = await instrument(source, { records: true });
  const [outcome] = outcomes;
  const written = outcome?.kind === 'instrumented' ? outcome.records : undefined;
  assert.equal(state?.kind === 'plain' ? state.records : 'not plain', written, 'what is offered is what is written');
  assert.equal(text.includes('.records = '), written !== undefined);
  assert.equal((await uninstrument(text)).text, source);
  return written;
}

describe('the number of records', () => {
  it('is written as it is returned', () =>
    assertInstruments(
      `import a from 'a';
async function f() {
  const rows = await load();
  if (!rows) return 0;
  for (const task of rows) g(() => { return task.length });
  return rows.length;
}
`,
      `import a from 'a';
${chunk}async function f() {
  return monitor.task('nightly.f', async (monitoredTask) => { // taskmonitor
    const rows = await load();
    if (!rows) return /* taskmonitor */ monitoredTask.records = 0;
    for (const task of rows) g(() => { return task.length });
    return /* taskmonitor */ monitoredTask.records = rows.length;
  }); // taskmonitor
}
`,
      { records: true },
    ));

  for (const [name, source, expected] of [
    ['a length', 'function f(rows) { return rows.length }', 'rows.length'],
    ['a size', 'function f() { return byId.size }', 'byId.size'],
    ['a counter', 'function f() { let count = 0; for (const x of y) count++; return count }', 'count'],
    [
      'a counter that adds',
      'function f() { let processed = 0; y.forEach((x) => { processed += x }); return processed }',
      'processed',
    ],
    [
      'returns of both',
      'function f() { let count = 0; count++; if (a) return rows.length; return count }',
      'rows.length',
    ],
    ['a return without a value', 'function f() { if (a) return; return items.length }', 'items.length'],
    ['nothing without asking for it in the text', 'function f() { return 1 }', undefined],
    ['only 0', 'function f() { return 0 }', undefined],
    ['the length of a text', 'function f(text) { return text.length }', undefined],
    ['the length of arguments', 'function f() { return arguments.length }', undefined],
    ['a counter of errors', 'function f() { let errors = 0; errors++; return errors }', undefined],
    ['a counter that is set', 'function f() { let count = 0; count++; count = x; return count }', undefined],
    ['a counter that starts elsewhere', 'function f() { let count = x; count++; return count }', undefined],
    ['a counter of another function', 'let count = 0; function f() { count++; return count }', undefined],
    ['another result', 'function f() { if (a) return null; return rows.length }', undefined],
    ['a generator', 'function* f() { yield 1; return rows.length }', undefined],
    ['an expression', 'const f = () => rows.length', undefined],
  ] as const) {
    it(`of ${name}`, async () => assert.equal(await offered(source), expected));
  }

  it('is not written without being asked for', async () => {
    const { text, outcomes } = await instrument('function f(rows) { return rows.length }');
    assert.equal(text.includes('records'), false);
    assert.equal('records' in (outcomes[0] ?? {}), false);
  });

  it('is taken out again behind a formatter', async () => {
    const source = 'function f(rows) {\n  if (rows) return 0;\n  return rows.length;\n}\n';
    const { text } = await instrument(source, { records: true });
    const formatted = await format(text, { parser: 'babel' });
    assert.ok(formatted.includes('(task.records = rows.length)'));
    assert.equal((await uninstrument(formatted)).text, source);
  });

  it('keeps the task in the text when the user uses it elsewhere', async () => {
    const { text } = await instrument('function f(rows) {\n  g();\n  return rows.length;\n}\n', { records: true });
    const used = text.replace('g();', 'g(task);');
    const { text: after, outcomes } = await uninstrument(used);
    assert.equal(after.includes('g(task)'), true);
    assert.equal(outcomes[0]?.kind, 'refused');
  });
});

function stateOf(source: string, at: string): Promise<TargetState | undefined> {
  return parsers.use('javascript', source, (tree) => functionAt(tree, source.indexOf(at))?.state);
}

describe('functionAt of JavaScript', () => {
  it('tells span, name and state', async () => {
    const source = 'x();\nexport const f = async () => {\n  g(() => { h() });\n};\n';
    const state = await parsers.use('javascript', source, (tree) => functionAt(tree, source.indexOf('h()')));
    assert.deepEqual(state, {
      functionName: 'f',
      nameSpan: { start: 18, end: 19 },
      span: { start: 5, end: source.length - 1 },
      nested: false,
      state: { kind: 'plain', styles: [{ style: 'with', refusal: undefined }], records: undefined },
    });
  });

  it('tells what runs as a task already, and what cannot', async () => {
    const { text } = await instrument('function f() { g() }\n');
    assert.deepEqual(await stateOf(text, 'g()'), { kind: 'instrumented' });
    const byHand = text.replaceAll(/ (?:\/\/|\/\*) taskmonitor(?: \*\/)?/g, '');
    assert.equal((await stateOf(byHand, 'g()'))?.kind, 'refused');
    assert.equal((await stateOf('function f() {}', 'f'))?.kind, 'refused');
    assert.equal((await stateOf('function f() { g() } (', 'f'))?.kind, 'refused');
    assert.equal(await stateOf('list.map(() => 1)', '1'), undefined);
    assert.match(await refusal('class A { get f() { return 1 } }', { targets: ['A.f'] }), /accessor/);
  });
});
