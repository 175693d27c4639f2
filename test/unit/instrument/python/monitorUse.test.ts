import assert from 'node:assert/strict';
import { assertInstruments, instrument, plan, refusal } from './instrumenting';

const body = 'def f():\n    return 1\n';
const wrapped = (monitor: string, task = 'task'): string =>
  `def f():\n    with ${monitor}.task("nightly.f") as ${task}:  # taskmonitor\n        return 1\n`;

async function jobGivenBy(argument: string): Promise<string> {
  const source = `from monitoring import TaskMonitor\nmonitor = TaskMonitor(${argument})\n${body}`;
  const { outcomes } = await instrument(source);
  const [outcome] = outcomes;
  assert.ok(outcome?.kind === 'instrumented', JSON.stringify(outcomes));
  return outcome.jobName;
}

describe('the monitor that a function gets', () => {
  for (const [name, prefix, monitor] of [
    ['of the module', 'from monitoring import TaskMonitor\n\nmonitor = TaskMonitor("etl")\n', 'monitor'],
    ['under another name', 'from monitoring import TaskMonitor\nM = TaskMonitor("etl", timeout=3)\n', 'M'],
    ['with an annotation', 'from monitoring import TaskMonitor\nm: TaskMonitor = TaskMonitor("etl")\n', 'm'],
    ['of a renamed class', 'from monitoring import TaskMonitor as T\nm = T("etl")\n', 'm'],
    ['of an imported module', 'import monitoring\nm = monitoring.TaskMonitor("etl")\n', 'm'],
    ['of a renamed module', 'import monitoring as mm\nm = mm.TaskMonitor("etl")\n', 'm'],
    ['of the first of two', 'from monitoring import TaskMonitor\na = TaskMonitor("x")\nb = TaskMonitor("y")\n', 'a'],
    ['imported, where it runs tasks', 'from jobs import monitor\nwith monitor.task("x"):\n    pass\n', 'monitor'],
    [
      'imported, where it records',
      'from jobs import etl_monitor as monitor\nmonitor.record_success("x", 1)\n',
      'monitor',
    ],
    [
      'from another module, where it runs tasks',
      'from lib.mon import TaskMonitor\nm = TaskMonitor("x")\nwith m.task("x"):\n    pass\n',
      'm',
    ],
  ] as const) {
    it(`is one that is there: ${name}`, () => assertInstruments(prefix + body, prefix + wrapped(monitor)));
  }

  it('tells whether the script needs the runtime for it', async () => {
    for (const [source, needed] of [
      [body, true],
      [`from monitoring import TaskMonitor\nm = TaskMonitor("x")\n${body}`, true],
      [`from jobs import monitor\nmonitor.record_success("x", 1)\n${body}`, false],
      ['def f(): ...\n', false],
      [`${body}x = (\n`, false],
    ] as const) {
      assert.equal((await plan(source)).importsRuntime, needed, source);
    }
  });

  it('is told with its job', async () => {
    assert.equal(await jobGivenBy('"etl"'), 'etl');
    assert.equal(await jobGivenBy('timeout=3, job_name="etl"'), 'etl');
    assert.equal(await jobGivenBy('JOB + "x"'), 'JOB + "x"');
    assert.equal(await jobGivenBy('f"{x}"'), 'f"{x}"');
    assert.equal(await jobGivenBy('timeout=3'), '');
  });

  it('is written below an import that is there already', () =>
    assertInstruments(
      `from monitoring import TaskMonitor\nimport a\n\n${body}`,
      `from monitoring import TaskMonitor\nimport a\n\nmonitor = TaskMonitor("nightly")  # taskmonitor\n\n${wrapped('monitor')}`,
    ));

  it('is written with the name that the class has', () =>
    assertInstruments(
      `from monitoring import TaskMonitor as T\n${body}`,
      `from monitoring import TaskMonitor as T\n\nmonitor = T("nightly")  # taskmonitor\n${wrapped('monitor')}`,
    ));

  it('is written below a late import, for the functions behind it', async () => {
    const source = `import a\nclass A:\n    pass\nfrom monitoring import TaskMonitor\n${body}`;
    await assertInstruments(
      source,
      `import a\nclass A:\n    pass\nfrom monitoring import TaskMonitor\n\nmonitor = TaskMonitor("nightly")  # taskmonitor\n${wrapped('monitor')}`,
    );
    assert.match(
      await refusal(`${body}from monitoring import TaskMonitor\n`, { targets: ['f'] }),
      /^TaskMonitor is imported only below/,
    );
  });

  it('is a new one above the function when the user has one below it', async () => {
    const { text } = await instrument(
      `from monitoring import TaskMonitor\n${body}m = TaskMonitor("x")\ndef g():\n    return 2\n`,
    );
    assert.deepEqual(text.match(/\w+\.task\("[^"]+"\)/g), ['monitor.task("nightly.f")', 'm.task("nightly.g")']);
  });

  it("is the user's before ours, in whatever order functions are instrumented", async () => {
    const source = `from monitoring import TaskMonitor\n${body}m = TaskMonitor("x")\ndef g():\n    return 2\n`;
    const together = (await instrument(source)).text;
    const fThenG = await instrument((await instrument(source, { targets: ['f'] })).text, { targets: ['g'] });
    const gThenF = await instrument((await instrument(source, { targets: ['g'] })).text, { targets: ['f'] });
    assert.deepEqual([fThenG.text, gThenF.text], [together, together]);
  });

  it('is not one that stands under a condition or is bound again', async () => {
    for (const rest of ['if a:\n    m = TaskMonitor("x")\n', 'm = TaskMonitor("x")\nm = None\n']) {
      const prefix = `from monitoring import TaskMonitor\n${rest}`;
      const { text } = await instrument(prefix + body);
      assert.ok(text.includes('with monitor.task("nightly.f")'), text);
    }
  });

  it('is a new one beside an imported monitor that may be anything', async () => {
    for (const imported of [
      'from jobs import monitor\n',
      'from jobs import monitor\n\n@monitor.task\ndef g(): ...\n',
      'from celery import app\n\n@app.task("x")\ndef g(): ...\n',
    ]) {
      const { text } = await instrument(imported + body, { targets: ['f'] });
      assert.match(text, /^(?:task_)?monitor = TaskMonitor\("nightly"\)/m);
    }
  });

  for (const [name, source, expected] of [
    ['bound by the module', 'import a\nmonitor = a\n', 'task_monitor'],
    ['imported', 'import monitor\n', 'task_monitor'],
    ['a local variable somewhere', 'import a\ndef g(monitor):\n    def task_monitor(): ...\n', 'task_monitor_2'],
    ['read only', 'from a import *\nprint(monitor)\n', 'task_monitor'],
    ['spelled in a string', 'import a\nname = "monitor"\n', 'task_monitor'],
    ['an attribute', 'import a\na.monitor = a(monitor=1)\n', 'monitor'],
    ['part of a word', 'import monitors, my_monitor, monitör\n', 'monitor'],
    ['in a comment or string', 'import a  # monitor\nx = "the monitor"\n', 'monitor'],
  ] as const) {
    it(`has a name that is free when monitor is ${name}`, async () => {
      const { text } = await instrument(source + body, { targets: ['f'] });
      assert.match(text, new RegExp(`^${expected} = TaskMonitor\\(`, 'm'));
      assert.ok(text.includes(`with ${expected}.task("nightly.f")`));
    });
  }

  for (const [name, source, expected] of [
    ['a parameter', 'def f(task):\n    return 1\n', ' as monitored_task:'],
    ['read', 'def f():\n    return task\n', ' as monitored_task:'],
    ['read inside', 'def f():\n    return [lambda: task, monitored_task]\n', ' as monitored_task_2:'],
    ['global', 'def f():\n    global task\n    task = 1\n', ' as monitored_task:'],
    ['read in an f-string', 'def f():\n    return f"{task}"\n', ' as monitored_task:'],
    ['an attribute or argument', 'def f(a):\n    return a.task(task=1)\n', ' as task:'],
    ['used outside only', 'task = 1\ndef f():\n    return 1\n', ' as task:'],
    [
      'the name of the monitor',
      'from monitoring import TaskMonitor\ntask = TaskMonitor("x")\ndef f():\n    return 1\n',
      ' as monitored_task:',
    ],
    ['visible in locals()', 'def f(task):\n    return locals()\n', ':'],
    ['visible to eval', 'def f(code):\n    return eval(code)\n', ':'],
  ] as const) {
    it(`names the task so that it harms nothing when task is ${name}`, async () => {
      const { text } = await instrument(source);
      assert.ok(text.includes(`.task("nightly.f")${expected}`), text);
    });
  }

  it('is refused where its name is another variable', async () => {
    const prefix = 'from monitoring import TaskMonitor\nmonitor = TaskMonitor("x")\n';
    for (const source of [
      'def f(monitor):\n    return 1\n',
      'def f():\n    monitor = 1\n',
      'def f():\n    for monitor in x: pass\n',
      'def f():\n    import monitor\n',
      'def f():\n    with a as (b, monitor): pass\n',
    ]) {
      assert.match(await refusal(prefix + source), /^monitor is another variable in this function/);
    }
    const nested = `${prefix}def g(monitor):\n    def f():\n        return 1\n`;
    assert.match(await refusal(nested, { targets: ['g.f'] }), /^monitor is another variable/);
  });

  it('is refused where TaskMonitor is something else', async () => {
    for (const prefix of [
      'class TaskMonitor:\n    pass\n',
      'from somewhere import TaskMonitor\n',
      'from somewhere import x as TaskMonitor\n',
      'try:\n    from monitoring import TaskMonitor\nexcept ImportError:\n    TaskMonitor = None\n',
      'from a import *\nx = TaskMonitor("x")\n',
      'def g(TaskMonitor):\n    pass\n',
    ]) {
      const reason = await refusal(prefix + body, { targets: ['f'] });
      assert.match(reason, /^The name TaskMonitor means something else here \(line \d\)/);
    }
  });

  it('is not refused for what is the same TaskMonitor, or no name', async () => {
    for (const prefix of [
      'from monitoring import *\nx = TaskMonitor("x")\n',
      'import a\nif a.TYPE_CHECKING:\n    from monitoring import TaskMonitor\n',
      'import a\nx = a.TaskMonitor\n',
      'import a\nx = "TaskMonitor"  # TaskMonitor\n',
      'from somewhere import TaskMonitor as Other\n',
    ]) {
      const { outcomes } = await instrument(prefix + body);
      assert.deepEqual(
        outcomes.map(({ kind }) => kind),
        ['instrumented'],
        prefix,
      );
    }
  });
});
