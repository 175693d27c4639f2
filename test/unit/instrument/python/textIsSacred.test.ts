import { assertInstruments } from './instrumenting';

const chunk = 'from monitoring import TaskMonitor  # taskmonitor\n\nmonitor = TaskMonitor("nightly")  # taskmonitor\n';

/** Bodies of `def f(a):`, before and below the `with`; `header` stands above it. */
const bodies: readonly { name: string; header?: string; before: string; after: string }[] = [
  {
    name: 'the inside of strings stays, their lines from outside move',
    before: '    x = ("""a\n  b\n    c""",\n  "d",\n    f"""{\n    a}\n""")\n    return x\n',
    after: '        x = ("""a\n  b\n    c""",\n      "d",\n        f"""{\n    a}\n""")\n        return x\n',
  },
  {
    name: 'lines behind a backslash stay',
    before: '    x = a + \\\n    1 + \\\n2\n    y = "a\\\n    b"\n    return x\n',
    after: '        x = a + \\\n    1 + \\\n2\n        y = "a\\\n    b"\n        return x\n',
  },
  {
    name: 'lines in brackets move, whatever their depth',
    before: '    x = [\na,\n  1,\n            2,\n    ]\n    return x\n',
    after: '        x = [\n    a,\n      1,\n                2,\n        ]\n        return x\n',
  },
  {
    name: 'comments in column 0 stay, others move',
    before: '# zero\n    x = [  # why\n# zero\n  # two\n    ]\n      # six\n    return x\n',
    after: '# zero\n        x = [  # why\n# zero\n      # two\n        ]\n          # six\n        return x\n',
  },
  {
    name: 'comments that trail the body move as far as they are as deep as it',
    before: '    return a\n    # four\n\n      # six\n  # two\n    # four\n# zero\n',
    after: '        return a\n        # four\n\n          # six\n  # two\n    # four\n# zero\n',
  },
  {
    name: 'white-space-only lines stay',
    before: '    x = [\n  \n    ]\n        \n\t\n    return x\n   \n',
    after: '        x = [\n  \n        ]\n        \n\t\n        return x\n   \n',
  },
  {
    name: 'indentation counts from a form feed on',
    before: '    x = 1\n\f\n \f    return x\n\f# zero\n',
    after: '        x = 1\n\f\n \f        return x\n\f# zero\n',
  },
  {
    name: 'a docstring stays first, with the empty lines below it',
    header: '    """Doc.\n\n  more\n    """\n\n',
    before: '    # note\n    return a\n',
    after: '        # note\n        return a\n',
  },
  {
    name: 'a type comment stays below the header, with what is empty below it',
    header: '    # type: (int) -> int\n\n',
    before: '    # type: more\n    return a\n',
    after: '        # type: more\n        return a\n',
  },
];

const line = '    with monitor.task("nightly.f") as task:  # taskmonitor\n';

const crlf = (text: string): string => text.replaceAll('\n', '\r\n');

describe('text is sacred', () => {
  for (const { name, header = '', before, after } of bodies) {
    it(name, async () => {
      const top = `def f(a):  # why\n${header}`;
      await assertInstruments(`import a\n${top}${before}`, `import a\n${chunk}${top}${line}${after}`);
      await assertInstruments(crlf(`import a\n${top}${before}`), crlf(`import a\n${chunk}${top}${line}${after}`));
    });
  }

  it('the unit of indentation is that of the body', async () => {
    for (const unit of ['\t', ' ', '  ', '        ']) {
      await assertInstruments(
        `import a\nclass A:\n${unit}def f(a):\n${unit}${unit}if a:\n${unit}${unit}${unit}return a\n`,
        `import a\n${chunk}class A:\n${unit}def f(a):\n${unit}${unit}with monitor.task("nightly.A.f") as task:  # taskmonitor\n${unit}${unit}${unit}if a:\n${unit}${unit}${unit}${unit}return a\n`,
      );
    }
  });

  it('functions inside each other move by both', () =>
    assertInstruments(
      'import a\ndef f():\n  def g():\n      return (1,\n2)\n      # six\n  # two\n  return g\n',
      `import a\n${chunk}def f():\n  with monitor.task("nightly.f") as task:  # taskmonitor\n    def g():\n        with monitor.task("nightly.f.g") as task:  # taskmonitor\n            return (1,\n      2)\n            # six\n    # two\n    return g\n`,
      { targets: ['f', 'f.g'] },
    ));

  it('a missing newline at the end stays missing', async () => {
    await assertInstruments(
      'import a\ndef f(a):\n    return 1',
      `import a\n${chunk}def f(a):\n${line}        return 1`,
    );
    await assertInstruments(
      'import a\ndef f(a): return 1',
      `import a\n${chunk}def f(a):\n    with monitor.task("nightly.f") as task: return 1  # taskmonitor`,
    );
  });
});
