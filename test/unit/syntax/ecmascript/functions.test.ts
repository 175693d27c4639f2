import assert from 'node:assert/strict';
import { functionAround } from '../../../../src/syntax/ecmascript/functionAround';
import { listFunctions } from '../../../../src/syntax/ecmascript/functions';
import type { LanguageId } from '../../../../src/syntax/language';
import { testParsers } from '../../../support/parsers';

const parsers = testParsers();

function keysOf(source: string, language: LanguageId): Promise<readonly string[]> {
  return parsers.use(language, source, (tree) => listFunctions(tree).map(({ key }) => key));
}

function keyAt(source: string, language: LanguageId): Promise<string | undefined> {
  const offset = source.indexOf('|');
  assert.ok(offset >= 0, 'a | marks the place');
  const text = source.replace('|', '');
  return parsers.use(language, text, (tree) => functionAround(tree, offset)?.key);
}

const named: readonly (readonly [name: string, source: string, keys: readonly string[]])[] = [
  [
    'declarations',
    'function a() {} async function b() {} function* c() {} async function* d() {}',
    ['a', 'b', 'c', 'd'],
  ],
  ['what is inside', 'function a() { function b() { const c = () => 1 } }', ['a', 'a.b', 'a.b.c']],
  [
    'variables',
    'const a = () => 1, b = function () {}, c = async x => x; let d = function own() {}',
    ['a', 'b', 'c', 'own'],
  ],
  ['parentheses around', 'const a = (() => 1)', ['a']],
  ['several names', 'const a = exports.b = function () {}', ['b']],
  [
    'classes',
    'class A { m() {} static s() {} #p() {} get g() { return 1 } set g(v) {} constructor() {} async *x() {} }',
    ['A.m', 'A.s', 'A.#p', 'A.g#1', 'A.g#2', 'A.constructor', 'A.x'],
  ],
  ['class expressions', 'const A = class { m() {} }; module.exports = class extends A { n() {} }', ['A.m', 'n']],
  ['fields', 'class A { f = () => 1; static g = function () {}; #h = async () => 1; i = 1 }', ['A.f', 'A.g', 'A.#h']],
  [
    'classes in functions',
    'function f() { return class { m() {} } } class A { m() { class B { n() {} } } }',
    ['f', 'f.m', 'A.m', 'A.m.B.n'],
  ],
  [
    'objects',
    'const o = { m() {}, f: () => 1, "a-b": function () {}, 1() {}, [x]() {}, ["y"]: () => 1, in: { deep() {} } }',
    ['o.m', 'o.f', 'o.a-b', 'o.1', 'o.[x]', 'o.y', 'o.in.deep'],
  ],
  ['objects without a name', 'foo({ methods: { load() {} }, save() {} })', ['methods.load', 'save']],
  ['exports', 'exports.a = () => 1; module.exports.b = () => 1; module.exports = { c() {} }', ['a', 'b', 'c']],
  ['the one export', 'module.exports = function () { return 1 }', ['exports']],
  [
    'prototypes',
    'Foo.prototype.bar = function () {}; Foo.baz = () => 1; a.b["c"] = () => 1; this.d = () => 1',
    ['Foo.bar', 'Foo.baz', 'a.b.c', 'd'],
  ],
  ['default exports', 'export default function () {}\nfoo(() => 1)', ['default']],
  [
    'default exports, before what looks like a call',
    'export default function () {}\n(async () => { await 1 })()',
    ['default', 'main'],
  ],
  ['default arrows and classes', 'export default async () => 1', ['default']],
  ['default classes', 'export default class { m() {} }', ['default.m']],
  ['named default exports', 'export default function f() {}', ['f']],
  ['the main of a script', '(async () => { await 1 })().catch(x)', ['main']],
  ['the main of a script, otherwise', 'void async function () { await 1; function g() {} }()', ['main', 'main.g']],
  ['wrappers of modules', '(function () { function f() {} })(); !function () { var g = () => 1 }()', ['f', 'g']],
  ['callbacks are none', 'list.map(() => 1); list.map(function () { return 1 }); new Promise((r) => r())', []],
  ['callbacks with names are', 'list.map(function each() { return 1 })', ['each']],
  [
    'functions in callbacks',
    'describe("x", () => { function helper() {} it("y", () => { const z = () => 1 }) })',
    ['helper', 'z'],
  ],
  ['what is only chosen among functions is none', 'const f = x ? () => 1 : () => 2; const g = wrap(() => 1)', []],
  [
    'namesakes',
    'if (x) { function f() {} } else { function f() {} } class A { m() {} static m() {} }',
    ['f#1', 'f#2', 'A.m#1', 'A.m#2'],
  ],
];

