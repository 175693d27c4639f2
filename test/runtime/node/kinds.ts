import type { Kind } from '../kind';

/** What a task's body may be, and how it may end: with us (`//#+`) and without (`//#-`). */
export const nodeKinds: readonly Kind[] = [
  {
    name: 'what a body gives back',
    source: `
const self = { name: 'self', work(...args) {
  return monitor.task('arrow', () => { //#+
    return [this.name, arguments.length, ...args];
  }); //#+
} };
console.log(self.work(1, 2));
class Base { hello() { return 'base'; } }
class Derived extends Base { hello() {
  return monitor.task('super', () => { //#+
    return super.hello() + (new.target === undefined);
  }); //#+
} }
console.log(new Derived().hello());
const value = { a: 1 };
const given = (name, body) => monitor.task(name, body); //#+
const given = (name, body) => body(); //#-
console.log(given('same object', () => value) === value, given('nothing', () => {}));
const fail = (error) => { throw error; };
class PaymentTimeout extends Error {}
for (const error of [new PaymentTimeout('slow'), 'a text', null, undefined, Object.create(null), Object.assign(new Error('e'), { code: 'ENOENT' })]) {
  try {
    given('throws', () => fail(error));
  } catch (caught) {
    console.log('the same', caught === error);
  }
}
const recursive = (depth) => given('recursive', () => depth && 1 + recursive(depth - 1));
console.log(recursive(3));
try { given('outer', () => given('inner', () => fail(new RangeError('in')))); } catch {}
`,
    expected: {
      arrow: '1 ok',
      super: '1 ok',
      'same object': '1 ok',
      nothing: '1 ok',
      throws: 'PaymentTimeout 1, string 1, null 1, undefined 1, Error 1, ENOENT 1',
      recursive: '4 ok',
      outer: 'RangeError 1',
      inner: 'RangeError 1',
    },
  },
  {
    name: 'promises',
    source: `
const given = (name, body) => monitor.task(name, body); //#+
const given = (name, body) => body(); //#-
const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
class Query extends Promise { }
let asked = 0;
const lazy = { then(resolve) { asked += 1; resolve('asked'); } };
const mixed = Object.assign(Promise.resolve('mixed'), { cancel() { return 'cancelled'; } });
(async () => {
  console.log(await given('awaits', async () => { await wait(5); return 'awaited'; }));
  console.log(await given('plain promise', () => wait(5).then(() => 'then')));
  console.log(await given('rejects', async () => { await wait(1); throw new TypeError('no'); }).catch((error) => error.message));
  const query = given('subclass', () => Query.resolve('query'));
  console.log(query instanceof Query, await query);
  const same = given('thenable', () => lazy);
  console.log(same === lazy, asked);
  console.log(given('with more', () => mixed).cancel());
  console.log(await Promise.all([5, 1, 3].map((ms, index) => given('parallel ' + index, async () => {
    await wait(ms);
    await given('nested ' + index, () => wait(1));
    if (index === 1) return 'one';
    return index;
  }))));
  console.log((await Promise.allSettled([given('fails beside', async () => { throw new RangeError('x'); }), given('goes well', async () => 2)])).map((one) => one.status));
  console.log(await Promise.race([given('never settles', () => new Promise(() => {})), wait(20).then(() => 'race')]));
})();
`,
    expected: {
      awaits: '1 ok',
      'plain promise': '1 ok',
      rejects: 'TypeError 1',
      subclass: '1 ok',
      thenable: '1 ok',
      'with more': '1 ok',
      'parallel 0': '1 ok',
      'parallel 1': '1 ok',
      'parallel 2': '1 ok',
      'nested 0': '1 ok',
      'nested 1': '1 ok',
      'nested 2': '1 ok',
      'fails beside': 'RangeError 1',
      'goes well': '1 ok',
      'never settles': 'completed',
    },
  },
  {
    name: 'promises that async_hooks mark',
    source: `
const { AsyncLocalStorage, createHook } = require('node:async_hooks');
createHook({ init() {}, destroy() {} }).enable();
const storage = new AsyncLocalStorage();
const given = (name, body) => monitor.task(name, body); //#+
const given = (name, body) => body(); //#-
storage.run('stored', () => given('stored', async () => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  console.log(storage.getStore());
  throw new TypeError('late');
})).catch((error) => console.log(error.message, storage.getStore()));
`,
    expected: { stored: 'TypeError 1' },
  },
  {
    name: 'tasks that say how it went',
    source: `
function* pages(until) {
  const task = monitor.task('pages'); //#+
  try { //#+
    for (let page = 1; page <= 3; page += 1) {
      if (page === until) throw new RangeError('no page');
      yield page;
    }
    task.records = 3; //#+
    return task.done('all'); //#+
    return 'all'; //#-
  } catch (error) { //#+
    throw task.fail(error); //#+
  } finally { //#+
    task.end(); //#+
  } //#+
}
console.log([...pages()]);
try { console.log([...pages(2)]); } catch (error) { console.log(error.message); }
async function* rows() {
  const task = monitor.task('rows'); //#+
  try { //#+
    yield 1;
    yield 2;
    task.done(); //#+
  } catch (error) { //#+
    throw task.fail(error); //#+
  } finally { //#+
    task.end(); //#+
  } //#+
}
(async () => {
  for await (const row of rows()) {
    console.log(row);
    break;
  }
  const task = monitor.task('handle'); //#+
  console.log(task.done(1), task.done(), task.fail('e')); //#+
  console.log(1, undefined, 'e'); //#-
  task.done(); task.end(); task.end(); //#+
  monitor.task('handled itself', (run) => { run.fail(new TypeError('swallowed')); }); //#+
})();
`,
    expected: { pages: 'RangeError 1, 3 records', rows: 'completed', handle: '1 ok', 'handled itself': 'TypeError 1' },
  },
  {
    name: 'wrapped functions',
    source: `
const wrapped = (name, fn, options) => monitor.wrap(name, fn, options); //#+
const wrapped = (name, fn) => fn; //#-
const records = { records: (result) => result.length };
function load(a, b = 2) { return [this?.name, a, b, arguments.length]; }
load.property = 'kept';
const loads = wrapped('load', load, records);
console.log(loads.call({ name: 'self' }, 1), loads.name, loads.length, loads.property, typeof loads);
const later = wrapped('later', async (n) => 'x'.repeat(n), records);
const numbers = wrapped('numbers', function* (n = 2) { for (let i = 0; i < n; i += 1) { const sent = yield i; if (sent) console.log('sent', sent); } return [1, 2]; }, records);
const rows = wrapped('rows', async function* () { yield 1; yield 2; }, records);
const Thing = wrapped('a class', class Thing { constructor(a) { this.a = a; } });
const thing = new Thing(5);
console.log(thing.a, thing instanceof Thing, Thing.name);
console.log(wrapped('count fails', () => null, records)());
const iterator = numbers();
iterator.next();
console.log(iterator.next('hello'), [...numbers(3)]);
const left = numbers();
left.next();
console.log(left.return('early'));
try { wrapped('fails', () => { throw new TypeError('t'); })(); } catch (error) { console.log(error.message); }
(async () => {
  console.log(await later(4));
  for await (const row of rows()) console.log(row);
})();
`,
    expected: {
      load: '1 ok, 4 records',
      later: '1 ok, 4 records',
      numbers: '1 ok, 2 records',
      rows: '1 ok',
      'count fails': '1 ok',
      fails: 'TypeError 1',
    },
  },
  {
    name: 'names and numbers of any kind',
    source: `
const symbol = Symbol('s'); //#+
monitor.recordSuccess('text', '12', 3n); //#+
monitor.recordSuccess('no number', {}, 'three'); //#+
monitor.recordFailure('code', 'E/1 é "q" \\\\'); //#+
monitor.recordFailure(7, 404); //#+
monitor.recordSuccess(symbol, 1); //#+
monitor.task('half \\uD800 of a pair', () => 1); //#+
monitor.wrap('nothing', undefined); //#+
new TaskMonitor(undefined).recordSuccess(null); //#+
new TaskMonitor('x', null, null).recordSuccess('y'); //#+
new TaskMonitor('x', { groupingKey: 5, timeout: 'soon' }).recordSuccess('y'); //#+
console.log('done');
`,
    expected: {
      text: '1 ok, 3 records',
      'no number': '1 ok',
      code: 'E/1 é "q" \\ 1',
      '7': '404 1',
      'Symbol(s)': '1 ok',
      'half \uFFFD of a pair': '1 ok',
    },
  },
];
