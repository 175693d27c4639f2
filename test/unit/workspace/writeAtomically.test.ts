import assert from 'node:assert/strict';
import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeAtomically } from '../../../src/workspace/writeAtomically';

describe('writeAtomically', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'taskmonitor-write-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('creates a file and leaves nothing else behind', async () => {
    await writeAtomically(join(folder, 'x.py'), 'x = 1\n');
    assert.equal(await readFile(join(folder, 'x.py'), 'utf8'), 'x = 1\n');
    assert.deepEqual(await readdir(folder), ['x.py']);
  });

  it('keeps the mode of the file it replaces', async () => {
    const path = join(folder, 'run.py');
    await writeFile(path, 'old');
    await chmod(path, 0o755);
    await writeAtomically(path, 'new');
    assert.equal((await stat(path)).mode & 0o777, 0o755);
  });

  it('writes through a link and leaves it a link', async () => {
    await writeFile(join(folder, 'real.py'), 'old');
    await symlink('real.py', join(folder, 'link.py'));
    await writeAtomically(join(folder, 'link.py'), 'new');
    assert.ok((await lstat(join(folder, 'link.py'))).isSymbolicLink());
    assert.equal(await readFile(join(folder, 'real.py'), 'utf8'), 'new');
  });

  it('leaves no temporary file when the target cannot be replaced', async () => {
    await mkdir(join(folder, 'taken', 'inside'), { recursive: true });
    await assert.rejects(writeAtomically(join(folder, 'taken'), 'x'));
    assert.deepEqual(await readdir(folder), ['taken']);
  });
});
