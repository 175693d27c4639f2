import assert from 'node:assert/strict';
import type { InstrumentStyle } from '../../../../src/instrument/plan';
import { functionAt } from '../../../../src/instrument/python/functionAt';
import { pythonInstrumenter } from '../../../../src/instrument/python/pythonInstrumenter';
import { testParsers } from '../../../support/parsers';
import { assertInstruments, instrument, refusal, uninstrument } from './instrumenting';

const decorator = { style: 'decorator' } as const;
const explicit = { style: 'try' } as const;

/** The lines of the explicit form below a body. */
function closing(indent: string, task: string, { names = {}, last = 'else:' }: ClosingOptions = {}): string {
  const { time = 'time', started = 'started', code = 'error_code', error = 'error' } = names;
  const lines = [
    `except SystemExit as ${error}:`,
    `    ${code} = None if ${error}.code in (None, 0) else ${error}.__class__.__name__`,
    '    raise',
    `except BaseException as ${error}:`,
    `    ${code} = ${error}.__class__.__name__`,
    '    raise',
    'finally:',
    `    if ${code} is None:`,
    `        monitor.record_success("${task}", ${time}.monotonic() - ${started})`,
    `    ${last}`,
    `        monitor.record_failure("${task}", ${code}, ${time}.monotonic() - ${started})`,
  ];
  return lines.map((line) => `${indent}${line}  # taskmonitor\n`).join('');
}

interface ClosingOptions {
  readonly names?: {
    readonly time?: string;
    readonly started?: string;
    readonly code?: string;
    readonly error?: string;
  };
  readonly last?: string;
}

const abandonable = { last: 'elif error_code != "GeneratorExit":' };

const opening = (indent: string): string =>
  ['error_code = None', 'started = time.monotonic()', 'try:']
    .map((line) => `${indent}${line}  # taskmonitor\n`)
    .join('');

const head = `import os
import time  # taskmonitor
from monitoring import TaskMonitor  # taskmonitor

monitor = TaskMonitor("nightly")  # taskmonitor

`;

describe('the decorator', () => {
  it('stands right above the def, below decorators and comments of the user', () =>
    assertInstruments(
      'import os\n\nclass A:\n\t@property\n\t@cached(\n\t\t1)\n\t# why\n\tdef x(self): return 1  # one\n\n\tasync def y(\n\t\tself):\n\t\tawait os\n',
      'import os\nfrom monitoring import TaskMonitor  # taskmonitor\n\nmonitor = TaskMonitor("nightly")  # taskmonitor\n\nclass A:\n\t@property\n\t@cached(\n\t\t1)\n\t# why\n\t@monitor.task("nightly.A.x")  # taskmonitor\n\tdef x(self): return 1  # one\n\n\t@monitor.task("nightly.A.y")  # taskmonitor\n\tasync def y(\n\t\tself):\n\t\tawait os\n',
      decorator,
    ));

  it('goes to functions inside functions, and to a file without imports', () =>
    assertInstruments(
      '\uFEFFdef f():\r\n    def g():\r\n        return 1\r\n    return g',
      '\uFEFFfrom monitoring import TaskMonitor  # taskmonitor\r\n\r\nmonitor = TaskMonitor("nightly")  # taskmonitor\r\n\r\n\r\n@monitor.task("nightly.f")  # taskmonitor\r\ndef f():\r\n    @monitor.task("nightly.f.g")  # taskmonitor\r\n    def g():\r\n        return 1\r\n    return g',
      { ...decorator, targets: ['f', 'f.g'] },
    ));

  it('is possible where a body cannot be indented', async () => {
    const { text } = await instrument('import os\ndef f(): "doc"; return 1\n', decorator);
    assert.ok(text.includes('@monitor.task("nightly.f")  # taskmonitor\ndef f(): "doc"; return 1\n'));
  });

  it('sees the names around the function, not those in it', async () => {
    const monitor = 'from monitoring import TaskMonitor\nmonitor = TaskMonitor("x")\n';
    const { outcomes } = await instrument(`${monitor}def f(monitor):\n    return monitor\n`, decorator);
    assert.equal(outcomes[0]?.kind, 'instrumented');
    for (const shadowing of [
      `${monitor}class A:\n    monitor = 1\n    def f(self):\n        return 1\n`,
      `${monitor}class A:\n    def monitor(self):\n        return 1\n    def f(self):\n        return 1\n`,
      `${monitor}def outer(monitor):\n    def f():\n        return 1\n    return f\n`,
    ]) {
      const targets = shadowing.includes('outer') ? ['outer.f'] : ['A.f'];
      assert.match(await refusal(shadowing, { ...decorator, targets }), /^monitor is another variable/);
    }
    const method = `${monitor}class A:\n    monitor = 1\n    def f(self):\n        return 1\n`;
    assert.equal((await instrument(method)).outcomes[0]?.kind, 'instrumented', 'a method does not see its class');
  });

  for (const [name, source, reason] of [
    ['the frame of its caller', 'import sys\ndef f():\n    return sys._getframe(1)\n', /frames of its callers/],
    ['a stacklevel', 'import warnings\ndef f():\n    warnings.warn("x", stacklevel=2)\n', /frames of its callers/],
    ['the stack', 'import inspect\ndef f():\n    return inspect.stack()\n', /frames of its callers/],
    ['its own code', 'import a\ndef f(x):\n    return x\na.b(f.__code__)\n', /^The __code__ of the function is used/],
  ] as const) {
    it(`is refused for a function that needs ${name}`, async () => {
      assert.match(await refusal(source, decorator), reason);
      assert.equal((await instrument(source)).outcomes[0]?.kind, 'instrumented', 'the with is not');
    });
  }
});

