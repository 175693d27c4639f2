import { join } from 'node:path';

const repository = join(import.meta.dirname, '../../..');

/** Absolute path of a file of the repository. */
export function repoPath(path: string): string {
  return join(repository, path);
}
