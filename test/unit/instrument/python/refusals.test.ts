import assert from 'node:assert/strict';
import { instrument, refusal } from './instrumenting';

const nested = (depth: number): string => {
  const lines = Array.from({ length: depth }, (_, index) => `${' '.repeat(index + 1)}for x in y:`);
  return ['def f(y):', ...lines, `${' '.repeat(depth + 1)}return x`, ''].join('\n');
};

describe('refusals', () => {
  for (const [name, source, reason] of [
    ['an ellipsis', 'def f(): ...\n', /no body that runs/],
    ['a docstring only', 'def f():\n    """Doc."""\n', /no body that runs/],
    ['docstring and ellipsis', 'def f():\n    """Doc."""\n    ...\n    # later\n', /no body that runs/],
    ['an overload', '@typing.overload\ndef f(x): return x\n', /^An overload only declares/],
    ['numba', '@numba.njit(parallel=True)\ndef f(x):\n    return x\n', /^@numba\.njit compiles/],
    ['jit', '@jit\ndef f(x):\n    return x\n', /^@jit compiles/],
    ['airflow', '@task.virtualenv(requirements=[])\ndef f(x):\n    return x\n', /^@task\.virtualenv compiles/],
    ['a statement behind the docstring', 'def f():\n    """Doc."""; x = 1\n', /shares its line with the docstring/],
    ['a one-line docstring and more', 'def f(): "doc"; return 1\n', /shares its line with the docstring/],
    ['tabs and blanks', 'def f(x):\n    if x:\n    \treturn 1\n', /cannot be indented with certainty/],
    ['a backslash in front', 'def f(x):\n    x = 1\n    \\\n    y = 2\n', /cannot be indented with certainty/],
    ['20 nested blocks', nested(20), /as deeply as Python allows/],
    ['100 nested ifs', nested(98).replaceAll('for x in y', 'if y'), /as deeply as Python allows/],
  ] as const) {
    it(name, async () => assert.match(await refusal(source, { targets: ['f'] }), reason));
  }

  it('19 nested blocks leave room for one', async () => {
    const { outcomes } = await instrument(nested(19));
    assert.equal(outcomes[0]?.kind, 'instrumented');
  });

  it('pass and raise are bodies that run', async () => {
    const { outcomes } = await instrument('def f(): pass\ndef g():\n    raise NotImplementedError\n');
    assert.deepEqual(
      outcomes.map(({ kind }) => kind),
      ['instrumented', 'instrumented'],
    );
  });

  it('all leaves out what has no body, and says why it left out others', async () => {
    const { outcomes } = await instrument('def f(): ...\n\n@jit\ndef g():\n    return 1\n');
    assert.deepEqual(
      outcomes.map(({ kind, functionName }) => [kind, functionName]),
      [['refused', 'g']],
    );
  });

  it('a name that no function has', async () => {
    for (const target of ['main', 'f.g', '<lambda>', 'x', '']) {
      const source = 'x = lambda: 1\ndef f():\n    return 1\n';
      assert.match(await refusal(source, { targets: [target] }), /no function of that name/);
    }
  });

  it('some functions of several', async () => {
    const { text, outcomes } = await instrument('import a\ndef f():\n    return 1\n', { targets: ['g', 'f'] });
    assert.ok(text.includes('monitor.task("nightly.f")'));
    assert.deepEqual(
      outcomes.map(({ kind }) => kind),
      ['instrumented', 'refused'],
    );
  });

  for (const [name, source, reason] of [
    ['an unknown token', 'def f():\n    return 1\n\nx = = 2\n', /syntax error on line 4/],
    ['a missing colon', 'import a\n\ndef f()\n    return 1\n', /syntax error on line 3/],
    ['an open bracket', 'import a\nx = (1,\n\ndef f():\n    return 1\n', /syntax error on line 2/],
    ['an open string', 'import a\n\nx = """\ndef f():\n    return 1\n', /syntax error on line 3/],
    ['a single-quoted string over two lines', 'import a\nx = "\n"\ndef f():\n    return 1\n', /syntax error on line 2/],
    ['a bracket that closes nothing', 'def f():\n    return 1)\n', /syntax error on line 2/],
    [
      'conflict markers',
      'import a\n<<<<<<< HEAD\nx = 1\n=======\nx = 2\n>>>>>>> b\ndef f():\n    return 1\n',
      /syntax error on line 2/,
    ],
    ['a dedent to nowhere', 'def f():\n    if f:\n        return 1\n  return 2\n', /indentation error on line 4/],
    ['no indented block', 'def f():\nreturn 1\n', /error on line 2/],
    ['an unexpected indent', 'x = 1\n    y = 2\ndef f():\n    return 1\n', /error on line 2/],
    ['tabs that depend on their size', 'def f(x):\n        if x:\n\t    return 1\n', /error on line 3/],
    ['Python 2', 'import a\ndef f():\n    print "x"\n', /is Python 2 \(line 3\)/],
    ['exec of Python 2', 'def f():\n    exec "x"\n', /is Python 2 \(line 2\)/],
    ['a lone carriage return', 'import a\rdef f():\n    return 1\n', /^Line 1 ends in a lone carriage return/],
    ['our own module', '# TaskMonitor runtime 1.0.0 sha256:00\ndef f():\n    return 1\n', /TaskMonitor module itself/],
  ] as const) {
    it(`the whole file: ${name}`, async () => {
      assert.match(await refusal(source), reason);
      assert.match(await refusal(source, { targets: ['f'] }), reason);
      const { outcomes } = await instrument(source);
      assert.deepEqual(
        outcomes.map(({ functionName }) => functionName),
        [''],
      );
    });
  }

  it('not for print and exec of Python 3', async () => {
    const { outcomes } = await instrument('def f():\n    print ("x")\n    exec ("x")\n    print >>f\n');
    assert.equal(outcomes[0]?.kind, 'instrumented');
  });
});