describe('a decorated function that looks at frames', () => {
  for (const [body, refused] of [
    ['return sys._getframe()', true],
    ['return sys._getframe().f_back', true],
    ['return sys._getframe(1).f_code', true],
    ['return inspect.currentframe().f_back', true],
    ['return traceback.extract_stack()', true],
    ['warn("x", DeprecationWarning, stacklevel=2)', true],
    ['warn("x", DeprecationWarning, 2, stacklevel=level)', true],
    ['return sys._getframe().f_lineno, sys._getframe(0).f_code', false],
    ['warn("x", stacklevel=1)', false],
    ['return "tb_frame.f_back"  # stacklevel', false],
    ['return level.f_back', false],
    ['return error.__traceback__.tb_frame.f_back', true],
    ['warnings.warn("x", DeprecationWarning, 2)', true],
    ['warnings.warn("x", DeprecationWarning)', false],
    ['log.warn("x %s %s", level, level)', false],
    ['def g():\n        warn("x", stacklevel=2)\n    return g', false],
    ['return lambda: sys._getframe(1)', true],
  ] as const) {
    it(`${refused ? 'is refused' : 'is none'}: ${JSON.stringify(body)}`, async () => {
      const { outcomes } = await instrument(`def f(level):\n    ${body}\n`, decorator);
      assert.equal(outcomes[0]?.kind, refused ? 'refused' : 'instrumented');
    });
  }
});

describe('the forms that a decorated function has of its own', () => {
  for (const [source, refused] of [
    ['def f(x):\n    return f.__defaults__\n', true],
    ['def g(f):\n    return f.__code__\ndef f(x):\n    return x\n', false],
    ['class A:\n    def f(self):\n        return 1\nprint(A.f.__code__)\n', true],
    ['class A:\n    def f(self):\n        return f.__code__\ndef f(): return 2\n', false],
    ['def f(x):\n    return x.f.__closure__\n', false],
    ['def f(x):\n    return x.__code__.f\n', false],
    ['def f(x):\n    return f.__name__\n', false],
  ] as const) {
    it(`matter where they are used: ${JSON.stringify(source)}`, async () => {
      const [outcome] = (
        await instrument(source, { ...decorator, targets: source.startsWith('class') ? ['A.f'] : ['f'] })
      ).outcomes;
      assert.equal(outcome?.kind, refused ? 'refused' : 'instrumented');
    });
  }
});

