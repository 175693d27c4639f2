import assert from 'node:assert/strict';
import { factsOf, everyLanguage, valueLine, type EcmascriptId } from './metricSummaries';

/** `#` stands for the metric's use with the value in question. */
async function valueOf(text: string, language: EcmascriptId): Promise<string[]> {
  const facts = await factsOf(
    `import { Counter } from 'prom-client';\nconst c = new Counter({ name: 'c', help: 'h', labelNames: ['x'] });\n${text}`,
    language,
  );
  return facts.calls.flatMap(({ values }) => values.map(({ value }) => valueLine(value)));
}

function eachIs(
  languages: readonly EcmascriptId[],
  cases: Readonly<Record<string, readonly [text: string, ...expected: string[]]>>,
): void {
  for (const [title, [text, ...expected]] of Object.entries(cases)) {
    it(title, async () => {
      for (const language of languages) {
        assert.deepEqual(await valueOf(text, language), expected, language);
      }
    });
  }
}

/** A case whose text is one value, given by `inc`. */
function eachValueIs(languages: readonly EcmascriptId[], cases: Readonly<Record<string, string>>): void {
  for (const [value, expected] of Object.entries(cases)) {
    it(value, async () => {
      for (const language of languages) {
        assert.deepEqual(await valueOf(`c.inc({ x: ${value} });`, language), [expected], language);
      }
    });
  }
}

const inCatch = (value: string): string => `try { f(); } catch (e) { c.inc({ x: ${value} }); }`;

describe('ecmascript label values: expressions', () => {
  eachValueIs(everyLanguage, {
    "'a'": '"a"',
    '200': '"200"',
    true: '"true"',
    '`a`': '"a"',
    "'a' + 'b'": '"ab"',
    'user.id': 'unknown user.id',
    'this.job.name': 'unknown this.job.name',
    "req.headers['user-agent']": 'unknown req.headers.user-agent',
    'req.route?.path': 'unknown req.route.path',
    '`user-${id}`': 'joined("user-", unknown id)',
    "'user-' + id + suffix": 'joined("user-", unknown id, unknown suffix)',
    '`${status}`': 'joined(unknown status)',
    "a ? 'x' : b": 'choice("x", unknown b)',
    "a || b || 'c'": 'choice(unknown a, unknown b, "c")',
    "a ?? 'c'": 'choice(unknown a, "c")',
    'a && b': 'unknown b',
    'a === b': 'bounded by comparison',
    '!a': 'bounded by comparison',
    'typeof a': 'bounded by comparison',
    'a instanceof B': 'bounded by comparison',
    'Boolean(a)': 'bounded by comparison',
    "path.startsWith('/api')": 'bounded by comparison',
    'a - b': 'unknown',
    'await f(a)': 'f(unknown a)',
    '(a)': 'unknown a',
    'String(user.id)': 'String(unknown user.id)',
    'user.id.toString()': '[unknown user.id].user.id.toString()',
    'new Date().toISOString()': '[Date()].toISOString()',
    'Date.now()': '[unknown Date].Date.now()',
    'process.env.HOSTNAME': 'unknown process.env.HOSTNAME',
    'url.parse(raw).pathname': '[[unknown url].url.parse(unknown raw)].pathname()',
    'items[0]': 'unknown',
    '[a]': 'unknown',
  });
  eachValueIs(['typescript', 'tsx'], {
    'user.id as string': 'unknown user.id',
    'user.id!': 'unknown user.id',
    'user!.id satisfies string': 'unknown user.id',
  });
});

