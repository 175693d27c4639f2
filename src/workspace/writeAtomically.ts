import { access, chmod, chown, constants, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Writes a whole file or nothing: a temporary file beside it is filled, synced and renamed over it.
 * A link stays a link (its target is replaced) and the file's mode and owner are kept. A file that its owner must not write is left
 * alone, though its folder would allow to put another in its place.
 * @throws the system's error (EACCES, ENOSPC, …); the file is then as it was.
 */
export async function writeAtomically(path: string, bytes: Uint8Array | string): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const before = await stat(target).catch(() => undefined);
  if (before !== undefined) {
    await refuseReadOnly(target, before.mode);
  }
  const temporary = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  try {
    const file = await open(temporary, 'wx');
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    if (before !== undefined) {
      // Root's edit must not take the file from its owner; for others there is nothing to change, or no right to.
      await chown(temporary, before.uid, before.gid).catch(() => undefined);
      await chmod(temporary, before.mode & 0o7777);
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

async function refuseReadOnly(path: string, mode: number): Promise<void> {
  await access(path, constants.W_OK);
  // To root every file is writable; that nobody may write this one is meant for root, too.
  if ((mode & 0o222) === 0) {
    throw Object.assign(new Error(`EACCES: permission denied, open '${path}'`), { code: 'EACCES' });
  }
}
