import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The Python whose standard library is instrumented, and which judges. */
export const corpusPython = process.env['CORPUS_PYTHON'] ?? '/usr/bin/python3';

/** Whether everything is to be tried, not a sample. */
export const isFullCorpus = process.env['CORPUS'] === 'full';

export const corpusTimeout = isFullCorpus ? 3_600_000 : 300_000;

/** What Python prints. */
export async function askPython(args: readonly string[]): Promise<string> {
  try {
    return (await promisify(execFile)(corpusPython, args, { maxBuffer: 1 << 28 })).stdout;
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw missing ? new Error(`${corpusPython} is missing: install python3 (Debian: apt-get install python3)`) : error;
  }
}

/** The folder of its standard library. */
export async function standardLibrary(): Promise<string> {
  return (await askPython(['-c', 'import sysconfig; print(sysconfig.get_path("stdlib"))'])).trim();
}

export async function inTemporaryFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'taskmonitor-corpus-'));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