describe('ecmascript label values: names', () => {
  eachIs(everyLanguage, {
    'a parameter': ['function f(x) { c.inc({ x }); }', 'parameter x'],
    'a parameter that is taken apart': ['const f = ({ user: { id } }) => c.inc({ x: id });', 'parameter id'],
    'a loop variable': ['for (const user of users) { c.inc({ x: user.id }); }', 'loop user.id'],
    'a variable': ['const id = req.params.id; c.inc({ x: id });', 'local id = unknown req.params.id'],
    'a variable that is taken apart': [
      'function f(req) { const { id: userId } = req.params; c.inc({ x: userId }); }',
      'local userId = parameter req.params.id',
    ],
    'a variable of few values': [
      `let status; if (a) { status = 'ok'; } else { status = b; }\nc.inc({ x: status });`,
      'local status = choice("ok", unknown b)',
    ],
    'a constant': [
      `const STATUS = 'ok', S = { OK: 'fine' };\nc.inc({ x: STATUS }); c.inc({ x: S.OK });`,
      '"ok"',
      '"fine"',
    ],
    'two hops': [
      'function f(req) { const id = req.params.id; const key = `u:${id}`; c.inc({ x: key }); }',
      'local key = joined("u:", local id = parameter req.params.id)',
    ],
    'a name that hides another': [`const x = 'ok';\nfunction f(x) { c.inc({ x }); }`, 'parameter x'],
    'a name that means itself': [
      'let x = x + 1; c.inc({ x });',
      'local x = joined(local x = joined(local x, "1"), "1")',
    ],
    'a property of this': [
      `class A { constructor() { this.id = uuid(); } f() { c.inc({ x: this.id }); } }`,
      'unknown this.id = uuid()',
    ],
    'var out of a block': [`function f() { if (a) { var x = g(); } c.inc({ x }); }`, 'local x = g()'],
    'what another file has': [
      `import { region, LEVEL_HIGH, Status } from './x';\nc.inc({ x: region }); c.inc({ x: LEVEL_HIGH }); c.inc({ x: Status.Ok }); c.inc({ x: Status.id });`,
      'import region',
      'bounded by enum',
      'bounded by enum',
      'import Status.id',
    ],
  });
});

describe('ecmascript label values: calls through imports', () => {
  eachIs(everyLanguage, {
    uuid: [`import { v4 as uuidv4 } from 'uuid';\nc.inc({ x: uuidv4() });`, 'imported uuid.v4()'],
    'a default import': [
      `import dayjs from 'dayjs';\nc.inc({ x: dayjs().format('HH') });`,
      '[imported dayjs()].format("HH")',
    ],
    'a module of Node': [`import * as os from 'node:os';\nc.inc({ x: os.hostname() });`, 'imported os.hostname()'],
    'a required function': [
      `const { randomUUID: id } = require('crypto');\nc.inc({ x: id() });`,
      'imported crypto.randomUUID()',
    ],
    'a function of the project': [
      `import { normalise } from './routes';\nc.inc({ x: normalise(req.path) });`,
      'imported normalise(unknown req.path)',
    ],
  });
});

describe('ecmascript label values: caught errors', () => {
  const messages = [
    'e.message',
    'e?.message',
    'String(e)',
    '`${e}`',
    'e.toString()',
    'e.stack',
    'e',
    '`${e.message}`',
    'JSON.stringify(e)',
  ];
  for (const value of messages) {
    it(`${value} is its message`, async () => {
      assert.deepEqual(await valueOf(inCatch(value), 'javascript'), ['caught message e.constructor.name']);
      for (const language of ['typescript', 'tsx'] as const) {
        assert.deepEqual(await valueOf(inCatch(value), language), [
          'caught message e instanceof Error ? e.name : typeof e',
        ]);
      }
    });
  }
  eachIs(['javascript'], {
    'its class': [
      inCatch('e.name') + inCatch('e.constructor.name'),
      'caught class e.constructor.name',
      'caught class e.constructor.name',
    ],
    'its code': [
      inCatch('e.code') + inCatch('e.response.status'),
      'caught other e.constructor.name',
      'caught other e.constructor.name',
    ],
    'in a text': [inCatch('`failed: ${e.message}`'), 'joined("failed: ", caught message e.constructor.name)'],
    'either message': [
      inCatch('e instanceof Error ? e.message : String(e)'),
      'choice(caught message e.constructor.name, caught message e.constructor.name)',
    ],
    'one hop away': [
      `try { f(); } catch (e) { const reason = e.message; c.inc({ x: reason }); }`,
      'local reason = caught message e.constructor.name',
    ],
    'taken apart': [
      `try { f(); } catch (e) { const { message } = e; c.inc({ x: message }); }`,
      'local message = caught message e.constructor.name',
    ],
    'of a promise': [
      `f().catch((err) => c.inc({ x: err.message })); f().then(ok, (err) => { c.inc({ x: err }); });`,
      'caught message err.constructor.name',
      'caught message err.constructor.name',
    ],
    'of an event': [
      `stream.on('error', (err) => c.inc({ x: err.message })); stream.on('data', (err) => c.inc({ x: err.message }));`,
      'caught message err.constructor.name',
      'parameter err.message',
    ],
    'one that is hidden': [
      `try { f(); } catch (e) { items.forEach((e) => c.inc({ x: e.message })); }`,
      'parameter e.message',
    ],
  });
  eachIs(['typescript', 'tsx'], {
    'that may be anything': [
      `try { f(); } catch (e: any) { c.inc({ x: e.message }); }`,
      'caught message e.constructor.name',
    ],
    'that is unknown': [
      `try { f(); } catch (e: unknown) { c.inc({ x: (e as Error).message }); }`,
      'caught message e instanceof Error ? e.name : typeof e',
    ],
    'of a promise': [
      `f().catch((e: unknown) => c.inc({ x: String(e) })); f().catch((e) => c.inc({ x: e.message }));`,
      'caught message e instanceof Error ? e.name : typeof e',
      'caught message e.constructor.name',
    ],
  });
});

