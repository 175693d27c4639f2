import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runCli, startCli } from '../support/cli';
import type { CliResult } from '../support/cli';

const python = 'def load(path):\n    rows = path.split()\n    return len(rows)\n';

/** One script of every kind, each with a function that is named load. */
const mixed: Readonly<Record<string, string>> = {
  'a.py': python,
  'b.mjs': 'export function load(x) {\n  return x.length;\n}\n',
  'lib/c.cjs': 'function load(x) {\n  return x.length;\n}\nmodule.exports = { load };\n',
  'd.ts': 'export function load(x: string): number {\n  return x.length;\n}\n',
  'e.sh': '#!/usr/bin/env bash\nload() {\n  echo "$1"\n}\nload x\n',
  // By their first lines.
  'tools/f': '#!/usr/bin/env python3\ndef load():\n    return 1\n\n\nload()\n',
  'tools/g': '#!/bin/bash\nload() {\n  echo hi\n}\nload\n',
  'tools/h': '#!/usr/bin/env -S node --no-warnings\nfunction load() {\n  return 1;\n}\nload();\n',
};

const others: Readonly<Record<string, string>> = {
  README: 'load the data\n',
  'notes.yaml': 'load: 1\n',
  'perl-script': '#!/usr/bin/perl\nsub load { 1 }\n',
  'types.d.ts': 'export function load(): void;\n',
  'stub.pyi': 'def load() -> int: ...\n',
  'vendor/jquery.min.js': 'function load(){return 1}\n',
  'venv/pyvenv.cfg': 'home = /usr/bin\n',
  'venv/lib/x.py': python,
  'node_modules/m/index.js': 'function load() { return 1; }\n',
};

const modules = ['lib/monitoring.cjs', 'monitoring.mjs', 'monitoring.py', 'monitoring.sh', 'monitoring.ts'];

/** Without the TaskMonitor modules. */
function scripts(files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(files).filter(([path]) => !/(?:^|\/)monitoring\.\w+$/.test(path)));
}

