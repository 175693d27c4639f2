import assert from 'node:assert/strict';
import { assertInstruments, instrument, uninstrument } from './instrumenting';

const chunk = `import { TaskMonitor } from './monitoring.mjs'; // taskmonitor

const monitor = new TaskMonitor('nightly'); // taskmonitor
`;

/** What stands below `import a from 'a';` before and after. */
const forms: readonly { name: string; before: string; after: string }[] = [
  {
    name: 'a function',
    before: `
function main(rows) {
  const x = rows.map((r) => r);

  return x;
}
`,
    after: `
function main(rows) {
  return monitor.task('nightly.main', () => { // taskmonitor
    const x = rows.map((r) => r);

    return x;
  }); // taskmonitor
}
`,
  },
  {
    name: 'an async function',
    before: `
export async function main() {
  await x;
}
`,
    after: `
export async function main() {
  return monitor.task('nightly.main', async () => { // taskmonitor
    await x;
  }); // taskmonitor
}
`,
  },
  {
    name: 'a generator',
    before: `
function* pages() {
  for (;;) {
    if (yield 1) return x;
    else return
  }
}
`,
    after: `
function* pages() {
  const task = monitor.task('nightly.pages'); // taskmonitor
  try { // taskmonitor
    for (;;) {
      if (yield 1) return /* taskmonitor */ task.done(x) /* taskmonitor */;
      else return /* taskmonitor */ task.done();/* taskmonitor */
    }
    task.done(); // taskmonitor
  } catch (error) { // taskmonitor
    throw task.fail(error); // taskmonitor
  } finally { // taskmonitor
    task.end(); // taskmonitor
  } // taskmonitor
}
`,
  },
  {
    name: 'an async generator, whose promise is awaited where it is known how it went',
    before: `
async function* pages() {
  yield 1;
  return (a, b);
}
`,
    after: `
async function* pages() {
  const task = monitor.task('nightly.pages'); // taskmonitor
  try { // taskmonitor
    yield 1;
    return /* taskmonitor */ task.done(await ((a, b))) /* taskmonitor */;
  } catch (error) { // taskmonitor
    throw task.fail(error); // taskmonitor
  } finally { // taskmonitor
    task.end(); // taskmonitor
  } // taskmonitor
}
`,
  },
  {
    name: 'returns of a generator itself, of a function inside it not',
    before: `
function* g() {
  yield () => { return 1 };
  return function () { return 2 }, 3
}
`,
    after: `
function* g() {
  const task = monitor.task('nightly.g'); // taskmonitor
  try { // taskmonitor
    yield () => { return 1 };
    return /* taskmonitor */ task.done( (function () { return 2 }, 3)) /* taskmonitor */
  } catch (error) { // taskmonitor
    throw task.fail(error); // taskmonitor
  } finally { // taskmonitor
    task.end(); // taskmonitor
  } // taskmonitor
}
`,
  },
  {
    name: 'arrows',
    before: `
const f = async (x) => g(x);
const o = () => ({ a: 1 }), s = (x) => (x, 1);
const b = () => {
  g();
};
`,
    after: `
const f = async (x) => /* taskmonitor */ monitor.task('nightly.f', async () => g(x)) /* taskmonitor */;
const o = () => /* taskmonitor */ monitor.task('nightly.o', () => ({ a: 1 })) /* taskmonitor */, s = (x) => /* taskmonitor */ monitor.task('nightly.s', () => (x, 1)) /* taskmonitor */;
const b = () => {
  return monitor.task('nightly.b', () => { // taskmonitor
    g();
  }); // taskmonitor
};
`,
  },
  {
    name: 'directives, comments and empty lines',
    before: `
function f() { // why
  'use strict'; 'use server' // both

  // note
  g();
  // end

}
`,
    after: `
function f() { // why
  'use strict'; 'use server' // both

  return monitor.task('nightly.f', () => { // taskmonitor
    // note
    g();
    // end

  }); // taskmonitor
}
`,
  },
  {
    name: 'one line',
    before: `
function f() { return 1 }
class A { m(){g()} *n() { yield 1 } }
`,
    after: `
function f() { return monitor.task('nightly.f', () => { /* taskmonitor */ return 1 }); /* taskmonitor */ }
class A { m(){return monitor.task('nightly.A.m', () => { /* taskmonitor */ g() }); /* taskmonitor */} *n() { const task = monitor.task('nightly.A.n'); try { /* taskmonitor */ yield 1 /* taskmonitor */; task.done(); } catch (error) { throw task.fail(error); } finally { task.end(); } /* taskmonitor */ } }
`,
  },
  {
    name: 'a brace on the line of the last statement, and the other way round',
    before: `
function f() {
  g();
  return 1 }
function h() { g();
  return 2
}
`,
    after: `
function f() {
  return monitor.task('nightly.f', () => { // taskmonitor
    g();
    return 1 }); /* taskmonitor */ }
function h() { return monitor.task('nightly.h', () => { /* taskmonitor */ g();
  return 2
}); // taskmonitor
}
`,
  },
];