describe('ecmascript label values: of few', () => {
  eachIs(everyLanguage, {
    'a literal table': [
      `const NAMES = { 1: 'one' }; const LIST = ['a', 'b'];\nc.inc({ x: NAMES[code] }); c.inc({ x: LIST[i] });`,
      'bounded by lookup',
      'bounded by lookup',
    ],
    'a table that running code fills': [`const NAMES = {};\nc.inc({ x: NAMES[code] });`, 'unknown'],
    'a literal map': [
      `const NAMES = new Map([[1, 'one']]);\nc.inc({ x: NAMES.get(code) }); c.inc({ x: NAMES.get(code) ?? 'other' });`,
      'bounded by lookup',
      'choice(bounded by lookup, "other")',
    ],
    'a loop over literals': [
      `for (const x of ['a', 'b']) { c.inc({ x }); }\n['a'].forEach((x) => c.inc({ x }));`,
      'loop x = bounded by lookup',
      'parameter x = bounded by lookup',
    ],
    'inside a check': [`function f(x) { if (KNOWN.has(x)) { c.inc({ x }); } }`, 'bounded by guard'],
    'the other side of a check': [`function f(x) { if (KNOWN.has(x)) { g(); } else { c.inc({ x }); } }`, 'parameter x'],
    'a check that leaves': [
      `function f(x) { if (!KNOWN.includes(x)) { return; }\n c.inc({ x }); }`,
      'bounded by guard',
    ],
    'a check that gives another value': [
      `function f(x) { if (!KNOWN.has(x)) x = 'other';\n c.inc({ x }); }`,
      'bounded by guard',
    ],
    'a check afterwards': [`function f(x) { c.inc({ x });\n if (!KNOWN.has(x)) return; }`, 'parameter x'],
    'a check of something else': [
      `function f(x, y) { if (!KNOWN.has(y)) return;\n if (KNOWN.has(xy) || z) c.inc({ x }); }`,
      'parameter x',
    ],
    'one check of two': [`function f(x) { if (KNOWN.has(x) || force) c.inc({ x }); }`, 'parameter x'],
    'checks for each value': [`function f(x) { if (x === 'a' || x === 'b') c.inc({ x }); }`, 'bounded by guard'],
    'a check outside the function': [`function f(x) { if (KNOWN.has(x)) { g(() => c.inc({ x })); } }`, 'parameter x'],
    'in place': [
      `function f(x) { c.inc({ x: KNOWN.has(x) ? x : 'other' }); c.inc({ x: !KNOWN.has(x) ? 'other' : x }); c.inc({ x: x in TABLE ? x : 'other' }); }`,
      'choice(bounded by guard, "other")',
      'choice("other", bounded by guard)',
      'choice(bounded by guard, "other")',
    ],
    'a case': [
      `function f(x) { switch (x) { case 'a': case 'b': c.inc({ x }); break; default: c.inc({ x }); } }`,
      'bounded by guard',
      'parameter x',
    ],
  });
  eachIs(['typescript', 'tsx'], {
    'members of an enum': [
      `enum S { Ok = 'ok', Bad }\nc.inc({ x: S.Ok }); c.inc({ x: S[n] });`,
      'bounded by enum',
      'bounded by lookup',
    ],
    'types of few values': [
      `type T = 'a' | 'b'; enum S { A }\nfunction f(p: 'a' | 'b', q: T, r: boolean, s: S, t: string, u?: T) { c.inc({ x: p }); c.inc({ x: q }); c.inc({ x: r }); c.inc({ x: s }); c.inc({ x: t }); c.inc({ x: u }); }`,
      ...Array<string>(4).fill('bounded by enum'),
      'parameter t',
      'bounded by enum',
    ],
    'a type that is a slip': [`function f(p: 'string') { c.inc({ x: p }); }`, 'parameter p'],
    'keys of a table': [
      `const TABLE = { a: 1 };\nfunction f(p: keyof typeof TABLE) { c.inc({ x: p }); }`,
      'bounded by enum',
    ],
  });
});