describe('the explicit try', () => {
  it('goes around the body of a function', () =>
    assertInstruments(
      'import os\n\ndef f(x):\n    """Doc."""\n    # first\n    if x:\n        return """a\nb"""\n    return 1\n    # last\n\nx = f(1)\n',
      `${head}def f(x):\n    """Doc."""\n${opening('    ')}        # first\n        if x:\n            return """a\nb"""\n        return 1\n        # last\n${closing('    ', 'nightly.f')}\nx = f(1)\n`,
      explicit,
    ));

  it('says nothing about a generator and a coroutine that are abandoned', async () => {
    for (const [source, isAbandonable] of [
      ['def f():\n    yield 1\n', true],
      ['def f():\n    x = lambda: (yield)\n', false],
      ['async def f():\n    return 1\n', true],
      ['def f():\n    def g():\n        yield\n    return g\n', false],
    ] as const) {
      const { text } = await instrument(source, { ...explicit, targets: ['f'] });
      assert.equal(text.includes(closing('    ', 'nightly.f', abandonable)), isAbandonable, source);
    }
  });

  it('goes around a body of one line, at the end of a file without a newline', () =>
    assertInstruments(
      'import os\n\ndef f(): return [1,\n2]  # end',
      `${head}def f():\n${opening('    ').replace('try:  # taskmonitor\n', 'try: return [1,\n2]  # end  # taskmonitor\n')}${closing('    ', 'nightly.f').trimEnd()}`,
      explicit,
    ));

  it('goes around functions that end on the same line', () =>
    assertInstruments(
      'import os\n\ndef f():\n  def g():\n    return 1',
      `${head}def f():\n${opening('  ')}    def g():\n${opening('      ')}        return 1\n${closing(
        '      ',
        'nightly.f.g',
      )
        .replaceAll(/^ {10}(?=\S)/gm, '        ')
        .replaceAll(/^ {14}(?=\S)/gm, '          ')}${closing('  ', 'nightly.f')
        .replaceAll(/^ {6}(?=\S)/gm, '    ')
        .replaceAll(/^ {10}(?=\S)/gm, '      ')
        .trimEnd()}`,
      { ...explicit, targets: ['f', 'f.g'] },
    ));

  it('uses names that nothing else has', () =>
    assertInstruments(
      'import os\n\ndef f(started):\n    raise error(started)\n',
      `${head}def f(started):\n    error_code = None  # taskmonitor\n    task_started = time.monotonic()  # taskmonitor\n    try:  # taskmonitor\n        raise error(started)\n${closing('    ', 'nightly.f', { names: { started: 'task_started', error: 'task_error' } })}`,
      explicit,
    ));

  for (const [name, source, usual] of [
    ['its own import of time', 'import time\nx = time\ndef f():\n    return 1\n', 'time'],
    ['another name for time', 'import os, time as t\ndef f():\n    return 1\n', 't'],
    ['time from elsewhere', 'from time import time\ndef f():\n    return time()\n', 'task_time'],
    ['time as a parameter', 'import time\ndef f(time):\n    return time\n', 'task_time'],
    [
      'time in a try',
      'try:\n    import time\nexcept ImportError:\n    time = None\ndef f():\n    return 1\n',
      'task_time',
    ],
    ['time bound twice', 'import time\ntime = time.time\ndef f():\n    return 1\n', 'task_time'],
    ['time imported below', 'import os\ndef f():\n    return 1\nimport time\n', 'task_time'],
  ] as const) {
    it(`finds the module time: ${name}`, async () => {
      const { text } = await instrument(source, explicit);
      assert.match(text, new RegExp(`^ {4}started = ${usual}\\.monotonic\\(\\)  # taskmonitor$`, 'm'));
      assert.equal(text.includes('import time as task_time  # taskmonitor'), usual === 'task_time');
      await assertInstruments(source, text, explicit);
    });
  }

  it('is refused where its variables would show, or what it needs has another meaning', async () => {
    assert.match(await refusal('def f():\n    return locals()\n', explicit), /sees its own local variables/);
    assert.match(await refusal('def f(x):\n    return eval(x)\n', explicit), /sees its own local variables/);
    assert.match(await refusal('def f(x, *a):\n    return exec(x, *a)\n', explicit), /sees its own local variables/);
    assert.match(
      await refusal('SystemExit = 1\ndef f():\n    return 1\n', explicit),
      /^SystemExit is another variable/,
    );
  });

  it('is possible where it is others whose variables are seen', async () => {
    for (const body of [
      'eval(x, {})',
      'exec(x, a, b)',
      'vars(x)',
      '[dir(y) for y in x]',
      'x.eval(1)',
      'lambda: locals()',
    ]) {
      const { outcomes } = await instrument(`def f(x, a, b):\n    return ${body}\n`, explicit);
      assert.equal(outcomes[0]?.kind, 'instrumented', body);
    }
  });
});

