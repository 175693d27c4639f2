import assert from 'node:assert/strict';
import { format } from 'prettier';
import { instrument, uninstrument } from './instrumenting';

const original = `import csv from 'csv';

function load() {
  const rows = [
    1,
  ];
  return rows;
}

const save = (x) => write(x);

function* pages() {
  yield 1;
  return 2;
}
`;

async function instrumented(source = original): Promise<string> {
  return (await instrument(source)).text;
}

/** Instruments `original`, lets a user edit it, and takes the instrumentation out again. */
async function edited(
  edit: (text: string) => string,
  targets: readonly string[] | 'all' = 'all',
): Promise<Awaited<ReturnType<typeof uninstrument>> & { readonly before: string }> {
  const text = await instrumented();
  const before = edit(text);
  assert.notEqual(before, text, 'the edit of the user must change something');
  return { ...(await uninstrument(before, targets)), before };
}

describe('planUninstrument of JavaScript', () => {
  it('takes one function out and keeps the monitor for the others', async () => {
    const { text, outcomes } = await uninstrument(await instrumented(), ['load', 'pages']);
    assert.equal(text, (await instrument(original, { targets: ['save'] })).text);
    assert.deepEqual(
      outcomes.map(({ kind }) => kind),
      ['removed', 'removed'],
    );
  });

  it('leaves what is not instrumented, and says when there is no such function', async () => {
    const { text, outcomes } = await uninstrument(original, ['load', 'other']);
    assert.equal(text, original);
    assert.deepEqual(outcomes, [
      { kind: 'unchanged', functionName: 'load' },
      { kind: 'refused', functionName: 'other', reason: 'There is no function of that name in the file.' },
    ]);
  });

  it('tells of all only what carries the marker', async () => {
    const text = (await instrument(original, { targets: ['save'] })).text;
    assert.deepEqual((await uninstrument(text)).outcomes, [{ kind: 'removed', functionName: 'save' }]);
    assert.deepEqual(await uninstrument(original), { text: original, outcomes: [] });
  });

  for (const [name, source] of [
    ['lines of their own', original],
    [
      'expressions that are long',
      `const f = async (someParameter, another) =>\n  await someFunctionWithALongName(someParameter, another, { option: someParameter, other: another });\n`,
    ],
    ['one-liners', 'class A {\n  m() { return 1 }\n  *g() { yield 1; if (a) return; return (b, c) }\n}\n'],
    [
      'async generators and long names',
      'async function* someVeryLongNameOfAFunctionThatNeedsToBeWrappedSomewhereOrOther(parameter) {\n  for await (const x of parameter) { yield x; }\n  return x;\n}\n',
    ],
  ] as const) {
    it(`follows a formatter: ${name}`, async () => {
      for (const options of [{ semi: true }, { singleQuote: true, printWidth: 60 }, { useTabs: true }]) {
        const pretty = await format(source, { parser: 'babel', ...options });
        const formatted = await format(await instrumented(source), { parser: 'babel', ...options });
        const { text, outcomes } = await uninstrument(formatted);
        assert.deepEqual(
          outcomes.filter(({ kind }) => kind !== 'removed'),
          [],
        );
        assert.equal(/taskmonitor|monitor/i.test(text), false, text);
        assert.equal(await format(text, { parser: 'babel', ...options }), pretty);
      }
    });
  }

  it('keeps code that the user wrote into the body', async () => {
    const { text } = await edited((now) =>
      now.replace('    return rows;', '    if (rows) {\n      g(`\nx`);\n    }\n    return rows;'),
    );
    assert.equal(text, original.replace('  return rows;', '  if (rows) {\n    g(`\nx`);\n  }\n  return rows;'));
  });

  it('keeps a return that the user wrote into a generator', async () => {
    const { text } = await edited((now) => now.replace('    yield 1;', '    yield 1;\n    if (x) return 3;'));
    assert.equal(text, original.replace('  yield 1;', '  yield 1;\n  if (x) return 3;'));
  });

  it('follows a user who indented the body otherwise', async () => {
    const { text } = await edited((now) =>
      now.replace('    const rows = [\n      1,\n    ];\n    return', '      const rows = [\n  1,\n];\n      return'),
    );
    assert.equal(text, original.replace('  const rows = [\n    1,\n  ]', '  const rows = [\n  1,\n]'));
  });

  it('keeps the monitor that the user uses, and its import', async () => {
    const { text } = await edited((now) => `${now}monitor.recordSuccess('x', 1);\n`);
    assert.ok(
      text.startsWith(
        "import csv from 'csv';\nimport { TaskMonitor } from './monitoring.mjs'; // taskmonitor\n\nconst monitor = new TaskMonitor('nightly'); // taskmonitor\n",
      ),
    );
    assert.equal(text.includes('.task('), false);
  });

  it('keeps the import when the user has a monitor of their own from it', async () => {
    const { text } = await edited((now) => `${now}const mine = new TaskMonitor('x');\n`);
    assert.equal(
      text,
      `${original.replace("'csv';\n", "'csv';\nimport { TaskMonitor } from './monitoring.mjs'; // taskmonitor\n")}const mine = new TaskMonitor('x');\n`,
    );
  });

  it('keeps lines that the user added something to', async () => {
    const { text } = await edited((now) =>
      now
        .replace('{ TaskMonitor }', '{ TaskMonitor, other }')
        .replace("new TaskMonitor('nightly')", "new TaskMonitor('nightly'), x = 1"),
    );
    assert.ok(text.includes("{ TaskMonitor, other } from './monitoring.mjs'; // taskmonitor"));
    assert.ok(text.includes("new TaskMonitor('nightly'), x = 1; // taskmonitor"));
  });

  it('keeps lines whose marker the user took away: they are theirs', async () => {
    const { text, outcomes, before } = await edited((now) =>
      now.replaceAll(' // taskmonitor', '').replaceAll('/* taskmonitor */ ', '').replaceAll(' /* taskmonitor */', ''),
    );
    assert.equal(text, before);
    assert.deepEqual(outcomes, []);
    const again = await instrument(before, { targets: ['load', 'save'] });
    assert.equal(again.text, before);
    assert.ok(again.outcomes.every(({ kind }) => kind === 'unchanged'));
  });

  it('finds import and monitor where the user moved them', async () => {
    const { text } = await edited((now) =>
      now.replace(
        "import csv from 'csv';\nimport { TaskMonitor } from './monitoring.mjs'; // taskmonitor\n\nconst",
        "import { TaskMonitor } from './monitoring.mjs'; // taskmonitor\nimport csv from 'csv';\n\nconst X = 1;\n\nconst",
      ),
    );
    assert.equal(text, original.replace("'csv';\n", "'csv';\n\nconst X = 1;\n"));
  });

  for (const [name, edit, reason] of [
    [
      'a statement behind the task',
      (now: string) => now.replace('  }); // taskmonitor\n}', '  }); // taskmonitor\n  g();\n}'),
      /was edited/,
    ],
    [
      'a statement before it',
      (now: string) => now.replace('  return monitor', '  const x = 1;\n  return monitor'),
      /was edited/,
    ],
    [
      'another call',
      (now: string) => now.replace("monitor.task('nightly.load', () => {", "other('nightly.load', () => {"),
      /^Line 12 was edited/,
    ],
    [
      'a task that the body uses',
      (now: string) =>
        now
          .replace("'nightly.load', () => {", "'nightly.load', (task) => {")
          .replace('    return rows', '    task.records = 1;\n    return rows'),
      /^Line 11 uses task/,
    ],
  ] as const) {
    it(`refuses ${name}, and changes nothing of that function`, async () => {
      const { text, outcomes, before } = await edited(edit, ['load']);
      assert.equal(text, before);
      assert.match(outcomes[0]?.kind === 'refused' ? outcomes[0].reason : 'not refused', reason);
    });
  }

  for (const [name, edit] of [
    ['a use of the task', (now: string) => now.replace('    yield 1;', '    task.records = 1;\n    yield 1;')],
    [
      'a catch of the user',
      (now: string) => now.replace('throw task.fail(error);', 'console.log(error); throw task.fail(error);'),
    ],
    ['another return', (now: string) => now.replace('task.done(2)', 'other(2)')],
  ] as const) {
    it(`refuses a generator with ${name}`, async () => {
      const { text, outcomes, before } = await edited(edit, ['pages']);
      assert.equal(text, before);
      assert.equal(outcomes[0]?.kind, 'refused');
    });
  }

  it('leaves the markers of arrows inside a generator to them', async () => {
    const source = 'function* g() {\n  const f = (x) => x;\n  class A {\n    h = () => f(1);\n  }\n  yield f;\n}\n';
    const all = await instrument(source, { targets: ['g', 'g.f', 'g.A.h'] });
    assert.equal((await uninstrument(all.text)).text, source);
    const inner = await instrument(source, { targets: ['g.f', 'g.A.h'] });
    assert.equal((await uninstrument(all.text, ['g'])).text, inner.text);
  });

  it('says nothing of a function that only holds an instrumented one', async () => {
    for (const source of [
      'function g() {\n  const f = (x) => x;\n  return f;\n}\n',
      'function g() {\n  const f = () => {\n    h();\n  };\n  return f;\n}\n',
      'const g = () => ({ f: (x) => x });\n',
    ]) {
      const inner = await instrument(source, { targets: ['g.f'] });
      assert.deepEqual(await uninstrument(inner.text), {
        text: source,
        outcomes: [{ kind: 'removed', functionName: 'g.f' }],
      });
      assert.deepEqual((await uninstrument(inner.text, ['g'])).outcomes, [{ kind: 'unchanged', functionName: 'g' }]);
    }
  });

  it('refuses a file with syntax errors', async () => {
    const { text, outcomes, before } = await edited((now) => `${now}x = (\n`);
    assert.equal(text, before);
    assert.equal(outcomes[0]?.kind, 'refused');
  });
});