describe('taskmonitor instrument, over a folder', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'taskmonitor-folder-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  const cli = (...args: readonly string[]): Promise<CliResult> => runCli(args, { cwd: folder });

  async function write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void> {
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), content);
    }
  }

  /** Every file of the folder by its path, as text of one byte a character. */
  async function read(): Promise<Readonly<Record<string, string>>> {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
    const texts = await Promise.all(
      paths.toSorted().map(async (path) => [path.slice(folder.length + 1), await readFile(path, 'latin1')] as const),
    );
    return Object.fromEntries(texts);
  }

  it('takes the scripts of all languages and nothing else, does nothing again, and restores every byte', async () => {
    await write({ ...mixed, ...others });
    const before = await read();

    const diff = await cli('instrument', '--all', '.');
    assert.equal(diff.code, 0, diff.stderr);
    assert.deepEqual(await read(), before);
    const changed = [...diff.stdout.matchAll(/^\+\+\+ b\/(.*)$/gm)].map(([, path]) => path ?? '');
    // Each module that is missing is printed once, however many scripts import it.
    const created = changed.filter((path) => path.includes('monitoring.'));
    assert.deepEqual(created.toSorted(), [
      ...modules,
      'tools/monitoring.cjs',
      'tools/monitoring.py',
      'tools/monitoring.sh',
    ]);
    assert.deepEqual(changed.filter((path) => !path.includes('monitoring.')).toSorted(), Object.keys(mixed).toSorted());

    const written = await cli('instrument', '--all', '--write', '.');
    assert.equal(written.code, 0, written.stderr);
    assert.equal(written.stdout, '');
    const instrumented = await read();
    for (const path of Object.keys(mixed)) {
      assert.match(instrumented[path] ?? '', /taskmonitor/, path);
    }
    for (const path of Object.keys(others)) {
      assert.equal(instrumented[path], others[path]);
    }

    const again = await cli('instrument', '--all', '--write', '.');
    assert.deepEqual(again, {
      code: 0,
      stdout: '',
      stderr: `Instrumented: 0. Before: ${Object.keys(mixed).length}. Refused: 0. Files: ${Object.keys(mixed).length}.\n`,
    });
    assert.deepEqual(await read(), instrumented);

    const back = await cli('uninstrument', '--all', '--write', '.');
    assert.equal(back.code, 0, back.stderr);
    assert.deepEqual(scripts(await read()), scripts(before));
  }).timeout(60_000);

  it('uses one module for the scripts of one folder, in a diff and in files', async () => {
    await write({ 'a.py': python, 'b.py': python, 'c.py': python });
    const diff = await cli('instrument', '--all', '.');
    assert.equal(diff.stdout.match(/^\+\+\+ b\/monitoring\.py$/gm)?.length, 1);
    assert.equal(diff.stdout.match(/^\+from monitoring import TaskMonitor/gm)?.length, 3);
    assert.equal((await cli('instrument', '--all', '--write', '.')).code, 0);
    assert.deepEqual(await readdir(folder), ['a.py', 'b.py', 'c.py', 'monitoring.py']);
  });

  it('finds functions by name, and says when there is none', async () => {
    await write({ 'a.py': python, 'b.py': 'def store():\n    return 1\n', 'c.mjs': mixed['b.mjs'] ?? '' });
    const found = await cli('instrument', '--function', 'load', '--write', '.');
    assert.equal(found.code, 0, found.stderr);
    assert.match(found.stderr, /^a\.py: load is instrumented: task a\.load, job a$/m);
    assert.match(found.stderr, /^c\.mjs: load is instrumented/m);
    assert.doesNotMatch(found.stderr, /b\.py/);
    assert.match(found.stderr, /^Instrumented: 2\. Before: 0\. Refused: 0\. Files: 3\.$/m);
    const none = await cli('instrument', '--function', 'nothing', '.');
    assert.deepEqual([none.code, none.stdout], [1, '']);
    assert.match(none.stderr, /None of the files has a function nothing/);
  });

  for (const style of ['with', 'decorator', 'try']) {
    it(`takes --style ${style}, says which language has one form, and restores`, async () => {
      await write({ 'a.py': python, 'b.mjs': mixed['b.mjs'] ?? '', 'c.mjs': mixed['b.mjs'] ?? '' });
      const before = await read();
      const { code, stderr } = await cli('instrument', '--all', '--style', style, '--write', '.');
      assert.equal(code, 0, stderr);
      const said = stderr.match(/--style \w+ is for Python; JavaScript has one form\./g) ?? [];
      assert.equal(said.length, style === 'with' ? 0 : 1);
      const text = (await read())['a.py'] ?? '';
      assert.match(
        text,
        { with: /^ {4}with monitor\.task/m, decorator: /^@monitor\.task/m, try: /record_success/ }[style] ?? /^$/,
      );
      assert.equal((await cli('uninstrument', '--all', '--write', '.')).code, 0);
      assert.deepEqual(scripts(await read()), scripts(before));
    });
  }

  it('writes records where a function shows them, and says what it wrote', async () => {
    await write({ 'a.py': `${python}\n\ndef other():\n    print(1)\n` });
    const { code, stdout, stderr } = await cli('instrument', '--all', '--records', 'a.py');
    assert.equal(code, 0);
    assert.match(stderr, /^a\.py: load would be instrumented: task a\.load, job a, records: len\(rows\)$/m);
    assert.match(stderr, /^a\.py: other would be instrumented: .*; it shows no number of records$/m);
    assert.match(stdout, /^\+ .*records = len\(rows\)/m);
    assert.doesNotMatch((await cli('instrument', '--all', 'a.py')).stderr, /records/);
  });

  it('takes the main block of a Python script by its line', async () => {
    await write({ 'a.py': `${python}\n\nif __name__ == "__main__":\n    print(load("x"))\n    print("done")\n` });
    const { code, stdout, stderr } = await cli('instrument', '--line', '7', 'a.py');
    assert.equal(code, 0, stderr);
    assert.match(stdout, /^\+ {4}with monitor\.task/m);
    assert.match(stderr, /a\.py: the script’s main block would be instrumented/);
    assert.equal((await cli('instrument', '--line', '7', '--write', 'a.py')).code, 0);
    const back = await cli('uninstrument', '--all', '--write', 'a.py');
    assert.match(back.stderr, /a\.py: the script’s main block is as it was before/);
    assert.match(await readFile(join(folder, 'a.py'), 'utf8'), /^ {4}print\(load\("x"\)\)$/m);
  });

  it('does the other files when one fails, and says why', async () => {
    await write({
      'a.py': python,
      'binary.py': Uint8Array.of(0, 1, 2, 255),
      'broken.py': 'def f(:\n',
      'huge.py': Buffer.alloc(5_000_000, '# too long\n'),
      'readonly.py': python,
      'z.py': python,
    });
    await chmod(join(folder, 'readonly.py'), 0o444);
    const { code, stderr } = await cli('instrument', '--all', '--write', '.');
    // What cannot be read or written is worse than what is refused.
    assert.equal(code, 2);
    assert.match(stderr, /^a\.py: load is instrumented/m);
    assert.match(stderr, /^z\.py: load is instrumented/m);
    assert.match(stderr, /^Skipped binary\.py: a binary file$/m);
    assert.match(stderr, /^broken\.py: refused: .*syntax error/m);
    assert.match(stderr, /^Skipped huge\.py: larger than 4 MB/m);
    assert.match(stderr, /^Cannot write readonly\.py, nothing was changed: EACCES/m);
    assert.equal(await readFile(join(folder, 'readonly.py'), 'utf8'), python);
    await chmod(join(folder, 'readonly.py'), 0o644);
    assert.equal((await cli('instrument', '--all', 'a.py', 'binary.py')).code, 2);
    assert.equal((await cli('instrument', '--all', '--write', '.')).code, 1);
  });

  it('gives up on a file that takes too long to parse', async () => {
    // What no grammar reads fast: every line could be the beginning of everything.
    await write({ 'slow.py': '('.repeat(2_000_000), 'z.py': python });
    const { code, stderr } = await cli('instrument', '--all', '.');
    assert.match(stderr, /^(?:Skipped slow\.py: it takes too long to parse|slow\.py: refused: .*)$/m);
    assert.match(stderr, /^z\.py: load would be instrumented/m);
    assert.notEqual(code, 0);
  }).timeout(60_000);

  it('keeps CRLF, byte order marks and the bytes of other encodings, in every language', async () => {
    const accents = Uint8Array.of(0xe9, 0xff);
    const latin1 = (head: string, tail: string): Uint8Array =>
      Buffer.concat([Buffer.from(head), accents, Buffer.from(tail)]);
    await write({
      'a.mjs': latin1('export function load() {\n  // ', '\n  return 1;\n}\n'),
      'b.sh': latin1('#!/bin/bash\nload() {\n  # ', '\n  echo 1\n}\n'),
      'c.mjs': 'export function load() {\r\n  return `a\r\nb`;\r\n}\r\n',
      'd.py': `\uFEFF${python}`,
      'e.ts': '\uFEFFexport function load(): number {\r\n  return 1;\r\n}\r\n',
    });
    const before = await read();
    const written = await cli('instrument', '--all', '--write', '.');
    assert.equal(written.code, 0, written.stderr);
    const instrumented = await read();
    assert.doesNotMatch(instrumented['c.mjs'] ?? '', /[^\r]\n/);
    assert.match(instrumented['b.sh'] ?? '', /taskmonitor/);
    assert.equal((await cli('uninstrument', '--all', '--write', '.')).code, 0);
    assert.deepEqual(scripts(await read()), scripts(before));
  }).timeout(60_000);

  it('passes over links in a folder, and follows one that is named to the file itself', async () => {
    await write({ 'bin/x.txt': '', 'real/a.py': python });
    await symlink('../real/a.py', join(folder, 'bin', 'a.py'));
    const skipped = await cli('instrument', '--all', 'bin');
    assert.deepEqual([skipped.code, skipped.stdout], [0, '']);
    assert.equal((await cli('instrument', '--all', '--write', 'bin/a.py')).code, 0);
    assert.ok((await lstat(join(folder, 'bin', 'a.py'))).isSymbolicLink());
    assert.match(await readFile(join(folder, 'real', 'a.py'), 'utf8'), /taskmonitor/);
    // Python looks for the module beside the file that the link stands for.
    assert.deepEqual(await readdir(join(folder, 'real')), ['a.py', 'monitoring.py']);
    assert.deepEqual(await readdir(join(folder, 'bin')), ['a.py', 'x.txt']);
  });

  it('prints nothing but the diff to stdout, without colour', async () => {
    await write({ 'a.py': python });
    const { stdout, stderr } = await runCli(['instrument', '--all', '.'], {
      cwd: folder,
      env: { NO_COLOR: '1', TERM: 'xterm-256color' },
    });
    assert.match(stdout, /^--- a\/a\.py\n/);
    assert.ok(!`${stdout}${stderr}`.includes('\u001B['));
    assert.match(stderr, /^a\.py: /);
  });

  it('bears that nobody reads what it prints, and what it says', async () => {
    await write(Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`f${index}.py`, python])));
    const toStdout = startCli(['instrument', '--all', '.'], { cwd: folder });
    await once(toStdout.stdout, 'data');
    toStdout.stdout.destroy();
    toStdout.stderr.resume();
    assert.deepEqual(await once(toStdout, 'close'), [0, null]);
    const written = startCli(['instrument', '--all', '--write', '.'], { cwd: folder });
    await once(written.stderr, 'data');
    written.stderr.destroy();
    assert.deepEqual(await once(written, 'close'), [0, null]);
    const texts = Object.entries(scripts(await read()));
    assert.equal(texts.length, 300);
    assert.ok(
      texts.every(([, text]) => text.includes('taskmonitor')),
      'it has stopped when nobody read its messages',
    );
  });

  it('leaves whole files when it is stopped', async () => {
    const count = 3_000;
    await write(Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}.py`, python])));
    const child = startCli(['instrument', '--all', '--write', '.'], { cwd: folder });
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    await once(child.stderr, 'data');
    child.kill('SIGINT');
    const [code] = (await once(child, 'close')) as [number];
    assert.equal(code, 2);
    assert.match(stderr, /Stopped\.\n$/);
    const files = await read();
    const texts = Object.values(scripts(files));
    const instrumented = texts.filter((text) => text.includes('taskmonitor'));
    assert.equal(texts.length, count);
    assert.ok(instrumented.length > 0 && instrumented.length < count, `${instrumented.length} were instrumented`);
    assert.ok(instrumented.every((text) => text.endsWith('return len(rows)\n')));
    assert.ok(texts.every((text) => text === python || instrumented.includes(text)));
    assert.equal((await cli('uninstrument', '--all', '--write', '.')).code, 0);
    assert.ok(Object.values(scripts(await read())).every((text) => text === python));
  }).timeout(120_000);

  it('gets through a folder of 10,000 files', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 10_000 }, (_, index) => [
        `d${index % 100}/f${index}.${index % 10 === 0 ? 'py' : 'txt'}`,
        python,
      ]),
    );
    await write(files);
    const { code, stderr } = await cli('instrument', '--all', '--write', '.');
    assert.equal(code, 0);
    assert.equal(stderr.match(/ is instrumented: /g)?.length, 1_000);
  }).timeout(120_000);
});
