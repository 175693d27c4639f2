import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Paths of the `.py` files below `folder`, sorted; what cannot be read and byte-code folders are left out. */
export async function pythonFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.py'))
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}