const three = `import csv


def load():
    return 1


def transform():
    yield 2


def save(): return 3
`;

async function inThreeStyles(order: readonly InstrumentStyle[] = ['with', 'decorator', 'try']): Promise<string> {
  const targets = { with: ['load'], decorator: ['transform'], try: ['save'] };
  let text = three;
  for (const style of order) {
    ({ text } = await instrument(text, { style, targets: targets[style] }));
  }
  return text;
}

describe('styles beside each other', () => {
  it('are the same whichever came first', async () => {
    const text = await inThreeStyles();
    assert.equal(await inThreeStyles(['try', 'decorator', 'with']), text);
    assert.equal(await inThreeStyles(['decorator', 'try', 'with']), text);
    assert.equal(text.split('TaskMonitor(').length, 2, 'one monitor');
  });

  it('are all taken out at once, and one after the other in any order', async () => {
    const text = await inThreeStyles();
    assert.equal((await uninstrument(text)).text, three);
    for (const order of [
      ['save', 'load', 'transform'],
      ['transform', 'save', 'load'],
    ]) {
      let left = text;
      for (const target of order) {
        ({ text: left } = await uninstrument(left, [target]));
      }
      assert.equal(left, three);
    }
  });

  it('are instrumented for each other', async () => {
    const text = await inThreeStyles();
    for (const style of pythonInstrumenter.styles) {
      const again = await instrument(text, { style });
      assert.equal(again.text, text);
      assert.deepEqual(
        again.outcomes.map(({ kind }) => kind),
        ['unchanged', 'unchanged', 'unchanged'],
      );
    }
  });

  it('the import of time goes with its last use, and stays for what the user does with it', async () => {
    const text = await inThreeStyles();
    assert.ok(!(await uninstrument(text, ['save'])).text.includes('import time'));
    const used = `${text}\nprint(time.time())\n`;
    assert.equal(
      (await uninstrument(used)).text,
      three.replace('import csv\n', 'import csv\nimport time  # taskmonitor\n') + '\nprint(time.time())\n',
    );
  });

  it('in a file without imports, the import of time comes and goes above the others', async () => {
    const source = '"""Doc."""\n\n# about f\ndef f():\n    return 1\n\ndef g():\n    return 2\n';
    const first = await instrument(source, { targets: ['g'] });
    const second = await instrument(first.text, { ...explicit, targets: ['f'] });
    const whole = await instrument((await instrument(source, { ...explicit, targets: ['f'] })).text, {
      targets: ['g'],
    });
    assert.equal(second.text, whole.text);
    assert.equal((await uninstrument(second.text, ['f'])).text, first.text);
    assert.equal((await uninstrument(second.text)).text, source);
  });
});

