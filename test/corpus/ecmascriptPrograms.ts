/** A program that shows on its standard output what an instrumented function must not change. */
export interface Program {
  readonly name: string;
  readonly file: 'main.mjs' | 'main.cjs';
  readonly source: string;
}

/** Sloppy CommonJS, where a function has the most ways to be told from another. */
const commonjs: Readonly<Record<string, string>> = {
  'this, arguments and the names of functions': `
function Point(x, y) { this.x = x; this.y = y }
Point.prototype.plus = function (other) { return new Point(this.x + other.x, this.y + other.y) }
function sum() { var total = 0; for (var i = 0; i < arguments.length; i++) total += arguments[i]; return total }
function alias(a, b) { a = 'changed'; arguments[1] = 'too'; return [a, b, arguments[0], arguments[1], arguments.length] }
function strict(a) { 'use strict'; a = 'changed'; return [a, arguments[0], this] }
function sloppy() { return this === globalThis }
function callee(n) { return n ? n * arguments.callee(n - 1) : 1 }
function Old() { if (!new.target) return new Old(); this.kind = 'old'; return 1 }
function Other() { this.kind = 'old'; return { kind: 'other' } }
console.log(new Point(1, 2).plus(new Point(3, 4)), sum(1, 2, 3), alias(1, 2, 3), strict(1), sloppy(), callee(5))
console.log(Old().kind, new Old() instanceof Old, new Other(), [Point, sum, alias].map((f) => [f.name, f.length]))
console.log(sum.call(null, 4), sum.apply(null, [5, 6]), sum.bind(null, 7)(8), Point.prototype.plus.name)
`,
  'hoisting, scopes and eval': `
console.log(early(), typeof late)
function early() { return inner() + (function () { return v === undefined })(); function inner() { return 'in' } var v = 1 }
var late = function () { { function block() { return 'block' } } return block() }
function redeclared(a) { var a; return a }
function withDefault(a, b = () => a, c = b()) { var d = a; a = 'x'; return [a, b(), c, d] }
function evil(code) { var secret = 42; eval('var made = ' + code); return [made, secret, eval('secret')] }
function loop() { outer: for (var i = 0; ; i++) { for (;;) { if (i > 2) break outer; continue outer } } return i }
function labels(x) { done: { if (x) break done; return 'no' } return 'yes' }
function counter() { var n = 0; return function next() { return ++n } }
function tdz() { try { return x } catch (e) { return e.name } let x = 1 }
function shadow(undefined) { return undefined }
function caught() { try { throw 1 } catch (e) { var e = 2; return e } finally { var z = 3 } }
var next = counter()
console.log(early(), late(), redeclared(5), withDefault('a'), evil('1 + 1'), loop(), labels(1), labels(0))
console.log(next(), next(), tdz(), shadow(9), caught())
`,
  'no semicolons anywhere': `
var calls = []
function f() { return 1 }
var post = n => n++
;[1, 2].forEach(n => calls.push(n))
var plain = n => n
;(function () { calls.push('iife') })()
function bare(x) {
  if (x) return
  ;[3].forEach(n => calls.push(n))
}
function dead() {
  return
  calls.push('never')
}
function value() {
  var a = 1
  var b = a
  ++b
  return [a, b]
}
var object = () => ({ a: 1 }), array = () => [1], sequence = () => (calls.push('s'), 2), template = () => \`x\${
  1 +
    1
}
  y\`
var arrows = a => b => c => a + b + c
function* g() { yield 1
  if (calls) return }
var regex = s => /a\\/b/g.test(s)
console.log(f(), post(1), plain(2), bare(1), bare(0), dead(), value(), object(), array(), sequence(), template(), arrows(1)(2)(3), [...g()], regex('a/b'), calls)
`,
  'generators, and what becomes of them': `
function* count(n) { try { for (var i = 0; i < n; i++) { var got = yield i; if (got) console.log('got', got) } return 'end' } finally { console.log('closed', i) } }
function* all() { const r = yield* count(2); yield r; return }
function* failing() { yield 1; throw new TypeError('bad') }
function* sequence() { return console.log('first'), 'second' }
function* task(task) { const done = task; yield done; return task }
function* hoisted() { yield helper(); function helper() { return 'helped' } }
var object = { *[Symbol.iterator]() { yield 1; yield 2 }, *m() { return this } }
class C { static *s() { yield new.target === undefined } *p() { yield super.toString === Object.prototype.toString } }
var it = count(5)
console.log(it.next('ignored'), it.next('a'), it.return('r'), it.next())
for (const x of count(5)) { if (x === 1) break }
console.log([...all()], [...object], object.m().next().value === object, [...C.s()], [...new C().p()])
try { [...failing()] } catch (e) { console.log(e.name, e.message) }
console.log(sequence().next(), [...task('t')], [...hoisted()])
var thrown = count(1); thrown.next()
try { thrown.throw(new RangeError('in')) } catch (e) { console.log(e.message) }
`,
  'errors pass through as they are': `
function thrower(x) { throw x }
function returnsPromise() { return Promise.reject(new Error('later')) }
function thenable() { return { then(resolve) { console.log('then was called'); resolve(1) } } }
function finallyWins() { try { throw 1 } finally { return 2 } }
for (const x of [undefined, null, 0, 'text', new Error('e'), { a: 1 }]) { try { thrower(x) } catch (e) { console.log(e === x) } }
console.log(finallyWins(), typeof thenable().then)
returnsPromise().catch((e) => console.log(e.message)).finally(() => console.log('settled'))
process.exitCode = 3
`,
  'an uncaught error ends the program': `
function fails() { console.log('before'); throw new RangeError('uncaught') }
process.on('exit', (code) => console.log('exit', code))
fails()
`,
  'an unhandled rejection ends the program': `
async function fails() { await null; throw new RangeError('unhandled') }
process.on('exit', (code) => console.log('exit', code))
fails()
setTimeout(() => console.log('never'), 1000)
`,
  'process.exit inside': `
function stop() { console.log('stopping'); process.exit(5) }
process.on('exit', (code) => console.log('exit', code))
stop()
`,
};

