import { existsSync, readFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { repoRoot } from './repoRoot';
import { runToEnd } from './runToEnd';

const SOURCES = [
  'src',
  'l10n',
  'languages',
  'media',
  'schemas',
  'snippets',
  'scripts',
  'package.json',
  'package.nls.json',
  'README.md',
];

/** Builds and packages the extension (`npm run package`). Returns the path of the .vsix; throws with the output when it fails. */
export async function packageExtension(): Promise<string> {
  const { exitCode, reason, output } = await runToEnd(process.execPath, ['scripts/package.mjs'], { cwd: repoRoot });
  if (exitCode !== 0) {
    throw new Error(`"npm run package" failed (${reason}):\n${output}`);
  }
  return vsixPath();
}

/** The .vsix as it is when it is newer than all that goes into it, else a new one. */
export async function currentVsix(): Promise<string> {
  const path = vsixPath();
  if (!existsSync(path)) {
    return packageExtension();
  }
  const { mtimeMs } = await stat(path);
  const sources = await Promise.all(SOURCES.map((source) => lastChange(join(repoRoot, source))));
  return Math.max(...sources) < mtimeMs ? path : packageExtension();
}

function vsixPath(): string {
  const { name, version }: { name: string; version: string } = JSON.parse(
    readFileSync(join(repoRoot, 'package.json'), 'utf8'),
  );
  return join(repoRoot, 'out', `${name}-${version}.vsix`);
}

/** Milliseconds since the epoch; of a folder, that of its youngest entry. 0 when there is nothing. */
async function lastChange(path: string): Promise<number> {
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory() !== true) {
    return found?.mtimeMs ?? 0;
  }
  const entries = await readdir(path, { recursive: true });
  const times = await Promise.all(entries.map(async (entry) => (await stat(join(path, entry))).mtimeMs));
  return Math.max(found.mtimeMs, ...times);
}