async function edited(
  from: string,
  to: string,
): Promise<{ readonly before: string; readonly text: string; readonly reason: string | undefined }> {
  const text = await inThreeStyles();
  const before = text.replace(from, to);
  assert.notEqual(before, text, 'the edit of the user must change something');
  const { text: after, outcomes } = await uninstrument(before, ['transform', 'save']);
  const refused = outcomes.find(({ kind }) => kind === 'refused');
  return { before, text: after, reason: refused?.kind === 'refused' ? refused.reason : undefined };
}

describe('what a user has made of our lines', () => {
  for (const [name, from, to, reason] of [
    ['another decorator', '@monitor.task("nightly.transform")', '@monitor.task("a", records=count)', /was edited/],
    ['a decorator that is none of ours', '@monitor.task("nightly.transform")', '@cached', /was edited/],
    ['more in the finally', 'finally:  # taskmonitor\n', 'finally:  # taskmonitor\n        print(1)\n', /were edited/],
    [
      'another clause',
      'finally:  # taskmonitor\n',
      'except KeyError:\n        pass\n    finally:  # taskmonitor\n',
      /were edited/,
    ],
    ['a line before the try', '    started = time', '    print(1)\n    started = time', /were edited/],
    ['a comment of their own', 'finally:  # taskmonitor\n', 'finally:  # taskmonitor\n        # why\n', /were edited/],
    ['another number', 'save", time.monotonic() - started', 'save", 12', /were edited/],
    ['another error', 'else error.__class__.__name__', 'else "left"', /were edited/],
    ['a use of the start', 'try: return 3', 'try: return started', /uses started: take that out first/],
    ['one task name of two', 'record_success("nightly.save"', 'record_success("other"', /were edited/],
  ] as const) {
    it(`is refused: ${name}`, async () => {
      const { reason: given } = await edited(from, to);
      assert.match(given ?? 'not refused', reason);
    });
  }

  it('is taken out all the same when only the layout has changed', async () => {
    const text = await inThreeStyles();
    const { before, text: after } = await edited(
      '        monitor.record_failure("nightly.save", error_code, time.monotonic() - started)  # taskmonitor\n',
      "\n            monitor.record_failure(\n                'nightly.save',\n                error_code,\n                time.monotonic() - started,\n            )  # taskmonitor\n",
    );
    assert.notEqual(before, text);
    assert.ok(after.endsWith('\n\ndef save(): return 3\n'), after);
  });

  it('comes back from under a formatter: black 26 and ruff 0.16 write such lines', async () => {
    const formatted = `import csv
import time  # taskmonitor
from monitoring import TaskMonitor  # taskmonitor

monitor = TaskMonitor("nightly")  # taskmonitor


def transform():
    error_code = None  # taskmonitor
    started = time.monotonic()  # taskmonitor
    try:  # taskmonitor

        def inner():
            return 1

        return inner
    except SystemExit as error:  # taskmonitor
        error_code = (
            None if error.code in (None, 0) else error.__class__.__name__
        )  # taskmonitor
        raise  # taskmonitor
    except BaseException as error:  # taskmonitor
        error_code = error.__class__.__name__  # taskmonitor
        raise  # taskmonitor
    finally:  # taskmonitor
        if error_code is None:  # taskmonitor
            monitor.record_success(
                "nightly.transform", time.monotonic() - started
            )  # taskmonitor
        else:  # taskmonitor
            monitor.record_failure(
                "nightly.transform",
                error_code,
                time.monotonic() - started,
            )  # taskmonitor


@monitor.task(
    "nightly.save"
)  # taskmonitor
def save():
    with monitor.task(
        "part"
    ) as task:  # taskmonitor

        def inner():
            return 1

        return inner
`;
    const plain =
      'import csv\n\n\ndef transform():\n    def inner():\n        return 1\n\n    return inner\n\n\ndef save():\n    def inner():\n        return 1\n\n    return inner\n';
    assert.equal((await uninstrument(formatted)).text, plain);
  });

  it('code in the body stays', async () => {
    const source = 'import csv\n\ndef f():\n    return 1\n';
    const { text } = await instrument(source, explicit);
    const more = text.replace(
      '        return 1\n',
      '        if csv:\n            return 2\n        return 1\n        # so it is\n',
    );
    assert.equal(
      (await uninstrument(more)).text,
      'import csv\n\ndef f():\n    if csv:\n        return 2\n    return 1\n    # so it is\n',
    );
    const below = text.trimEnd() + '\n    return 3\n';
    assert.equal((await uninstrument(below)).text, `${source}    return 3\n`);
  });
});