const modules: Readonly<Record<string, string>> = {
  'async functions and what they return': `
const log = []
async function value() { return 1 }
async function awaited() { const x = await value(); return x + await value() }
async function rejected() { throw new TypeError('no') }
async function caught() { try { return await rejected() } catch (e) { return e.message } }
const arrow = async (x) => (await value()) + x
const nested = async () => async () => value()
async function returnsPromise() { return Promise.resolve(2) }
async function withArguments() { return [...arguments] }
class Later { async m() { return this instanceof Later } static async s() { return this === Later } async #p() { return 'private' } p() { return this.#p() } }
const promise = value()
console.log(promise instanceof Promise, promise.constructor === Promise, await promise, await awaited(), await caught())
console.log(await arrow(1), await (await nested())(), await returnsPromise(), await withArguments(1, 2))
console.log(await new Later().m(), await Later.s(), await new Later().p())
const results = await Promise.allSettled([value(), rejected(), caught(), Promise.race([value(), awaited()])])
console.log(results.map(({ status }) => status))
for (const n of [1, 2, 3]) void (async () => { await value(); log.push(n) })()
await new Promise((resolve) => setTimeout(resolve, 20))
console.log(log)
`,
  'async generators': `
async function* pages(n) { try { for (let i = 0; i < n; i++) { await null; yield i } return Promise.resolve('end') } finally { console.log('closed') } }
async function* failing() { yield 1; throw new TypeError('bad') }
async function* rejecting() { yield 1; return Promise.reject(new Error('returned')) }
async function* swallowing() { try { return Promise.reject(new Error('inside')) } catch (e) { yield e.message } }
async function* delegating() { const r = yield* pages(2); yield r }
const rows = { async *[Symbol.asyncIterator]() { yield* [1, 2] } }
for await (const x of pages(3)) console.log(x)
for await (const x of pages(3)) { if (x === 1) break }
for await (const x of delegating()) console.log(x)
for await (const x of rows) console.log(x)
for (const make of [failing, rejecting, swallowing]) {
  const it = make()
  try { console.log(await it.next(), await it.next(), await it.next()) } catch (e) { console.log(e.name, e.message) }
}
const unused = pages(1)
console.log(await unused.return('early'), await unused.next())
`,
  'classes: super, fields, statics, accessors, new.target': `
class Base {
  constructor(x) { this.x = x; this.made = new.target.name }
  get double() { return this.x * 2 }
  set double(v) { this.x = v / 2 }
  hello() { return 'base ' + this.x }
  static create(x) { return new this(x) }
}
class Derived extends Base {
  #secret = 7
  bound = () => this.x
  expression = (a) => this.#secret + a
  static counter = 0
  static bump = () => ++Derived.counter
  constructor(x) {
    const before = x + 1
    super(before)
    this.y = super.hello()
  }
  hello() { return 'derived ' + super.hello() + [1].map(() => super.double) }
  #hidden() { return this.#secret }
  reveal() { return this.#hidden() }
  static create(x) { const made = super.create(x); made.extra = true; return made }
  static { this.fromBlock = (() => this.name)() }
  ['com' + 'puted']() { return 'computed' }
  'quoted name'() { return 'quoted' }
  async *stream() { yield this.#secret; yield super.hello() }
}
class Returns extends Base { constructor() { super(1); return { other: true } } }
class NoSuper extends Base { constructor(call) { if (call) super(1) } }
const d = Derived.create(1)
const { bound } = d
console.log(d, d.hello(), bound(), d.expression(1), d.reveal(), Derived.bump(), Derived.bump(), Derived.fromBlock)
console.log(d.computed(), d['quoted name'](), new Returns(), new Base(3).made, d.made, Base.length, Derived.prototype.hello.name)
d.double = 10
console.log(d.x, d.double)
try { new NoSuper(false) } catch (e) { console.log(e.name) }
try { Derived() } catch (e) { console.log(e.name) }
for await (const x of d.stream()) console.log(x)
const object = { __proto__: { greet() { return 'proto' } }, greet() { return super.greet() + '!' }, get g() { return 1 }, 'a-b': () => 1 }
console.log(object.greet(), object.g, object['a-b']())
`,
  'text of every kind': `
const tag = (strings, ...values) => strings.raw.join('|') + values.join(',')
function text(a) {
  const one = \`a
  b \${a
    + 1} c
    \${\`in\${
      a
    }ner
   x\`}
\`
  const two = 'con\\
  tinued'
  /* a comment
over lines */
  const three = tag\`raw\\n \${a}
   tail\`
// in column 0
  return [one, two, three].map((s) => JSON.stringify(s))
}
function comments(/* a */ a /* b */) /* c */ { // d
  // e
  return a // f
  // g
}
const html = () => { return \`
<p>
\` }
console.log(text(1), comments(2), html())
`,
  'the order of what happens': `
const log = []
async function first() { log.push('first in'); await null; log.push('first out') }
function second() { log.push('second'); return first() }
const third = () => log.push('third')
export const exported = (function () { log.push('iife'); return 1 })()
export default function () { return log }
const p = second()
third()
await p
queueMicrotask(() => log.push('micro'))
await new Promise(setImmediate)
console.log(log)
`,
};

export const programs: readonly Program[] = [
  ...Object.entries(commonjs).map(([name, source]): Program => ({ name, file: 'main.cjs', source })),
  ...Object.entries(modules).map(([name, source]): Program => ({ name, file: 'main.mjs', source })),
];
