import assert from 'node:assert/strict';
import { chmod, chown, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
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

  it('leaves alone what nobody may write', async () => {
    const path = join(folder, 'fixed.py');
    await writeFile(path, 'old');
    await chmod(path, 0o444);
    await assert.rejects(writeAtomically(path, 'new'), { code: 'EACCES' });
    assert.equal(await readFile(path, 'utf8'), 'old');
    assert.deepEqual(await readdir(folder), ['fixed.py']);
  });

  // Only root can give a file away, or would take it.
  const itAsRoot = process.getuid?.() === 0 ? it : (): void => undefined;

  itAsRoot('leaves a file to its owner', async () => {
    const path = join(folder, 'theirs.py');
    await writeFile(path, 'old');
    await chown(path, 4242, 4343);
    await chmod(path, 0o640);
    await writeAtomically(path, 'new');
    const { uid, gid, mode } = await stat(path);
    assert.deepEqual([uid, gid, mode & 0o777], [4242, 4343, 0o640]);
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
