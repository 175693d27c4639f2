import assert from 'node:assert/strict';
import { assertInstruments, instrument, uninstrument } from './instrumenting';

const chunk = `from monitoring import TaskMonitor  # taskmonitor

monitor = TaskMonitor("nightly")  # taskmonitor
`;

describe('planInstrument', () => {
  it('writes import, monitor and a with around the body', async () => {
    await assertInstruments(
      `import csv


def main():
    """Docstring stays first."""
    rows = list(csv.reader(open("x")))

    return rows
`,
      `import csv
${chunk}

def main():
    """Docstring stays first."""
    with monitor.task("nightly.main") as task:  # taskmonitor
        rows = list(csv.reader(open("x")))

        return rows
`,
    );
  });

  it('tells what it did', async () => {
    const { outcomes } = await instrument('def main():\n    x = 1\n\nclass A:\n    def b(self): return 1\n');
    assert.deepEqual(outcomes, [
      { kind: 'instrumented', functionName: 'main', taskName: 'nightly.main', jobName: 'nightly' },
      { kind: 'instrumented', functionName: 'A.b', taskName: 'nightly.A.b', jobName: 'nightly' },
    ]);
  });

  it('wraps coroutines and async generators in async with', async () => {
    await assertInstruments(
      'import a\n\nasync def f():\n    await a.b()\n\nasync def g(): yield 1\n',
      `import a
${chunk}
async def f():
    async with monitor.task("nightly.f") as task:  # taskmonitor
        await a.b()

async def g():
    async with monitor.task("nightly.g") as task: yield 1  # taskmonitor
`,
    );
  });

  it('takes all functions but those inside functions, and those too when they are named', async () => {
    const source =
      'import a\n\ndef f():\n    def g():\n        return 1\n    return g\n\nclass A:\n    class B:\n        def h(self):\n            pass\n';
    const names = async (targets: readonly string[] | 'all'): Promise<readonly string[]> =>
      (await instrument(source, { targets })).outcomes.map(({ kind, functionName }) => `${kind} ${functionName}`);
    assert.deepEqual(await names('all'), ['instrumented f', 'instrumented A.B.h']);
    assert.deepEqual(await names(['f.g', 'A.B.h']), ['instrumented f.g', 'instrumented A.B.h']);
    const inner = await instrument(source, { targets: ['f.g'] });
    assert.match(inner.text, /^ {8}with monitor\.task\("nightly\.f\.g"\) as task: {2}# taskmonitor\n {12}return 1$/m);
  });

  it('takes every function of a name, or one by its key', async () => {
    const source =
      'import a\n\nclass A:\n    @property\n    def x(self):\n        return 1\n\n    @x.setter\n    def x(self, value):\n        self.y = value\n';
    const both = await instrument(source, { targets: ['A.x'] });
    assert.deepEqual(
      both.outcomes.map(({ functionName }) => functionName),
      ['A.x#1', 'A.x#2'],
    );
    const second = await instrument(source, { targets: ['A.x#2'] });
    assert.match(second.text, /return 1\n\n[^]*with monitor\.task\("nightly\.A\.x"\)[^\n]*\n {12}self\.y = value\n$/);
    assert.equal((await uninstrument(second.text, ['A.x#2'])).text, source);
  });

  it('takes job and task as they are given, as Python strings', async () => {
    const { text, outcomes } = await instrument('import a\ndef f():\n    pass\n', {
      job: 'a "b"\\',
      task: 'größe\n',
    });
    assert.ok(text.includes('TaskMonitor("a \\"b\\"\\\\")  # taskmonitor\n'));
    assert.ok(text.includes('monitor.task("größe\\u000a")'));
    assert.deepEqual(outcomes, [{ kind: 'instrumented', functionName: 'f', taskName: 'größe\n', jobName: 'a "b"\\' }]);
  });

  it('escapes what the encoding of the file may lack', async () => {
    const { text } = await instrument('# coding: latin-1\nimport a\ndef f():\n    pass\n', { path: '/jobs/夜间😀.py' });
    assert.ok(text.includes('TaskMonitor("\\u591c\\u95f4\\U0001f600")'));
  });

  for (const [path, name] of [
    ['/jobs/nightly.py', 'nightly'],
    ['C:\\jobs\\nightly load.py', 'nightly load'],
    ['/jobs/etl/__main__.py', 'etl'],
    ['/jobs/etl/__init__.py', 'etl'],
    ['__main__.py', 'main'],
    ['jobs/archive.tar.py', 'archive.tar'],
    ['.py', 'script'],
  ] as const) {
    it(`calls the job of ${path} ${name}`, async () => {
      const { outcomes } = await instrument('def f():\n    pass\n', { path });
      assert.deepEqual(outcomes, [{ kind: 'instrumented', functionName: 'f', taskName: `${name}.f`, jobName: name }]);
    });
  }

  it('imports from the module that it is told', async () => {
    for (const importModule of ['.monitoring', 'task_monitoring', 'pkg.jobs.monitoring']) {
      const { text } = await instrument('import a\ndef f():\n    pass\n', { importModule });
      assert.ok(text.includes(`\nfrom ${importModule} import TaskMonitor  # taskmonitor\n`));
      assert.equal((await instrument(text, { importModule })).text, text);
    }
  });

  it('keeps a one-line function on one line', async () => {
    await assertInstruments(
      'import a\n\ndef f(): return 1  # one\n',
      `import a
${chunk}
def f():
    with monitor.task("nightly.f") as task: return 1  # one  # taskmonitor
`,
    );
  });

  it('does nothing to an empty file or one without functions', async () => {
    for (const source of ['', '\n', '\uFEFF', '# only a comment', 'x = 1\n']) {
      assert.deepEqual(await instrument(source), { text: source, outcomes: [] });
      assert.deepEqual(await uninstrument(source), { text: source, outcomes: [] });
    }
  });

  it('leaves what the user runs as a task by hand', async () => {
    const source = `from monitoring import TaskMonitor

monitor = TaskMonitor("nightly")

@monitor.task("a", records=len)
def a():
    return []

def b():
    """Doc."""
    with monitor.task("b") as task:
        task.records = 1
`;
    const { text, outcomes } = await instrument(source);
    assert.equal(text, source);
    assert.deepEqual(
      outcomes.map(({ kind }) => kind),
      ['unchanged', 'unchanged'],
    );
  });

  it('instruments a function that runs a task of its own only in a part', async () => {
    await assertInstruments(
      `from monitoring import TaskMonitor

monitor = TaskMonitor("nightly")

def a():
    with monitor.task("part") as task:
        task.records = 1
    return 2
`,
      `from monitoring import TaskMonitor

monitor = TaskMonitor("nightly")

def a():
    with monitor.task("nightly.a") as monitored_task:  # taskmonitor
        with monitor.task("part") as task:
            task.records = 1
        return 2
`,
    );
  });
});
