import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface WorkspaceCopy {
  readonly folder: string;
  remove(): Promise<void>;
}

/** A copy of `source` in a new temporary folder, so that a test may change its files. */
export async function copyWorkspace(source: string): Promise<WorkspaceCopy> {
  const parent = await mkdtemp(join(tmpdir(), 'taskmonitor-workspace-'));
  const folder = join(parent, 'workspace');
  await cp(source, folder, { recursive: true });
  return { folder, remove: () => rm(parent, { recursive: true, force: true, maxRetries: 3 }) };
}
