import assert from 'node:assert/strict';
import { instrument, refusal } from './instrumenting';

describe('refusals in JavaScript and TypeScript', () => {
  for (const [name, source, reason] of [
    ['an empty body', 'function f() {}', /no body that runs/],
    ['comments only', 'const f = () => { /* later */ }', /no body that runs/],
    ['directives only', "function f() { 'use strict' }", /no body that runs/],
    ['a getter', 'class A { get f() { return 1 } }', /^An accessor is no task/],
    ['a setter', 'const A = { set f(v) { g(v) } }', /^An accessor is no task/],
    ['a worklet', "function f() { 'worklet'; return 1 }", /^The directive 'worklet'/],
    ['asm.js', "function f() { 'use asm'; return {} }", /^The directive 'use asm'/],
    ['a parameter declared again', 'function f(a) { var a; return a }', /^a is declared twice \(line 1\)/],
    ['a destructured one', 'function f({ x: [a] }) { for (var a of b) g() }', /^a is declared twice/],
    ['a parameter and a function', 'function f(a) { return a\n function a() {} }', /^a is declared twice \(line 2\)/],
    ['arguments declared again', 'function f() { var arguments; return arguments }', /^arguments is declared twice/],
    [
      'two functions in a generator',
      'function* f() { function a() {} function a() {} yield a }',
      /^a is declared twice/,
    ],
    [
      'a variable and a function in a generator',
      'function* f() { var a; function a() {} yield a }',
      /^a is declared twice/,
    ],
    ['a parameter and a function in a block', 'function f(a) { { function a() {} } return a }', /^a is declared twice/],
    [
      'two functions in blocks of a generator',
      'function* f() { { function a() {} } function a() {} yield a }',
      /^a is declared twice/,
    ],
    ['what runs in a browser', 'function f() { return 1 }\npage.evaluate(f, 1)', /sent elsewhere to run \(line 2\)/],
    ['what is read as text', 'const f = () => 1\nx(`(${f})()`)', /sent elsewhere to run \(line 2\)/],
    ['what is read as text by a method', 'const f = () => 1\nx(f.toString())', /sent elsewhere to run \(line 2\)/],
    [
      'what is inside of that',
      'page.evaluate(() => { function f() { return 1 } return f() })',
      /sent elsewhere to run/,
    ],
    ['what the grammar runs together', 'const f = (x) => x++\n(y)', /ends is uncertain/],
    ['what it runs together behind an arrow', 'const f = (x) => (y) => {}\n[1].z()', /ends is uncertain/],
  ] as const) {
    it(name, async () => {
      const target = name.endsWith('ter') ? 'A.f' : 'f';
      assert.match(await refusal(source, { targets: [target] }), reason);
    });
  }

  for (const [name, source, reason] of [
    ['a constructor', 'class A { x: number; constructor() { this.x = 1 } }', /wants a constructor to set its fields/],
    ['an ambient function', 'declare function f(): void;', /no body that runs/],
    ['an abstract method', 'abstract class A { abstract f(): void }', /no body that runs/],
  ] as const) {
    it(`${name} of TypeScript`, async () => {
      const target = { 'a constructor': 'A.constructor', 'an ambient function': 'f', 'an abstract method': 'A.f' }[
        name
      ];
      assert.match(await refusal(source, { targets: [target], language: 'typescript' }), reason);
    });
  }

  it('a variable of the same name in a function inside is another one', async () => {
    const { outcomes } = await instrument('function f(a) { return function () { var a; return a } }');
    assert.equal(outcomes[0]?.kind, 'instrumented');
    const arrow = await instrument('const f = (a) => { let x = () => { var a } ; return x }');
    assert.equal(arrow.outcomes[0]?.kind, 'instrumented');
  });

  it('a call in a template, and a method of the name, send nothing', async () => {
    const source =
      'function f(x) { return `${g(f)} ${h}` }\nx.toString(); page.evaluate(() => 1, f(2)); o.f.toString()';
    const { outcomes } = await instrument(source);
    assert.equal(outcomes[0]?.kind, 'instrumented');
  });

  it('all leaves out what has no body, and says why it left out others', async () => {
    const { outcomes } = await instrument('function f() {}\nclass A { get g() { return 1 } h() { x } }\n');
    assert.deepEqual(
      outcomes.map(({ kind, functionName }) => [kind, functionName]),
      [
        ['refused', 'A.g'],
        ['instrumented', 'A.h'],
      ],
    );
  });

  it('a name that no function has', async () => {
    for (const target of ['main', 'f.g', 'x', '']) {
      const source = 'list.map(() => 1)\nfunction f() { return 1 }\n';
      assert.match(await refusal(source, { targets: [target] }), /no function of that name/);
    }
  });

  for (const [name, source, reason] of [
    ['an open bracket', 'f(1\n\nfunction g() { return 1 }\n', /syntax error on line 1/],
    ['a missing brace', 'function g() {\n  return 1\n', /syntax error on line \d/],
    [
      'conflict markers',
      'f()\n<<<<<<< HEAD\nx\n=======\ny\n>>>>>>> b\nfunction g() { return 1 }\n',
      /syntax error on line [2-6]/,
    ],
    ['TypeScript in JavaScript', 'f()\nfunction g(a: string) { return a }\n', /syntax error on line 2/],
    [
      'our own module',
      '// TaskMonitor runtime 1.0.0 sha256:00\nfunction g() { return 1 }\n',
      /TaskMonitor module itself/,
    ],
  ] as const) {
    it(`the whole file: ${name}`, async () => {
      assert.match(await refusal(source), reason);
      assert.match(await refusal(source, { targets: ['g'] }), reason);
      const { outcomes } = await instrument(source);
      assert.deepEqual(
        outcomes.map(({ functionName }) => functionName),
        [''],
      );
    });
  }
});
