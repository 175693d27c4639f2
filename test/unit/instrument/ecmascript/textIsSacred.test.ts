import type { LanguageId } from '../../../../src/syntax/language';
import { assertInstruments } from './instrumenting';

const chunk =
  "import { TaskMonitor } from './monitoring.mjs'; // taskmonitor\n\nconst monitor = new TaskMonitor('nightly'); // taskmonitor\n";

/** Bodies of `function f(a) {`, before and inside of the task. */
const bodies: readonly { name: string; language?: LanguageId; before: string; after: string }[] = [
  {
    name: 'the text of templates stays, the code in them moves',
    before: '  const x = `a\n  b ${a\n    + `in\n ${\n  1\n}\n` +\n2} c\n`;\n  return x;\n',
    after: '    const x = `a\n  b ${a\n      + `in\n ${\n    1\n  }\n` +\n  2} c\n`;\n    return x;\n',
  },
  {
    name: 'a line that begins with a substitution stays',
    before: '  const x = `\n${a}\n  ${a}`;\n  return x;\n',
    after: '    const x = `\n${a}\n  ${a}`;\n    return x;\n',
  },
  {
    name: 'strings that go on behind a backslash stay',
    before: "  const x = 'a\\\n  b\\\nc';\n  return x;\n",
    after: "    const x = 'a\\\n  b\\\nc';\n    return x;\n",
  },
  {
    name: 'comments move, but not in column 0',
    before: '// zero\n  /* one\n   two\nzero */\n  return a; // end\n/* zero */\n  // two\n',
    after: '// zero\n    /* one\n     two\nzero */\n    return a; // end\n/* zero */\n    // two\n',
  },
  {
    name: 'code in column 0 moves',
    before: '  return [\na,\n      b,\n];\n',
    after: '    return [\n  a,\n        b,\n  ];\n',
  },
  {
    name: 'white-space-only lines stay',
    before: '  g(\n  \n  );\n    \n\t\n  return a;\n   \n',
    after: '    g(\n  \n    );\n    \n\t\n    return a;\n   \n',
  },
  {
    name: 'a template that ends the body',
    before: '  return `\n} ${a}\n`\n',
    after: '    return `\n} ${a}\n`\n',
  },
  {
    name: 'the text of JSX moves: white space at the start of its lines does not count',
    before: '  return (\n    <p title="a\n  b">\n      one\n  two {a}\n    </p>\n  );\n',
    after: '    return (\n      <p title="a\n  b">\n        one\n    two {a}\n      </p>\n    );\n',
  },
];

const crlf = (text: string): string => text.replaceAll('\n', '\r\n');

describe('text is sacred in JavaScript', () => {
  for (const { name, before, after } of bodies) {
    it(name, async () => {
      const [plain, task] = [
        `import a from 'a';\nfunction f(a) {\n${before}}\n`,
        `import a from 'a';\n${chunk}function f(a) {\n  return monitor.task('nightly.f', () => { // taskmonitor\n${after}  }); // taskmonitor\n}\n`,
      ];
      await assertInstruments(plain, task);
      await assertInstruments(crlf(plain), crlf(task));
      const options = { language: 'tsx', importModule: './monitoring.mjs' } as const;
      await assertInstruments(plain, task, options);
    });
  }

  it('the unit of indentation is that of the file', async () => {
    for (const unit of ['\t', ' ', '  ', '    ']) {
      await assertInstruments(
        `import a from 'a';\nclass A {\n${unit}f(a) {\n${unit}${unit}if (a)\n${unit}${unit}${unit}return a;\n${unit}}\n}\n`,
        `import a from 'a';\n${chunk}class A {\n${unit}f(a) {\n${unit}${unit}return monitor.task('nightly.A.f', () => { // taskmonitor\n${unit}${unit}${unit}if (a)\n${unit}${unit}${unit}${unit}return a;\n${unit}${unit}}); // taskmonitor\n${unit}}\n}\n`,
      );
    }
  });

  it('functions inside each other move by both', () =>
    assertInstruments(
      "import a from 'a';\nfunction f() {\n  function g() {\n    return `\n  `;\n  }\n  return g;\n}\n",
      `import a from 'a';\n${chunk}function f() {\n  return monitor.task('nightly.f', () => { // taskmonitor\n    function g() {\n      return monitor.task('nightly.f.g', () => { // taskmonitor\n        return \`\n  \`;\n      }); // taskmonitor\n    }\n    return g;\n  }); // taskmonitor\n}\n`,
      { targets: ['f', 'f.g'] },
    ));

  it('a missing newline at the end stays missing', () =>
    assertInstruments(
      "import a from 'a';\nfunction f(a) {\n  return 1\n}",
      `import a from 'a';\n${chunk}function f(a) {\n  return monitor.task('nightly.f', () => { // taskmonitor\n    return 1\n  }); // taskmonitor\n}`,
    ));

  it('a body in column 0 is moved and comes back', () =>
    assertInstruments(
      "import a from 'a';\nfunction f(a) {\n// zero\nreturn 1\n}\n",
      `import a from 'a';\n${chunk}function f(a) {\nreturn monitor.task('nightly.f', () => { // taskmonitor\n// zero\n  return 1\n}); // taskmonitor\n}\n`,
    ));
});
