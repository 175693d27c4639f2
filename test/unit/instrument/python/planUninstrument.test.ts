import assert from 'node:assert/strict';
import { instrument, uninstrument } from './instrumenting';

const original = `import csv


def load():
    """Doc."""
    rows = [
        1,
    ]
    return rows


def save(): return 1
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

describe('planUninstrument', () => {
  it('takes one function out and keeps the monitor for the other', async () => {
    const { text, outcomes } = await uninstrument(await instrumented(), ['load']);
    assert.equal(text, (await instrument(original, { targets: ['save'] })).text);
    assert.deepEqual(outcomes, [{ kind: 'removed', functionName: 'load' }]);
  });

  it('leaves what is not instrumented, and says when there is no such function', async () => {
    const { text, outcomes } = await uninstrument(original, ['load', 'other']);
    assert.equal(text, original);
    assert.deepEqual(outcomes, [
      { kind: 'unchanged', functionName: 'load' },
      {
        kind: 'refused',
        functionName: 'other',
        reason: 'There is no function of that name in the file.',
      },
    ]);
  });

  it('tells of all only what carries the marker', async () => {
    const text = (await instrument(original, { targets: ['save'] })).text;
    assert.deepEqual((await uninstrument(text)).outcomes, [{ kind: 'removed', functionName: 'save' }]);
    assert.deepEqual(await uninstrument(original), { text: original, outcomes: [] });
  });

  it('keeps code that the user wrote into the body', async () => {
    const { text } = await edited((now) =>
      now.replace('        return rows', '        if rows:\n            print("""\nx""")\n        return rows'),
    );
    assert.equal(text, original.replace('    return rows', '    if rows:\n        print("""\nx""")\n    return rows'));
  });

  it('keeps code that the user wrote behind the with', async () => {
    const { text } = await edited((now) => now.replace('        return rows', '        x = rows\n    return x'));
    assert.equal(text, original.replace('    return rows', '    x = rows\n    return x'));
  });

  it('follows a user who indented the body otherwise', async () => {
    const { text } = await edited((now) =>
      now.replace(
        '        rows = [\n            1,\n        ]\n        return',
        '      rows = [\n  1,\n]\n      return',
      ),
    );
    assert.equal(text, original.replace('    rows = [\n        1,\n    ]', '    rows = [\n1,\n]'));
  });

  it('takes a with that a formatter wrapped', async () => {
    const { text } = await edited((now) =>
      now.replace(
        'with monitor.task("nightly.load") as task:',
        'with monitor.task(\n        "nightly.load"\n    ) as task:',
      ),
    );
    assert.equal(text, original);
  });

  it('takes a body that a formatter put below the with', async () => {
    const { text } = await edited((now) =>
      now.replace('task: return 1  # taskmonitor', 'task:  # taskmonitor\n        return 1'),
    );
    assert.equal(text, original.replace('def save(): return 1', 'def save():\n    return 1'));
  });

  it('does not join a header that the user wrote something below', async () => {
    const { text } = await edited((now) => now.replace('def save():\n', 'def save():\n    """Doc."""\n'));
    assert.equal(text, original.replace('def save(): return 1', 'def save():\n    """Doc."""\n    return 1'));
  });

  it('finds the with where the user moved it', async () => {
    const { text } = await edited((now) =>
      now.replace(
        /    with monitor\.task\("nightly\.load"\).*\n[^]*?return rows\n/,
        (block) => `    if csv:\n${block.replaceAll(/^/gm, '    ').trimEnd()}\n`,
      ),
    );
    const moved = '    if csv:\n        rows = [\n            1,\n        ]\n        return rows\n';
    assert.equal(text, original.replace(/    rows = [^]*?return rows\n/, moved));
  });

  it('keeps the monitor that the user uses, and its import', async () => {
    const { text } = await edited((now) => `${now}monitor.record_success("x", 1)\n`);
    assert.ok(
      text.startsWith(
        'import csv\nfrom monitoring import TaskMonitor  # taskmonitor\n\nmonitor = TaskMonitor("nightly")  # taskmonitor\n',
      ),
    );
    assert.equal(text.includes('with '), false);
  });

  it('keeps the import when the user has a monitor of their own from it', async () => {
    const { text } = await edited((now) => `${now}mine = TaskMonitor("x")\n`);
    assert.equal(
      text,
      `${original.replace('csv\n', 'csv\nfrom monitoring import TaskMonitor  # taskmonitor\n')}mine = TaskMonitor("x")\n`,
    );
  });

  it('keeps an import line that the user added names to', async () => {
    const { text } = await edited((now) => now.replace('import TaskMonitor ', 'import TaskMonitor, other '));
    assert.equal(text, original.replace('csv\n', 'csv\nfrom monitoring import TaskMonitor, other  # taskmonitor\n'));
  });

  it('keeps lines whose marker the user took away: they are theirs', async () => {
    const { text, outcomes, before } = await edited((now) => now.replaceAll('  # taskmonitor', ''));
    assert.equal(text, before);
    assert.deepEqual(outcomes, []);
    const again = await instrument(before);
    assert.equal(again.text, before);
    assert.ok(again.outcomes.every(({ kind }) => kind === 'unchanged'));
  });

  it('finds import and monitor where a formatter moved them', async () => {
    const { text } = await edited((now) =>
      now.replace(
        'import csv\nfrom monitoring import TaskMonitor  # taskmonitor\n\nmonitor',
        'from monitoring import TaskMonitor # taskmonitor\nimport csv\n\nX = 1\n\nmonitor',
      ),
    );
    assert.equal(text, original.replace('import csv\n', 'import csv\n\nX = 1\n'));
  });

  it('keeps what the user chained to a generated line', async () => {
    const { text } = await edited((now) =>
      now.replace('monitor = TaskMonitor("nightly")', 'monitor = TaskMonitor("nightly"); x = 1'),
    );
    assert.ok(text.includes('monitor = TaskMonitor("nightly"); x = 1  # taskmonitor\n'));
  });

  it('takes away import and monitor that nothing uses any more', async () => {
    const { text } = await edited((now) =>
      now
        .replace('    with monitor.task("nightly.load") as task:  # taskmonitor\n', '    if True:\n')
        .replace('with monitor.task("nightly.save") as task: return 1  # taskmonitor', 'return 1'),
    );
    assert.equal(text.includes('TaskMonitor'), false);
    assert.ok(text.startsWith('import csv\n\n\ndef load'));
  });

  it('takes away only as many empty lines as it had put there', async () => {
    const source = 'def f():\n    return 1\n';
    const text = await instrumented(source);
    assert.equal((await uninstrument(text.replace('\n\n\ndef', '\n\n\n\n\ndef'))).text, `\n\n${source}`);
    assert.equal((await uninstrument(text.replace('\n\n\ndef', '\ndef'))).text, source);
  });

  for (const [name, edit, reason] of [
    [
      'a task that the body uses',
      (now: string) => now.replace('        return rows', '        task.records = 1\n        return rows'),
      /^Line 13 uses task/,
    ],
    [
      'another item in the with',
      (now: string) => now.replace('as task:  #', 'as task, open("x") as x:  #'),
      /^Line 9 was edited/,
    ],
    [
      'another call in the with',
      (now: string) => now.replace('monitor.task("nightly.load")', 'open("x")'),
      /^Line 9 was edited/,
    ],
  ] as const) {
    it(`refuses ${name}, and changes nothing of that function`, async () => {
      const { text, outcomes, before } = await edited(edit, ['load']);
      assert.equal(text, before);
      assert.equal(outcomes[0]?.kind, 'refused');
      assert.match(outcomes[0]?.kind === 'refused' ? outcomes[0].reason : '', reason);
    });
  }

  it('refuses a file with syntax errors', async () => {
    const { text, outcomes, before } = await edited((now) => `${now}x = (\n`);
    assert.equal(text, before);
    assert.equal(outcomes[0]?.kind, 'refused');
  });

  it('knows the task of a function inside from its own', async () => {
    const source = 'import a\n\ndef f():\n    def g():\n        return 1\n    return g\n';
    const both = (await instrument(source, { targets: ['f', 'f.g'] })).text;
    const used = both.replace('            return 1', '            task.records = 1\n            return 1');
    assert.notEqual(used, both);
    assert.deepEqual((await uninstrument(used, ['f'])).outcomes, [{ kind: 'removed', functionName: 'f' }]);
    assert.equal((await uninstrument(used, ['f.g'])).outcomes[0]?.kind, 'refused');
  });
});
