import assert from 'node:assert/strict';
import { instrument, plan, refusal, uninstrument } from './instrumenting';

const f = 'function f() { g() }\n';
const esm = "import { TaskMonitor } from './monitoring.mjs';\n";

/** The call that `f` got, and whether a monitor was made for it. */
async function written(source: string, importModule = './monitoring.mjs'): Promise<string> {
  const { text } = await instrument(source, { importModule });
  const call = /[\w$]+(?=\.task\('nightly\.f')/.exec(text)?.[0] ?? 'none';
  assert.equal((await uninstrument(text)).text, source);
  const made = [...text.matchAll(/taskmonitor/g)].length > (call === 'none' ? 0 : 2);
  return made ? `new ${call}` : call;
}

describe('the monitor that is used', () => {
  for (const [name, source, expected] of [
    ['one of the module', `${esm}const m = new TaskMonitor('x');\n${f}`, 'm'],
    ['an exported one', `${esm}export const m = new TaskMonitor('x');\n${f}`, 'm'],
    [
      'one with another class name',
      `${esm.replace('TaskMonitor', 'TaskMonitor as T')}const m = new T('x');\n${f}`,
      'm',
    ],
    [
      'one of a module object',
      `import * as monitoring from './monitoring.mjs';\nlet m = new monitoring.TaskMonitor('x');\n${f}`,
      'm',
    ],
    [
      'one below a hoisted function, when nothing runs before it',
      `${f}${esm}const c = 1;\nconst m = new TaskMonitor('x');\nf();\n`,
      'm',
    ],
    ['the first of two', `${esm}const m = new TaskMonitor('x');\nconst n = new TaskMonitor('y');\n${f}`, 'm'],
    ['an imported one', `import { monitor } from './common.mjs';\nmonitor.task('a', () => 1);\n${f}`, 'monitor'],
    [
      'an imported one that records',
      `import { jobMonitor } from './common.mjs';\njobMonitor.recordSuccess('a', 1);\n${f}`,
      'jobMonitor',
    ],
    ['a new one, when the function may run before', `${esm}f();\nconst m = new TaskMonitor('x');\n${f}`, 'new monitor'],
    [
      'a new one, when the first is assigned again',
      `${esm}let m = new TaskMonitor('x');\nm = null;\n${f}`,
      'new monitor',
    ],
    [
      'a new one, beside one inside a function',
      `${esm}function h() { const m = new TaskMonitor('x'); return m }\n${f}`,
      'new monitor',
    ],
    [
      'a new one, beside a monitor of another library',
      `import { monitor } from './x.mjs';\nmonitor.start();\n${f}`,
      'new taskMonitor',
    ],
    ['a new one, beside a variable', `const monitor = 1, taskMonitor = 2;\n${f}`, 'new taskMonitor2'],
    ['a new one, beside properties of the name', `x.monitor = { monitor: 1 };\n${f}`, 'new monitor'],
    ['a new one, with the class that is there', `${esm}${f}`, 'new monitor'],
  ] as const) {
    it(name, async () => {
      const { text } = await instrument(source, { targets: ['f'] });
      assert.ok(text.includes(`${expected.replace('new ', '')}.task('nightly.f'`), text);
      assert.equal(/ = new TaskMonitor\('nightly'\); \/\/ taskmonitor/.test(text), expected.startsWith('new '), text);
      assert.equal((await uninstrument(text)).text, source);
    });
  }

  it('in CommonJS', async () => {
    for (const [source, expected] of [
      [`const { TaskMonitor } = require('./monitoring.cjs');\nconst m = new TaskMonitor('x');\n${f}`, 'm'],
      [`const { TaskMonitor: T } = require('./monitoring.cjs');\nconst m = new T('x');\n${f}`, 'm'],
      [`const T = require('./monitoring.cjs').TaskMonitor;\nvar m = new T('x');\n${f}`, 'm'],
      [`const monitoring = require('./monitoring.cjs');\nconst m = new monitoring.TaskMonitor('x');\n${f}`, 'm'],
      [`const { monitor } = require('./common');\nmonitor.task('a', () => 1);\n${f}`, 'monitor'],
    ] as const) {
      assert.equal(await written(source, './monitoring.cjs'), expected, source);
    }
  });

  it('tells the job of the monitor that is used', async () => {
    for (const [argument, job] of [
      ["'x y'", 'x y'],
      ['JOB', 'JOB'],
      ['`a${b}`', '`a${b}`'],
      ['', ''],
    ] as const) {
      const { outcomes } = await instrument(`${esm}const m = new TaskMonitor(${argument});\n${f}`);
      assert.equal(outcomes[0]?.kind === 'instrumented' ? outcomes[0].jobName : undefined, job);
    }
  });

  it('tells whether the script imports the runtime itself', async () => {
    assert.equal(
      (await plan(`import { monitor } from './c.mjs';\nmonitor.task('a', () => 1);\n${f}`)).importsRuntime,
      false,
    );
    assert.equal((await plan(`${esm}const m = new TaskMonitor('x');\n${f}`)).importsRuntime, true);
    assert.equal((await plan(f)).importsRuntime, true);
  });

  for (const [name, source, reason] of [
    [
      'a parameter of its name',
      `${esm}const m = new TaskMonitor('x');\nfunction f(m) { g() }\n`,
      /^m is another variable in this function/,
    ],
    [
      'a variable of its name around',
      `${esm}const m = new TaskMonitor('x');\nfunction h() { const { m } = x; function f() { g() } }\n`,
      /^m is another variable/,
    ],
    [
      'another class of the name',
      `import { TaskMonitor } from 'other';\n${f}`,
      /^The name TaskMonitor means something else here \(line 1\)/,
    ],
    ['a class of the name', `class TaskMonitor {}\n${f}`, /^The name TaskMonitor means something else here/],
  ] as const) {
    it(`refuses ${name}`, async () => {
      const target = source.includes('function h') ? 'h.f' : 'f';
      assert.match(await refusal(source, { targets: [target] }), reason);
    });
  }

  it('a property or a variable elsewhere is no clash', async () => {
    const source = `${esm}const m = new TaskMonitor('x');\nfunction h(m) { return m }\nfunction f() { return x.m({ m: 1 }) }\n`;
    const { outcomes } = await instrument(source, { targets: ['f'] });
    assert.equal(outcomes[0]?.kind, 'instrumented');
  });
});
