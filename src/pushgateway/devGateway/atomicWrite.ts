import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errorCode } from './errorCode';

/**
 * Replaces a file by `text` so that, whatever happens, it has the whole old or the whole new content: written beside it, brought to
 * the disk, renamed. One write at a time for a path. Errors are those of the file system.
 */
export async function atomicWrite(path: string, text: string): Promise<void> {
  const inProgress = `${path}.in_progress`;
  // What a killed process left; 'wx' below then refuses whatever someone else puts in its place.
  await rm(inProgress, { force: true });
  try {
    const file = await open(inProgress, 'wx', 0o600);
    try {
      await file.writeFile(text, 'utf8');
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(inProgress, path);
  } catch (error) {
    await rm(inProgress, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Makes the rename itself last over a power cut, where the system lets folders be opened (Windows does not). */
async function syncFolder(path: string): Promise<void> {
  try {
    const folder = await open(path, 'r');
    try {
      await folder.sync();
    } finally {
      await folder.close();
    }
  } catch (error) {
    if (!['EISDIR', 'EPERM', 'EACCES', 'EINVAL', 'ENOTSUP'].includes(errorCode(error) ?? '')) throw error;
  }
}