describe('planInstrument of JavaScript', () => {
  for (const { name, before, after } of forms) {
    it(name, () => assertInstruments(`import a from 'a';\n${before}`, `import a from 'a';\n${chunk}${after}`));
  }

  it('tells what it did', async () => {
    const { outcomes } = await instrument('function main() { g() }\nclass A { b() { g() } }\n');
    assert.deepEqual(outcomes, [
      { kind: 'instrumented', functionName: 'main', taskName: 'nightly.main', jobName: 'nightly' },
      { kind: 'instrumented', functionName: 'A.b', taskName: 'nightly.A.b', jobName: 'nightly' },
    ]);
  });

  it('takes all functions but those inside functions, and those too when they are named', async () => {
    const source = 'function f() { function g() { x } return g }\nclass A { h() { x } }\n';
    const names = async (targets: readonly string[] | 'all'): Promise<readonly string[]> =>
      (await instrument(source, { targets })).outcomes.map(({ kind, functionName }) => `${kind} ${functionName}`);
    assert.deepEqual(await names('all'), ['instrumented f', 'instrumented A.h']);
    assert.deepEqual(await names(['f.g', 'A.h']), ['instrumented f.g', 'instrumented A.h']);
  });

  it('takes every function of a name, or one by its key', async () => {
    const source = 'class A { m() { x }\n static m() { y } }\n';
    const both = await instrument(source, { targets: ['A.m'] });
    assert.deepEqual(
      both.outcomes.map(({ functionName }) => functionName),
      ['A.m#1', 'A.m#2'],
    );
    const second = await instrument(source, { targets: ['A.m#2'] });
    assert.match(second.text, /m\(\) \{ x \}\n static m\(\) \{ return monitor\.task/);
    assert.equal((await uninstrument(second.text, ['A.m#2'])).text, source);
  });

  it('takes job and task as they are given, as strings', async () => {
    const { text } = await instrument('function f() { x }\n', { job: "a 'b'\\", task: 'größe\n' });
    assert.ok(text.includes("new TaskMonitor('a \\'b\\'\\\\'); // taskmonitor\n"));
    assert.ok(text.includes("monitor.task('größe\\u000a', "));
  });

  it('writes strings in the quotation marks of the file', async () => {
    const { text } = await instrument('import a from "a";\nfunction f() { x }\n');
    assert.ok(text.includes('import { TaskMonitor } from "./monitoring.mjs"; // taskmonitor\n'));
    assert.ok(text.includes('monitor.task("nightly.f", '));
  });

  it('does nothing to an empty file or one without functions', async () => {
    for (const source of ['', '\n', '\uFEFF', '// only a comment', 'const x = 1;\n', '#!/usr/bin/env node']) {
      assert.deepEqual(await instrument(source), { text: source, outcomes: [] });
      assert.deepEqual(await uninstrument(source), { text: source, outcomes: [] });
    }
  });

  it('leaves what the user runs as a task by hand', async () => {
    const source = `import { TaskMonitor } from './monitoring.mjs';
const monitor = new TaskMonitor('nightly');
function a() {
  return monitor.task('a', () => { x });
}
const b = () => monitor.task('b', async (task) => { task.records = 1 });
const c = monitor.wrap('c', () => 1);
`;
    const { text, outcomes } = await instrument(source);
    assert.equal(text, source);
    assert.deepEqual(
      outcomes.map(({ kind }) => kind),
      ['unchanged', 'unchanged'],
    );
  });

  it('gives the task of a generator a name that nothing in it uses', () =>
    assertInstruments(
      `import a from 'a';\nfunction* f(task) {\n  yield task;\n}\n`,
      `import a from 'a';\n${chunk}function* f(task) {
  const monitoredTask = monitor.task('nightly.f'); // taskmonitor
  try { // taskmonitor
    yield task;
    monitoredTask.done(); // taskmonitor
  } catch (error) { // taskmonitor
    throw monitoredTask.fail(error); // taskmonitor
  } finally { // taskmonitor
    monitoredTask.end(); // taskmonitor
  } // taskmonitor
}
`,
    ));

  it('generators inside each other have tasks of one name, in whatever order', async () => {
    const source = 'function* f() {\n  function* g() {\n    yield 1\n  }\n  yield* g()\n}\n';
    const both = await instrument(source, { targets: ['f', 'f.g'] });
    const inner = await instrument(source, { targets: ['f.g'] });
    const outer = await instrument(source, { targets: ['f'] });
    assert.equal((await instrument(inner.text, { targets: ['f'] })).text, both.text);
    assert.equal((await instrument(outer.text, { targets: ['f.g'] })).text, both.text);
    assert.equal((await uninstrument(both.text, ['f'])).text, inner.text);
    assert.equal((await uninstrument(both.text, ['f.g'])).text, outer.text);
    assert.equal(both.text.includes('monitoredTask'), false);
  });

  it('says the return type where TypeScript would infer one that is less', async () => {
    const source = `import a from 'a';
function f(x: string): string | void {
  if (x) return x;
}
const g = async (): Promise<void> => h();
`;
    const { text } = await instrument(source, { language: 'typescript' });
    assert.ok(text.includes("return monitor.task('nightly.f', (): string | void => { // taskmonitor\n"));
    assert.ok(text.includes("monitor.task('nightly.g', async () => h())"));
    assert.equal((await uninstrument(text, 'all', 'typescript')).text, source);
  });
});