const typed: typeof named = [
  ['overloads', 'function f(a: string): void; function f(a: number): void; function f(a: any) { g() }', ['f']],
  ['methods with overloads', 'class A { m(a: string): void; m(a: any) {} abstract n(): void }', ['A.m', 'A.n']],
  ['ambient functions', 'declare function f(): void; declare module "x" { export function g(): void }', ['f', 'x.g']],
  ['interfaces have none', 'interface A { m(): void; f: () => void } type B = { m(): void }', []],
  [
    'namespaces',
    'namespace N { export function f() {} export const g = () => 1 } namespace A.B { function h() {} }',
    ['N.f', 'N.g', 'A.B.h'],
  ],
  [
    'abstract classes',
    'abstract class A { private f = (): void => {}; readonly #g = <T,>(x: T): T => x }',
    ['A.f', 'A.#g'],
  ],
  [
    'assertions around',
    'const f = (() => 1) as F; const g = (() => 1) satisfies F; const h = <F>(() => 1)',
    ['f', 'g'],
  ],
];

describe('listFunctions', () => {
  for (const [name, source, keys] of named) {
    it(name, async () => assert.deepEqual(await keysOf(source, 'javascript'), keys));
    it(`${name}, in TypeScript`, async () => assert.deepEqual(await keysOf(source, 'typescript'), keys));
  }
  for (const [name, source, keys] of typed) {
    it(name, async () => assert.deepEqual(await keysOf(source, 'typescript'), keys));
  }

  it('tells what is inside another function; a wrapper around the module is none', async () => {
    const source =
      'function a() { function b() {} } (function () { function c() {} })(); on(() => { function d() {} })';
    const nested = await parsers.use('javascript', source, (tree) =>
      listFunctions(tree)
        .filter((each) => each.nested)
        .map(({ name }) => name),
    );
    assert.deepEqual(nested, ['a.b', 'd']);
  });
});

describe('functionAround', () => {
  for (const [source, key] of [
    ['fun|ction f() { return 1 }', 'f'],
    ['function f() { return| 1 }', 'f'],
    ['function f() { return 1 |}', 'f'],
    ['function f() { g(() => { x| }) }', 'f'],
    ['function f() { function g() { x| } }', 'f.g'],
    ['function f() { function g() { x } | }', 'f'],
    ['con|st f = () => 1', 'f'],
    ['const f| = () => 1', 'f'],
    ['export cons|t f = () => 1', 'f'],
    ['expo|rt default () => 1', 'default'],
    ['Foo.proto|type.bar = function () {}', 'Foo.bar'],
    ['class A { m|() {} }', 'A.m'],
    ['class A { m() {| } m() {} }', 'A.m#1'],
    ['class A { stat|ic f = () => 1 }', 'A.f'],
    ['class A| { m() {} }', undefined],
    ['const o = { m|: () => 1 }', 'o.m'],
    ['const o = { |a: 1, m: () => 1 }', undefined],
    ['let x| = 1; function f() {}', undefined],
    ['(async () => { await| 1 })()', 'main'],
    ['foo(() => { x| })', undefined],
    ['|', undefined],
  ] as const) {
    it(source, async () => assert.equal(await keyAt(source, 'javascript'), key));
  }

  for (const [source, key] of [
    ['class A { @dec|orated() m() {} }', 'A.m'],
    ['function f(a: str|ing): void; function f(a: any) { g() }', 'f'],
    ['declare fun|ction f(): void', 'f'],
    ['const f = <T,>(x: T): T| => x', 'f'],
  ] as const) {
    it(`${source}, in TypeScript`, async () => assert.equal(await keyAt(source, 'typescript'), key));
  }
});
