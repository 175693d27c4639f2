import assert from 'node:assert/strict';
import type { StatementsState } from '../../../../src/instrument/functionState';
import type { InstrumentRequest } from '../../../../src/instrument/plan';
import { statementsAt } from '../../../../src/instrument/python/statements/statementsAt';
import type { Span } from '../../../../src/text/span';
import { testParsers } from '../../../support/parsers';
import { instrument, uninstrument } from './instrumenting';

const parsers = testParsers();

/** What stands between `«` and `»`, or a caret at `|`, which are taken out of the source first. */
function selected(marked: string): { readonly source: string; readonly selection: Span } {
  const source = marked.replace(/[«»|]/g, '');
  const caret = marked.indexOf('|');
  return caret < 0
    ? { source, selection: { start: marked.indexOf('«'), end: marked.indexOf('»') - 1 } }
    : { source, selection: { start: caret, end: caret } };
}

async function at(marked: string): Promise<(StatementsState & { readonly text: string }) | undefined> {
  const { source, selection } = selected(marked);
  const state = await parsers.use('python', source, (tree) => statementsAt(tree, selection));
  return state && { ...state, text: source.slice(state.span.start, state.span.end) };
}

/** The selection becomes a task, and `after` the text; taken out again it is what it was, byte by byte. */
async function assertTask(marked: string, after: string, options: Partial<InstrumentRequest> = {}): Promise<void> {
  const { source, selection } = selected(marked);
  const { text, outcomes } = await instrument(source, { ...options, targets: { statements: selection } });
  assert.equal(text, after, JSON.stringify(outcomes));
  assert.deepEqual(
    outcomes.map(({ kind, functionName }) => [kind, functionName]),
    [['instrumented', '']],
  );
  assert.equal((await uninstrument(after)).text, source);
}

async function refusal(marked: string, options: Partial<InstrumentRequest> = {}): Promise<string> {
  const { source, selection } = selected(marked);
  const { text, outcomes } = await instrument(source, { ...options, targets: { statements: selection } });
  assert.equal(text, source, 'a refusal changes nothing');
  assert.equal(outcomes.length, 1);
  const [outcome] = outcomes;
  assert.ok(outcome?.kind === 'refused', JSON.stringify(outcomes));
  return outcome.reason;
}

const chunk = 'from monitoring import TaskMonitor  # taskmonitor\n\nmonitor = TaskMonitor("nightly")  # taskmonitor\n';

