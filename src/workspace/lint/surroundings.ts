import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sourceFiles } from '../sourceFiles';
import type { FileFilter } from '../sourceFiles';

/**
 * The files that others, which were named one by one, may import from: those of their repositories; outside of one, those that
 * stand beside them. Only their names are looked at.
 */
export async function surroundings(named: readonly string[], wanted: FileFilter): Promise<readonly string[]> {
  const roots = new Set<string>();
  const folders = new Set<string>();
  for (const path of named) {
    const root = repositoryOf(path);
    if (root === undefined) folders.add(dirname(path));
    else roots.add(root);
  }
  const found: string[] = [];
  for await (const entry of sourceFiles([...roots], wanted)) {
    if (entry.kind === 'file') found.push(entry.path);
  }
  for (const folder of folders) {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    found.push(...entries.filter((entry) => entry.isFile()).map(({ name }) => join(folder, name)));
  }
  return found;
}

function repositoryOf(path: string): string | undefined {
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}
