import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { sourceFiles } from '../../../src/workspace/sourceFiles';

describe('sourceFiles', () => {
  let root: string;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'taskmonitor-files-'));
  });

  afterEach(() => rm(root, { recursive: true, force: true }));

  async function write(files: Readonly<Record<string, string>>): Promise<void> {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    }
  }

  async function found(...paths: readonly string[]): Promise<readonly string[]> {
    const seen: string[] = [];
    for await (const entry of sourceFiles(
      paths.map((path) => join(root, path)),
      (path) => path.endsWith('.py'),
    )) {
      const below = relative(root, entry.path).replaceAll('\\', '/');
      seen.push(entry.kind === 'file' ? below : `skipped ${below}`);
    }
    return seen;
  }

  it('walks folders in order and passes over what is not wanted or nobody’s own', async () => {
    await write({ 'b.py': '', 'a/x.py': '', 'a/y.txt': '', 'node_modules/m/z.py': '', '.git/hook.py': '' });
    assert.deepEqual(await found('.'), ['a/x.py', 'b.py']);
  });

  it('honours .gitignore files, deeper ones overruling those above', async () => {
    await write({
      '.git/HEAD': '',
      '.gitignore': 'build/\n*.gen.py\n',
      'build/x.py': '',
      'a.gen.py': '',
      'keep/.gitignore': '!*.gen.py\n',
      'keep/b.gen.py': '',
    });
    assert.deepEqual(await found('.'), ['keep/b.gen.py']);
  });

  it('honours the .gitignore of the repository when a folder inside it is named', async () => {
    await write({ '.git/HEAD': '', '.gitignore': 'src/old/\n', 'src/old/x.py': '', 'src/new.py': '' });
    assert.deepEqual(await found('src'), ['src/new.py']);
  });

  it('gives a file that is named even when it is ignored', async () => {
    await write({ '.git/HEAD': '', '.gitignore': '*.py\n', 'x.py': '' });
    assert.deepEqual(await found('x.py'), ['x.py']);
    assert.deepEqual(await found('.'), []);
  });

  it('ends in a loop of links, and gives links to files', async () => {
    await write({ 'a/x.py': '' });
    await symlink(root, join(root, 'a', 'loop'));
    await symlink(join(root, 'a', 'x.py'), join(root, 'link.py'));
    await symlink(join(root, 'gone.py'), join(root, 'dangling.py'));
    assert.deepEqual(await found('.'), ['a/x.py', 'link.py']);
  });

  it('passes over links when asked to', async () => {
    await write({ 'a/x.py': '' });
    await symlink(join(root, 'a', 'x.py'), join(root, 'link.py'));
    const seen: string[] = [];
    for await (const { path } of sourceFiles([root], (name) => name.endsWith('.py'), { links: 'skip' })) {
      seen.push(relative(root, path));
    }
    assert.deepEqual(seen, [join('a', 'x.py')]);
  });

  it('passes over a virtual environment, unless it is named', async () => {
    await write({ 'env/pyvenv.cfg': '', 'env/lib/x.py': '', 'y.py': '' });
    assert.deepEqual(await found('.'), ['y.py']);
    assert.deepEqual(await found('env'), ['env/lib/x.py']);
  });

  it('reads the first line of a file for whom the name does not tell, and never opens a pipe', async () => {
    await write({ plain: 'hello\n', script: '#!/bin/sh\n\u0000rest', long: `#!${'x'.repeat(10_000)}`, 'x.py': '' });
    execFileSync('mkfifo', [join(root, 'pipe')]);
    const lines: Record<string, string> = {};
    const wanted = async (path: string, firstLine: () => Promise<string>): Promise<boolean> => {
      lines[relative(root, path)] = await firstLine();
      return false;
    };
    for await (const entry of sourceFiles([root], wanted)) {
      assert.fail(entry.path);
    }
    assert.deepEqual(lines, { long: `#!${'x'.repeat(254)}`, plain: 'hello', script: '#!/bin/sh', 'x.py': '' });
  });

  it('says what is missing and goes on', async () => {
    await write({ 'x.py': '' });
    assert.deepEqual(await found('gone', 'x.py'), ['skipped gone', 'x.py']);
  });
});
