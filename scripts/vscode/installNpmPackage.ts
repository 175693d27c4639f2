import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runToEnd } from '../support/runToEnd';

/**
 * Installs one npm package into a folder of its own below `cacheFolder`, without running install scripts.
 * The folder appears under its name only when it is complete, so an interrupted install is never taken for one.
 *
 * @param spec `name@version`, `@scope/name@version`; a folder that is there is used, also when a range has newer versions by now
 * @param finish what else belongs to a complete install; gets the folder that holds node_modules
 * @returns the folder that holds node_modules
 */
export async function installNpmPackage(
  cacheFolder: string,
  spec: string,
  finish: (folder: string) => Promise<void> = async () => {},
): Promise<string> {
  const name = spec.replace(/^@/, '').replaceAll(/[@/]/g, '-');
  const target = join(cacheFolder, name);
  if (existsSync(target)) {
    return target;
  }
  await removeAbandoned(cacheFolder);
  const partial = join(cacheFolder, `${name}${PARTIAL}${process.pid}`);
  console.log(`Installing ${spec} …`);
  await mkdir(partial, { recursive: true });
  await writeFile(join(partial, 'package.json'), '{ "private": true }\n');
  await npmInstall(partial, [spec]);
  await finish(partial);
  try {
    await rename(partial, target);
  } catch (error) {
    // Another process was faster: its folder is as complete as ours.
    if (!existsSync(target)) {
      throw error;
    }
    await rm(partial, { recursive: true, force: true });
  }
  return target;
}

/** `npm install` in `folder`, without install scripts. Throws with npm's output when it fails. */
export async function npmInstall(folder: string, args: readonly string[]): Promise<void> {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error', '--engine-strict=false'];
  const all = ['install', '--prefix', folder, ...quiet, ...args];
  const { exitCode, reason, output } = await runToEnd('npm', all, { cwd: folder });
  if (exitCode !== 0) {
    throw new Error(`"npm install ${args.join(' ')}" failed (${reason}):\n${output}`);
  }
}

const PARTIAL = '.partial-';

async function removeAbandoned(cacheFolder: string): Promise<void> {
  const names = await readdir(cacheFolder).catch(() => []);
  for (const name of names) {
    const pid = Number(name.split(PARTIAL)[1]);
    if (pid > 0 && !isRunning(pid)) {
      await rm(join(cacheFolder, name), { recursive: true, force: true });
    }
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