describe('statements as a task', () => {
  it('of the module, those in the selection', () =>
    assertTask(
      'import a\n\nx = 1\n«y = a.b(x)\nprint(y)»\nz = 2\n',
      `import a\n${chunk}\nx = 1\nwith monitor.task("nightly.statements") as task:  # taskmonitor\n    y = a.b(x)\n    print(y)\nz = 2\n`,
    ));

  it('all that a module does is its main task', () =>
    assertTask(
      '«import a\n\nx = a.b()\nprint(x)\n»\ndef f():\n    return 1\n',
      `import a\n${chunk}\nwith monitor.task("nightly.main") as task:  # taskmonitor\n    x = a.b()\n    print(x)\n\ndef f():\n    return 1\n`,
    ));

  it('the block that runs the script, by a caret in it, with its comments', () =>
    assertTask(
      'import a\n\nif __name__ == "__main__":\n    # go\n    a.b()|\n    a.c()\n    # gone\n',
      `import a\n${chunk}\nif __name__ == "__main__":\n    with monitor.task("nightly.main") as task:  # taskmonitor\n        # go\n        a.b()\n        a.c()\n        # gone\n`,
    ));

  it('the block that runs the script, beside a function main, which has that name', () =>
    assertTask(
      'import a\n\ndef main():\n    a.b()\n\nif __name__ == "__main__":\n    main()|\n',
      `import a\n${chunk}\ndef main():\n    a.b()\n\nif __name__ == "__main__":\n    with monitor.task("nightly.__main__") as task:  # taskmonitor\n        main()\n`,
    ));

  it('the block that runs the script, when the whole of it is selected', () =>
    assertTask(
      'import a\n\n«if "__main__" == __name__:\n    a.b()»\n',
      `import a\n${chunk}\nif "__main__" == __name__:\n    with monitor.task("nightly.main") as task:  # taskmonitor\n        a.b()\n`,
    ));

  it('the block that runs the script, on one line', () =>
    assertTask(
      'import a\n\nif __name__ == "__main__": |a.b(); a.c()  # go\n',
      `import a\n${chunk}\nif __name__ == "__main__":\n    with monitor.task("nightly.main") as task: a.b(); a.c()  # go  # taskmonitor\n`,
    ));

  it('in a function, with its own unit of indentation', () =>
    assertTask(
      'import a\n\nclass C:\n  def f(self):\n    x = 1\n    for y in self:\n      «a.b(y)\n      if y: return»\n    return x\n',
      `import a\n${chunk}\nclass C:\n  def f(self):\n    x = 1\n    for y in self:\n      with monitor.task("nightly.C.f.statements") as task:  # taskmonitor\n        a.b(y)\n        if y: return\n    return x\n`,
    ));

  it('in a coroutine by async with', () =>
    assertTask(
      'import a\n\nasync def f(x):\n    «await x»\n    return 1\n',
      `import a\n${chunk}\nasync def f(x):\n    async with monitor.task("nightly.f.statements") as task:  # taskmonitor\n        await x\n    return 1\n`,
    ));

  it('in the explicit form', () =>
    assertTask(
      'import time\n\nx = 1\n«y = time.time()»\n',
      `import time
${chunk}
x = 1
error_code = None  # taskmonitor
started = time.monotonic()  # taskmonitor
try:  # taskmonitor
    y = time.time()
except SystemExit as error:  # taskmonitor
    error_code = None if error.code in (None, 0) else error.__class__.__name__  # taskmonitor
    raise  # taskmonitor
except BaseException as error:  # taskmonitor
    error_code = error.__class__.__name__  # taskmonitor
    raise  # taskmonitor
finally:  # taskmonitor
    if error_code is None:  # taskmonitor
        monitor.record_success("nightly.statements", time.monotonic() - started)  # taskmonitor
    else:  # taskmonitor
        monitor.record_failure("nightly.statements", error_code, time.monotonic() - started)  # taskmonitor
`,
      { style: 'try' },
    ));

  it('above the imports, the monitor stands above them, too', () =>
    assertTask(
      '"""Doc."""\nimport a\n# first\n«x = a.b()\nimport c»\nimport d\ny = 1\n',
      `"""Doc."""\nimport a\n${chunk}# first\nwith monitor.task("nightly.statements") as task:  # taskmonitor\n    x = a.b()\nimport c\nimport d\ny = 1\n`,
    ));

  it('that hold imports and definitions', () =>
    assertTask(
      '«x = 1\nimport a\ndef f():\n# zero\n    return """\n"""\ny = f()»\n',
      `${chunk}with monitor.task("nightly.main") as task:  # taskmonitor\n    x = 1\n    import a\n    def f():\n    # zero\n        return """\n"""\n    y = f()\n`,
    ));

  it('comments go with the statements that are selected with them', () =>
    assertTask(
      'import a\n\nx = 1\n«# one\ny = 2\n# two\n\nz = 3\n# three»\n# four\nw = 4\n',
      `import a\n${chunk}\nx = 1\nwith monitor.task("nightly.statements") as task:  # taskmonitor\n    # one\n    y = 2\n    # two\n\n    z = 3\n    # three\n# four\nw = 4\n`,
    ));

  it('a comment that would look like one of theirs goes with them', () =>
    assertTask(
      'import a\nif a:\n    «x = 1»\n        # deep\n    # not deep\n    y = 2\n',
      `import a\n${chunk}if a:\n    with monitor.task("nightly.statements") as task:  # taskmonitor\n        x = 1\n            # deep\n    # not deep\n    y = 2\n`,
    ));

  it('with tabs, CRLF, a byte order mark and no newline at the end', () =>
    assertTask(
      '\uFEFFx = 1\r\n«while x:\r\n\tx = 0»',
      `\uFEFF${chunk.replaceAll('\n', '\r\n')}\r\nx = 1\r\nwith monitor.task("nightly.statements") as task:  # taskmonitor\r\n\twhile x:\r\n\t\tx = 0`,
    ));

  it('is named as it is told', async () => {
    const { source, selection } = selected('x = 1\n«y = 2»\n');
    const named = await instrument(source, { targets: { statements: selection }, task: 'step 1', job: 'j' });
    assert.deepEqual(named.outcomes, [{ kind: 'instrumented', functionName: '', taskName: 'step 1', jobName: 'j' }]);
    const other = await instrument(source, { targets: { statements: selection }, taskTemplate: '{function}@{script}' });
    assert.ok(other.text.includes('monitor.task("statements@nightly")'), other.text);
  });

  it('keeps to private names in a module that lists its public ones', () =>
    assertTask(
      '__all__ = ["x"]\nx = 1\n«count = 0\nfor y in "ab":\n    count += 1»\n',
      `from monitoring import TaskMonitor as _TaskMonitor  # taskmonitor

_monitor = _TaskMonitor("nightly")  # taskmonitor

__all__ = ["x"]
x = 1
with _monitor.task("nightly.statements") as _task:  # taskmonitor
    count = 0
    for y in "ab":
        count += 1
    _task.records = count  # taskmonitor
`,
      { records: true },
    ));

  it('has a name and, inside another, a variable of its own', async () => {
    const first = await instrument('x = 1\ny = 2\nz = 3\n', { targets: { statements: { start: 6, end: 11 } } });
    const start = first.text.indexOf('z = 3');
    const second = await instrument(first.text, { targets: { statements: { start, end: start + 5 } } });
    assert.match(second.text, /^with monitor\.task\("nightly\.statements_2"\) as task:.*\n {4}z = 3$/m);
    const inner = second.text.indexOf('y = 2');
    const third = await instrument(second.text.replace('    y = 2', '    y = 2\n    w = 4'), {
      targets: { statements: { start: inner, end: inner + 5 } },
    });
    assert.match(third.text, /^ {4}with monitor\.task\("nightly\.statements_3"\) as monitored_task:/m);
    assert.equal((await uninstrument(third.text)).text, 'x = 1\ny = 2\nw = 4\nz = 3\n');
    assert.equal(
      (await uninstrument(third.text, { statements: { start: inner + 60, end: inner + 60 } })).text.includes(
        'statements_3',
      ),
      false,
    );
  });

  it('whose variable another task has, too, comes out alone', async () => {
    const first = await instrument('x = 1\ny = 2\nz = 3\n', { targets: { statements: { start: 6, end: 11 } } });
    const start = first.text.indexOf('z = 3');
    const second = await instrument(first.text, { targets: { statements: { start, end: start + 5 } } });
    const edited = second.text.replace('    z = 3', '    z = 3\n    task.records = z');
    const caret = edited.indexOf('y = 2');
    const { text } = await uninstrument(edited, { statements: { start: caret, end: caret } });
    assert.equal(text, edited.replace(/with .*\n {4}y/, 'y'));
    assert.equal((await uninstrument(text)).outcomes[0]?.kind, 'refused');
  });

  it('beside the function that holds it', async () => {
    const { source, selection } = selected('import a\ndef f():\n    x = 1\n    «a.b()»\n    return x\n');
    const part = await instrument(source, { targets: { statements: selection } });
    const { text } = await uninstrument(part.text, {
      statements: { start: part.text.indexOf('a.b()'), end: part.text.indexOf('a.b()') },
    });
    assert.equal(text, source);
  });

  it('beside a task of the whole function, which comes later', async () => {
    for (const style of ['with', 'try', 'decorator'] as const) {
      const { source, selection } = selected(
        'import time\ndef f(a):\n    «rows = list(a)\n    a.b(rows)»\n    return rows\n',
      );
      const part = await instrument(source, { records: true, targets: { statements: selection } });
      const whole = await instrument(part.text, { records: true, style, targets: ['f'] });
      assert.equal(whole.outcomes[0]?.kind, 'instrumented');
      assert.equal((await instrument(whole.text, { records: true, style, targets: ['f'] })).text, whole.text);
      assert.equal((await uninstrument(whole.text)).text, source);
      const caret = whole.text.indexOf('a.b');
      const left = await uninstrument(whole.text, { statements: { start: caret, end: caret } });
      assert.doesNotMatch(left.text, /\.statements/);
      assert.match(left.text, /nightly\.f"/);
      assert.equal((await uninstrument(left.text, ['f'])).text, source);
    }
  });

  it('that are all of a function are the task of the function', async () => {
    const { source, selection } = selected('import a\ndef f():\n    """Doc."""\n    «x = 1\n    return x»\n');
    const { text } = await instrument(source, { targets: { statements: selection } });
    assert.equal((await instrument(text, { targets: ['f'] })).outcomes[0]?.kind, 'unchanged');
    assert.equal((await uninstrument(text, ['f'])).text, source);
  });

  it('a second time changes nothing', async () => {
    for (const style of ['with', 'try'] as const) {
      const { source, selection } = selected('import time\n\nx = 1\n«y = 2\nz = 3»\n');
      const { text } = await instrument(source, { style, targets: { statements: selection } });
      const start = text.indexOf('y = 2');
      const again = await instrument(text, {
        style,
        targets: { statements: { start, end: text.indexOf('z = 3') + 5 } },
      });
      assert.deepEqual(again, { text, outcomes: [{ kind: 'unchanged', functionName: '' }] });
      const whole = { statements: { start: text.indexOf(style === 'with' ? 'with' : 'error_code'), end: text.length } };
      assert.equal((await instrument(text, { style, targets: whole })).outcomes[0]?.kind, 'unchanged');
      assert.equal((await uninstrument(text, whole)).text, source);
    }
  });

  for (const [name, marked, reason] of [
    ['of a class', 'class A:\n    «x = 1»\n', /^Statements of a class run once/],
    ['in an if of a class', 'class A:\n    if x:\n        «x = 1»\n', /^Statements of a class run once/],
    ['only definitions', '«def f():\n    return 1\n\nclass A: pass\n»x = 1\n', /no statement that runs/],
    ['only imports and a docstring', '«"""Doc."""\nimport a»\nx = 1\n', /no statement that runs/],
    ['only comments', 'x = 1\n«# one\n# two»\ny = 2\n', /no statement that runs/],
    ['nothing', 'x = 1\n|\ny = 2\n', /no statement that runs/],
    ['a caret in a function', 'if __name__ == "__main__":\n    def f():\n        |x = 1\n', /no statement that runs/],
    ['in a compiled function', '@numba.njit\ndef f(x):\n    y = x\n    «x = 1»\n', /^@numba\.njit compiles/],
    ['tabs and blanks', 'if x:\n    «if x:\n    \ty = 1»\n    z = 2\n', /cannot be indented with certainty/],
    ['from __future__ between', 'x = 1\n«"a"\nx = 1\nfrom __future__ import b\nx = 2»\n', /from __future__/],
    ['the lines of the monitor', `import a\n«x = 1\n${chunk}y = 2»\n`, /lines that make the monitor/],
  ] as const) {
    it(`refuses ${name}`, async () => assert.match(await refusal(marked), reason));
  }

  it('refuses a decorator, and says so in the state', async () => {
    const marked = 'x = 1\n«y = 2»\n';
    assert.match(await refusal(marked, { style: 'decorator' }), /^Only a function can carry a decorator/);
    const state = await at(marked);
    assert.ok(state?.state.kind === 'plain');
    assert.deepEqual(
      state.state.styles.map(({ style, refusal: why }) => [style, why === undefined]),
      [
        ['with', true],
        ['decorator', false],
        ['try', true],
      ],
    );
  });
});

describe('statementsAt', () => {
  for (const [marked, text] of [
    ['x = 1\ny« = »2\nz = 3\n', 'y = 2'],
    ['x = 1\nif x:\n    y = 2\nel«se:\n    z» = 3\n', 'if x:\n    y = 2\nelse:\n    z = 3'],
    ['if x:\n    a = 1\n    «b = 2\n    c» = 3  # c\n    d = 4\n', 'b = 2\n    c = 3'],
    ['a = 1; «b» = 2; c = 3\nd = 4\n', 'a = 1; b = 2; c = 3'],
    ['x = 1\nif x: «y = 2»\n', 'if x: y = 2'],
    ['try:\n    x = 1\nexcept «A»:\n    y = 2\n', 'try:\n    x = 1\nexcept A:\n    y = 2'],
    ['match x:\n    case «1»:\n        y = 2\n', 'match x:\n    case 1:\n        y = 2'],
    ['match x:\n    case 1:\n        «y = 2»\n        z = 3\n', 'y = 2'],
    ['import a\n«def f():\n    return 1\n\nx = f()\n\ndef g(): return 2\n»', 'x = f()'],
    ['def f():\n    """Doc."""\n    «x = 1\n    y = 2»\n    return 1\n', 'x = 1\n    y = 2'],
    ['if __name__ == "__main__":\n    x = 1\n    for y in x:\n        |z(y)\n', 'x = 1\n    for y in x:\n        z(y)'],
    ['if __name__ |== "__main__":\n    main()\n', 'main()'],
  ] as const) {
    it(JSON.stringify(marked), async () => assert.equal((await at(marked))?.text, text));
  }

  for (const marked of [
    'def «f():\n    return 1\n\ndef g():\n    return »2\n',
    'class A:\n    d«ef» f(self):\n        return 1\n',
    'x = 1\n|y = 2\n',
    'def f():\n    |return 1\n',
    'if __name__ != "__main__":\n    |x = 1\n',
    'if __name__ == "__main__":\n    x = 1\nelse:\n    |y = 2\n',
    '|',
    '«\n \n»',
  ]) {
    it(`nothing: ${JSON.stringify(marked)}`, async () => assert.equal(await at(marked), undefined));
  }

  it('knows a task at the caret and in the selection, but leaves that of a function to the function', async () => {
    for (const style of ['with', 'try'] as const) {
      const { source, selection } = selected('import time\nx = 1\n«y = 2»\n');
      const { text } = await instrument(source, { style, targets: { statements: selection } });
      const start = text.indexOf('y = 2');
      for (const end of [start, start + 5]) {
        const state = await parsers.use('python', text, (tree) => statementsAt(tree, { start, end }));
        assert.deepEqual(state?.state, { kind: 'instrumented' });
        const back = await uninstrument(text, { statements: state.span });
        assert.deepEqual([back.text, back.outcomes], [source, [{ kind: 'removed', functionName: '' }]]);
      }
      const whole = await instrument('import time\ndef f():\n    x = 1\n    return x\n', { style });
      const inside = whole.text.indexOf('x = 1');
      for (const end of [inside, inside + 'x = 1\n        return x'.length]) {
        const state = await parsers.use('python', whole.text, (tree) => statementsAt(tree, { start: inside, end }));
        assert.equal(state, undefined);
      }
    }
  });

  it('knows the task of the block that runs the script by a caret in its header', async () => {
    for (const style of ['with', 'try'] as const) {
      for (const marked of [
        'import a\nif |__name__ == "__main__":\n    a()\n',
        'import a\nif |__name__ == "__main__": a()\n',
      ]) {
        const { source, selection } = selected(marked);
        const { text } = await instrument(source, { style, targets: { statements: selection } });
        const start = text.indexOf('__name__');
        const caret = { start, end: start };
        const state = await parsers.use('python', text, (tree) => statementsAt(tree, caret));
        assert.equal(state?.state.kind, 'instrumented');
        assert.equal((await instrument(text, { style, targets: { statements: caret } })).text, text);
        assert.equal((await uninstrument(text, { statements: caret })).text, source);
        assert.equal((await uninstrument(text, { statements: state.span })).text, source);
      }
    }
  });

  it('says why nothing can be done in a broken file', async () => {
    const state = await at('«x = 1»\ny = (\n');
    assert.equal(state?.state.kind, 'refused');
  });
});
