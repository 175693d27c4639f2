import assert from 'node:assert/strict';
import { assertInstruments, assertWraps, chunk, instrument, plan, shebang, wrapper } from './instrumenting';

const load = wrapper('load');

function crlf(text: string): string {
  return text.replaceAll('\n', '\r\n');
}

describe('planInstrument for Bash', () => {
  for (const [name, before, after] of [
    ['a function', 'load() {\n  echo hi\n}\nload\n', `${load}load__task() {\n  echo hi\n}\nload\n`],
    ['blanks in the header', 'load  ( )  {\n  echo hi\n}\n', `${load}load__task  ( )  {\n  echo hi\n}\n`],
    [
      'the word function',
      'function load {\n  echo hi\n}\n',
      `function ${load.replace('()', '')}function load__task {\n  echo hi\n}\n`,
    ],
    [
      'the word function and parentheses',
      'function load() {\n  echo hi\n}\n',
      `function ${load.replace('()', '')}function load__task() {\n  echo hi\n}\n`,
    ],
    ['a brace on the next line', 'load()\n{\n  echo\n}\n', `${load}load__task()\n{\n  echo\n}\n`],
    ['comments in the header', 'load() # a\n# b\n{ echo; } # c\n', `${load}load__task() # a\n# b\n{ echo; } # c\n`],
    ['a continued header', 'load() \\\n{ echo; }\n', `${load}load__task() \\\n{ echo; }\n`],
    ['a subshell as body', 'load() (\n  cd /\n)\n', `${load}load__task() (\n  cd /\n)\n`],
    ['a loop as body', 'load() for i; do echo "$i"; done\n', `${load}load__task() for i; do echo "$i"; done\n`],
    ['a condition as body', 'load() [[ -e x ]]\n', `${load}load__task() [[ -e x ]]\n`],
    ['arithmetic as body', 'load() ((x > 1))\n', `${load}load__task() ((x > 1))\n`],
    ['an if as body', 'load() if a; then b; fi\n', `${load}load__task() if a; then b; fi\n`],
    ['a case as body', 'load() case $1 in a) b ;; esac\n', `${load}load__task() case $1 in a) b ;; esac\n`],
    ['one line', 'load() { echo; }; load\n', `${load}load__task() { echo; }; load\n`],
    [
      'redirections and a here-document of the definition',
      'load() {\n\tcat\n} >log 2>&1 <<-EOF\n\tload() {\n\tEOF\nload\n',
      `${load}load__task() {\n\tcat\n} >log 2>&1 <<-EOF\n\tload() {\n\tEOF\nload\n`,
    ],
    ['a comment above', '# Loads.\nload() { echo; }\n', `# Loads.\n${load}load__task() { echo; }\n`],
    ['indentation', 'if x; then\n\tload() { echo; }\nfi\n', `if x; then\n\t${load}\tload__task() { echo; }\nfi\n`],
    ['a line shared with then', 'if x; then load() { echo; }; fi\n', `if x; then ${load}load__task() { echo; }; fi\n`],
    [
      'a branch of case',
      'case x in\n  x) load() { echo; } ;;\nesac\n',
      `case x in\n  x) ${load}  load__task() { echo; } ;;\nesac\n`,
    ],
    ['the end of the text', 'load() { echo; }', `${load}load__task() { echo; }`],
  ] as const) {
    it(`wraps a function: ${name}`, () => assertWraps(before, after));
  }

  for (const [name, before, after] of [
    ['behind &&', 'x && load() { echo; }\n', `x && ${load.replace(' #', ' && #')}load__task() { echo; }\n`],
    ['behind ||', 'x || load() { echo; } && y\n', `x || ${load.replace(' #', ' && #')}load__task() { echo; } && y\n`],
    [
      'on the line below &&',
      'x &&\n  load() { echo; }\n',
      `x &&\n  ${load.replace(' #', ' && #')}  load__task() { echo; }\n`,
    ],
    ['before ||', 'load() { echo; } || exit\n', `${load.replace(' #', ' && #')}load__task() { echo; } || exit\n`],
  ] as const) {
    it(`defines both or neither ${name}`, () => assertWraps(before, after));
  }

  it('wraps functions inside functions under their dotted names', async () => {
    const source = 'outer() {\n  inner() { echo; }\n  inner\n}\n';
    const inner = wrapper('inner', 'inner__task', 'nightly.outer.inner');
    await assertWraps(source, `outer() {\n  ${inner}  inner__task() { echo; }\n  inner\n}\n`, {
      targets: ['outer.inner'],
    });
    await assertWraps(source, `${wrapper('outer')}outer__task() {\n  ${inner}  inner__task() { echo; }\n  inner\n}\n`, {
      targets: ['outer', 'outer.inner'],
    });
    const { outcomes } = await instrument(shebang + source);
    assert.deepEqual(
      outcomes.map(({ functionName }) => functionName),
      ['outer'],
    );
  });

  it('tells functions of one name apart', async () => {
    const source = 'if x; then\n  load() { a; }\nelse\n  load() { b; }\nfi\n';
    const second = wrapper('load', 'load__task_2');
    await assertWraps(
      source,
      `if x; then\n  ${load}  load__task() { a; }\nelse\n  ${second}  load__task_2() { b; }\nfi\n`,
    );
    await assertWraps(source, `if x; then\n  load() { a; }\nelse\n  ${second}  load__task_2() { b; }\nfi\n`, {
      targets: ['load#2'],
    });
  });

  it('leaves directives to ShellCheck with the function that they are for', async () => {
    const directives = '# shellcheck disable=SC2034 # why\n  # shellcheck source=/dev/null\n';
    const [before, after] = ['# Loads.\nif x; then\n  ', 'fi\n'];
    await assertWraps(
      `${before}${directives}  load() { a; }\n${after}`,
      `${before}${load}  ${directives}  load__task() { a; }\n${after}`,
    );
    const source = `${shebang}# shellcheck disable=SC2034\nload() { a; }\n`;
    await assertInstruments(source, source.replace('load()', `${chunk()}\n${load}load__task()`));
  });

  it('takes a name that the file does not hold', () =>
    assertWraps(
      'load() { echo; }\nprintf %s load__task\n',
      `${wrapper('load', 'load___task')}load___task() { echo; }\nprintf %s load__task\n`,
    ));

  it('keeps names with dashes, colons, dots and letters of any language', async () => {
    for (const name of ['a-b', 'lib::a', 'a.b', 'größe', '@x', 'a/b']) {
      await assertWraps(`${name}() { echo; }\n`, `${wrapper(name)}${name}__task() { echo; }\n`);
    }
  });

  it('quotes names of jobs and tasks', async () => {
    const { text } = await instrument(`${shebang}\nload() { echo; }\n`, {
      job: `it's $(x) "\\`,
      task: "o'clock\n",
      targets: ['load'],
    });
    assert.ok(text.includes(String.raw`task_monitor 'it'\''s $(x) "\' # taskmonitor`), text);
    assert.ok(text.includes(String.raw`task_monitor_task 'o'\''clock' load__task "$@"`), text);
    assert.equal((await instrument(text, { targets: ['load'] })).text, text);
  });

  it('keeps CRLF, tabs and a byte order mark', async () => {
    await assertInstruments(
      crlf(`${shebang}\n\tload() {\n\t\tcat <<EOF\n\tx\nEOF\n\t}\n`),
      crlf(`${shebang}\n${chunk()}\n\t${load}\tload__task() {\n\t\tcat <<EOF\n\tx\nEOF\n\t}\n`),
    );
    await assertInstruments(
      `\uFEFF[[ x ]]\nload() { echo; }\n`,
      `\uFEFF${chunk()}\n[[ x ]]\n${load}load__task() { echo; }\n`,
    );
  });

  it('does not take text for functions', async () => {
    for (const source of [
      "cat <<'EOF'\nload() {\n  x\n}\nEOF\n",
      'x="\nload() {\n  x\n}\n"\n',
      "bash -c 'load() {\n x\n}'\n",
      '# load() { x; }\n',
      'echo load \\\n  "()" {\n',
      ': "${x:-"\nload() {\n}"}"\n',
    ]) {
      assert.deepEqual((await instrument(shebang + source)).outcomes, [], source);
    }
  });

  it('reads on where the grammar does not', async () => {
    const source = 'for i do\n  echo "$i"\ndone\nwhile x="${y:$i:1}"; do :; done\nload() { echo; }\n';
    await assertWraps(source, source.replace('load()', `${load}load__task()`));
  });

  it('leaves what has no body, and says so when it is asked for', async () => {
    const source = `${shebang}load() { :; }\nsave() {\n  # nothing yet\n  return 0\n}\n`;
    assert.deepEqual(await instrument(source), { text: source, outcomes: [] });
    assert.equal((await instrument(source, { targets: ['save'] })).outcomes[0]?.kind, 'refused');
  });

  it('says when there is no such function, and that statements are not for it', async () => {
    const source = `${shebang}load() { echo; }\n`;
    const reason = 'There is no function of that name in the file.';
    assert.deepEqual((await instrument(source, { targets: ['other'] })).outcomes, [
      { kind: 'refused', functionName: 'other', reason },
    ]);
    const { text, outcomes } = await instrument(source, { targets: { statements: { start: 0, end: 3 } } });
    assert.equal(text, source);
    assert.equal(outcomes[0]?.kind, 'refused');
  });

  it('leaves functions that run as tasks in lines of the user', async () => {
    const source = `${shebang}load() { task_monitor_task 'x' work "$@"; }\nwork() { echo; }\n`;
    const { text, outcomes } = await instrument(source);
    assert.equal(text, source);
    assert.deepEqual(outcomes, [
      { kind: 'unchanged', functionName: 'load' },
      { kind: 'unchanged', functionName: 'work' },
    ]);
  });

  it('makes one edit at one place', async () => {
    const { edits, importsRuntime } = await plan(`${shebang}load() { echo; }\n`);
    assert.equal(edits.length, 1);
    assert.equal(importsRuntime, true);
  });
});
