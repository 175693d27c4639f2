import assert from 'node:assert/strict';
import type { InstrumentStyle } from '../../../../src/instrument/plan';
import { functionStates } from '../../../../src/instrument/python/functionAt';
import { testParsers } from '../../../support/parsers';
import { instrument, uninstrument } from './instrumenting';

/** The lines that note records in the function `f` of `source`, each with the code line below it. */
async function noted(source: string, style: InstrumentStyle = 'with'): Promise<readonly string[]> {
  const { text, outcomes } = await instrument(source, { records: true, style });
  assert.ok(
    outcomes.some(({ kind }) => kind === 'instrumented'),
    JSON.stringify(outcomes),
  );
  assert.equal((await uninstrument(text)).text, source, 'comes back');
  const again = await instrument(text, { records: true, style });
  assert.equal(again.text, text, 'a second time changes nothing');
  const states = await testParsers().use('python', source, functionStates);
  const [state] = states.map((each) => each.state);
  const lines = text.split('\n');
  const found = lines.flatMap((line, index) =>
    /^\s*(?:\w+\.records|records) = (?!None)/.test(line)
      ? [`${line.trim().replace('  # taskmonitor', '')} | ${(lines[index + 1] ?? '').trim()}`]
      : [],
  );
  const records = outcomes.flatMap((outcome) => (outcome.kind === 'instrumented' ? [outcome.records] : []));
  assert.equal(records[0] === undefined, found.length === 0);
  if (style === 'with') {
    assert.equal(state?.kind === 'plain' ? state.records : undefined, records[0]);
  }
  return found;
}

const f = (body: string): string => `def f(a):\n${body.replace(/^(?=.)/gm, '    ')}\n`;