async function stylesOf(source: string): Promise<unknown> {
  return testParsers().use('python', source, (tree) => {
    const state = functionAt(tree, source.indexOf('def'))?.state;
    return state?.kind === 'plain' ? state.styles.map(({ style, refusal: why }) => [style, why !== undefined]) : state;
  });
}

describe('the styles that a function can have', () => {
  it('are all that are possible, the usual one first', async () => {
    assert.deepEqual(await stylesOf('def f():\n    return 1\n'), [
      ['with', false],
      ['decorator', false],
      ['try', false],
    ]);
  });

  it('say which are not', async () => {
    assert.deepEqual(await stylesOf('def f(): "doc"; return 1\n'), [
      ['with', true],
      ['decorator', false],
      ['try', true],
    ]);
    assert.deepEqual(await stylesOf('def f():\n    return locals(), _getframe(1)\n'), [
      ['with', false],
      ['decorator', true],
      ['try', true],
    ]);
  });

  it('are none when each is refused', async () => {
    assert.deepEqual(await stylesOf('def f(): "doc"; return _getframe(1)\n'), {
      kind: 'refused',
      reason: 'A statement shares its line with the docstring: put it on a line of its own first.',
    });
  });
});

describe('what a user has written by hand', () => {
  const monitor = 'from monitoring import TaskMonitor\nm = TaskMonitor("x")\n';

  for (const [name, body] of [
    ['a with', '    with m.task("f"):\n        return 1\n'],
    ['the outcome in the function', '    m.record_success("f", 1)\n    return 1\n'],
    ['a failure', '    try:\n        return 1\n    except OSError:\n        m.record_failure("f", "E")\n'],
  ] as const) {
    it(`is not written once more: ${name}`, async () => {
      for (const style of pythonInstrumenter.styles) {
        const source = `${monitor}def f():\n${body}`;
        const { text, outcomes } = await instrument(source, { style });
        assert.deepEqual([text, outcomes], [source, [{ kind: 'unchanged', functionName: 'f' }]]);
      }
    });
  }

  it('in a function inside, or with something else, is none of the function', async () => {
    for (const body of [
      '    def g():\n        m.record_success("g", 1)\n    return g\n',
      '    other.record_success(1)\n',
    ]) {
      const { outcomes } = await instrument(`${monitor}def f():\n${body}`, explicit);
      assert.equal(outcomes[0]?.kind, 'instrumented', body);
    }
  });

  it('under a name that a class changes is refused inside it', async () => {
    const source =
      'from monitoring import TaskMonitor\n__m = TaskMonitor("x")\nclass A:\n    def f(self):\n        return 1\n';
    for (const style of pythonInstrumenter.styles) {
      assert.match(await refusal(source, { style }), /^__m means another name inside a class/);
    }
    const { outcomes } = await instrument(
      source.replace('class A:\n    def f(self):\n        ', 'def f():\n    '),
      explicit,
    );
    assert.equal(outcomes[0]?.kind, 'instrumented');
  });
});