describe('the number of records', () => {
  for (const [name, source, expected] of [
    ['of a length that is returned', f('x = a()\nreturn len(x)'), ['task.records = len(x) | return len(x)']],
    ['of an argument', f('a.b()\nreturn (len(a))'), ['task.records = len(a) | return (len(a))']],
    [
      'on early returns',
      f('if a:\n    return 0\nreturn len(a)'),
      ['task.records = 0 | return 0', 'task.records = len(a) | return len(a)'],
    ],
    ['not where nothing is returned', f('if a:\n    return\nreturn len(a)'), ['task.records = len(a) | return len(a)']],
    ['of a counter', f('n = 0\nfor b in a:\n    n += 1\nreturn n'), ['task.records = n | return n']],
    [
      'of a counter that counts lengths',
      f('total = 0\nwhile a:\n    total += len(a.rows)\nprint(total)'),
      ['task.records = total | '],
    ],
    [
      'of the one counter beside failures',
      f('loaded, failed = 0, 0\nfor b in a:\n    if b:\n        failed += 1\n    loaded += 1\nreturn True'),
      ['task.records = loaded | return True'],
    ],
    [
      'at the end, and only where it is bound',
      f(
        'if not a:\n    return\ncount = 0\nfor b in a:\n    count += 1\n    if b:\n        return\nprint(count)\n# end',
      ),
      ['task.records = count | return', 'task.records = count | '],
    ],
    [
      'of a list that is filled and returned',
      f('rows = []\nfor b in a:\n    rows.append(b)\nreturn rows'),
      ['task.records = len(rows) | return rows'],
    ],
    [
      'of a list, or of none',
      f('if a:\n    return []\nrows = [b for b in a]\nreturn rows'),
      ['task.records = 0 | return []', 'task.records = len(rows) | return rows'],
    ],
    ['of a dict', f('d = {}\nfor b in a:\n    d[b] = 1\nreturn d'), ['task.records = len(d) | return d']],
    [
      'of a table',
      `import pandas as pd\n${f('df = pd.read_csv(a)\nreturn df')}`,
      ['task.records = len(df) | return df'],
    ],
    [
      'of a table that is written',
      `import pandas\n${f('df = pandas.read_sql(a, b)\ndf.to_csv(a)')}`,
      ['task.records = len(df) | '],
    ],
    ['of records that are handed on', f('rows = [b for b in a]\na.save(rows)'), ['task.records = len(rows) | ']],
    [
      'behind a try whose handlers leave',
      f('try:\n    rows = list(a)\nexcept OSError:\n    raise\na.save(rows)'),
      ['task.records = len(rows) | '],
    ],
    [
      'behind a file that is open',
      f('with open(a) as b:\n    rows = list(b)\na.save(rows)'),
      ['task.records = len(rows) | '],
    ],
    [
      'of a generator that counts',
      f('count = 0\nfor b in a:\n    count += 1\n    yield b'),
      ['task.records = count | '],
    ],
    [
      'of an async function',
      `async def f(a):\n    rows = [b async for b in a]\n    return rows\n`,
      ['task.records = len(rows) | return rows'],
    ],
  ] as const) {
    it(name, async () => assert.deepEqual(await noted(source), expected));
  }

  for (const [name, source] of [
    ['a length of an expression', f('return len(a.b)')],
    ['a length of a call', f('return len(a())')],
    ['a length of a global', `x = []\n${f('a()\nreturn len(x)')}`],
    ['a len of its own', `def len(x): return 0\n${f('return len(a)')}`],
    ['a len from who knows where', `from x import *\n${f('return len(a)')}`],
    ['lengths of different kinds', f('if a:\n    return 1\nreturn len(a)')],
    ['a list that may be something else', f('rows = []\nif a:\n    rows = a.rows\nrows.append(1)\nreturn rows')],
    ['a list that adds what is not certain', f('rows = []\nfor b in a:\n    rows += b\nreturn rows')],
    [
      'a list that another function changes',
      f('rows = []\ndef g():\n    nonlocal rows\n    rows = None\nfor b in a:\n    rows.append(b)\nreturn rows'),
    ],
    ['a dict that is a structure', f('d = {"a": 1}\nd["b"] = a\nreturn d')],
    ['a list written out', f('x = ["ls", "-l"]\na(x)\nreturn x')],
    ['a result that is not a name', f('return sorted(a)')],
    ['two counters', f('inserted = updated = 0\nfor b in a:\n    inserted += 1\n    updated += 1')],
    ['a counter that starts elsewhere', f('count = a\nfor b in a:\n    count += 1\nreturn count')],
    ['a counter that starts again', f('for c in a:\n    count = 0\n    for b in c:\n        count += 1\na(count)')],
    ['a counter of rounds', f('count = 0\nwhile count < 3:\n    count += 1')],
    ['a counter that is an index', f('count = 0\nfor b in a:\n    b(a[count])\n    count += 1')],
    ['a counter that goes down', f('count = 0\nfor b in a:\n    count += 1\n    if b:\n        count -= 1')],
    ['a position that is returned', f('i = 0\nfor b in a:\n    i += 1\nreturn i')],
    ['failures', f('failed = 0\nfor b in a:\n    failed += 1\nreturn failed')],
    ['a counter of a loop that may not run', f('for b in a:\n    rows = [b]\n    rows.append(b)\na(rows)')],
    ['records that were swallowed, maybe', f('with a:\n    rows = list(a)\na.save(rows)')],
    ['records behind a try that goes on', f('try:\n    rows = list(a)\nexcept OSError:\n    pass\na.save(rows)')],
    [
      'records that go in batches',
      f('rows = []\nfor b in a:\n    rows.append(b)\n    if b:\n        a.save(rows)\n        rows = []\na.save(rows)'),
    ],
    ['records that are taken out again', f('rows = list(a)\nwhile rows:\n    a.save(rows.pop())\na.save(rows)')],
    ['a finally that decides', f('count = 0\nfor b in a:\n    try:\n        count += 1\n    finally:\n        return')],
    ['a return on the line of its if', f('count = 0\nfor b in a:\n    count += 1\n    if b: return\nprint(count)')],
    ['one line', 'def f(a): return len(a)\n'],
    ['local variables seen whole', f('locals()\nreturn len(a)')],
    ['a deleted variable', f('rows = [b for b in a]\ndel rows\na()')],
    ['bytes', f('written = 0\nfor b in a:\n    written += len(b)\na(written)')],
    ['a command', f('cmd = []\ncmd.extend(a)\nreturn cmd')],
    ['rounds of a loop without an end', f('count = 0\nwhile True:\n    count += 1\n    if a():\n        return a')],
    ['what a result is computed from', f('count = 0\nfor b in a:\n    count += 1\nreturn count % 2 == 1')],
    ['a table in pieces', `import pandas as pd\n${f('df = pd.read_csv(a, chunksize=9)\nreturn df')}`],
    ['a table that becomes another', `import pandas as pd\n${f('df = pd.read_csv(a)\ndf = df.dropna()\nreturn df')}`],
    ['nothing', f('a()')],
  ] as const) {
    it(`is not noted: ${name}`, async () => {
      const { text, outcomes } = await instrument(source, { records: true, targets: ['f'] });
      assert.doesNotMatch(text, /\.records = /);
      const states = await testParsers().use('python', source, functionStates);
      const state = states.find(({ functionName }) => functionName === 'f')?.state;
      assert.equal(state?.kind === 'plain' && state.records, undefined);
      assert.deepEqual(
        outcomes.map((outcome) => outcome.kind === 'instrumented' && outcome.records),
        [undefined],
      );
      assert.equal((await uninstrument(text)).text, source);
    });
  }

  it('in the explicit form', async () => {
    assert.deepEqual(await noted(f('n = 0\nfor b in a:\n    n += 1\nreturn n'), 'try'), ['records = n | return n']);
    const { text } = await instrument(f('records = list(a)\nreturn records'), { records: true, style: 'try' });
    assert.match(text, /^ {4}task_records = None {2}# taskmonitor$/m);
    assert.match(text, /record_success\("nightly\.f", time\.monotonic\(\) - started, task_records\)/);
    assert.equal((await uninstrument(text)).text, f('records = list(a)\nreturn records'));
  });

  for (const [name, source, expected] of [
    ['a list', f('return [b for b in a]'), 'len'],
    ['a list or none', f('if a:\n    return []\nrows = list(a)\nreturn rows'), 'len'],
    ['a number', f('return len(a)'), 'int'],
    ['a counter', f('n = 0\nfor b in a:\n    n += 1\nreturn n'), 'int'],
    ['a list, or nothing', f('if a:\n    return [b for b in a]'), undefined],
    ['a generator', f('yield a\nreturn [b for b in a]'), undefined],
    ['anything', f('return a'), undefined],
  ] as const) {
    it(`of a decorator asks the result: ${name}`, async () => {
      const { text, outcomes } = await instrument(source, { records: true, style: 'decorator' });
      const written = expected === undefined ? '' : `, records=${expected}`;
      assert.ok(text.includes(`@monitor.task("nightly.f"${written})  # taskmonitor\n`), text);
      assert.equal(outcomes[0]?.kind === 'instrumented' && outcomes[0].records !== undefined, expected !== undefined);
      assert.equal((await uninstrument(text)).text, source);
    });
  }

  it('of statements, and of a block that they leave', async () => {
    const source =
      'import a\n\nfor b in a:\n    count = 0\n    for c in b:\n        count += 1\n    if count:\n        continue\n    a(count)\n';
    const start = source.indexOf('count');
    const { text, outcomes } = await instrument(source, {
      records: true,
      targets: { statements: { start, end: source.length } },
    });
    assert.equal(outcomes[0]?.kind === 'instrumented' && outcomes[0].records, 'count');
    assert.match(text, /^ {12}task\.records = count {2}# taskmonitor\n {12}continue$/m);
    assert.match(text, /^ {8}a\(count\)\n {8}task\.records = count {2}# taskmonitor$/m);
    assert.equal((await uninstrument(text)).text, source);
  });

  it('not of statements of a module that reaches for its variables by name', async () => {
    for (const line of ['globals()["rows"] = None', 'exec(a)']) {
      const source = `rows = [b for b in a]\n${line}\na.save(rows)\n`;
      const { outcomes } = await instrument(source, {
        records: true,
        targets: { statements: { start: 0, end: source.length } },
      });
      assert.equal(outcomes[0]?.kind === 'instrumented' && outcomes[0].records, undefined);
    }
  });

  it('that somebody has changed keeps the task', async () => {
    const { text } = await instrument(f('return len(a)'), { records: true });
    for (const edited of [
      text.replace('= len(a)  #', '= len(a) + 1  #'),
      text.replace('task.records = len(a)  # taskmonitor', 'task.records = len(a)'),
    ]) {
      const { text: after, outcomes } = await uninstrument(edited);
      assert.equal(after, edited);
      assert.equal(outcomes[0]?.kind, 'refused');
    }
  });
});
