import { existsSync } from 'node:fs';
import { mkdir, symlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { repoRoot } from '../support/repoRoot';
import { installNpmPackage, npmInstall } from './installNpmPackage';
import type { VscodeRelease } from './releases';

export interface InstalledRelease {
  readonly release: VscodeRelease;
  /** Folder of the server: start `node out/server-main.js` there. */
  readonly folder: string;
  /** The Node binary that runs it. */
  readonly node: string;
}

const SERVER_FOLDER = 'node_modules/code-server/lib/vscode';
const RIPGREP_VERSION = '1.18.0';

const cacheFolder = join(repoRoot, '.vscode-test');

/**
 * Installs a VS Code server from the npm registry into `.vscode-test/`, with the Node it needs when the running one does not fit;
 * what is there and complete is used again. Nothing is compiled: the parts of it that run here come prebuilt.
 */
export async function installRelease(release: VscodeRelease): Promise<InstalledRelease> {
  const server = await installNpmPackage(cacheFolder, `code-server@${release.codeServer}`, async (folder) => {
    await npmInstall(join(folder, SERVER_FOLDER), ['--omit=dev']);
  });
  await addRipgrep(join(server, SERVER_FOLDER));
  return {
    release,
    folder: join(server, SERVER_FOLDER),
    node: await nodeFor(release),
  };
}

/**
 * An older server fetches ripgrep in an install script, and finds no file in its folder without it (quick open, `findFiles`). A newer one
 * holds it.
 */
async function addRipgrep(server: string): Promise<void> {
  const expected = join(server, 'node_modules/@vscode/ripgrep/bin/rg');
  if (!existsSync(join(server, 'node_modules/@vscode/ripgrep')) || existsSync(expected)) {
    return;
  }
  const name = `@vscode/ripgrep-${process.platform}-${process.arch}`;
  const folder = await installNpmPackage(cacheFolder, `${name}@${RIPGREP_VERSION}`);
  await mkdir(dirname(expected), { recursive: true });
  await symlink(join(folder, 'node_modules', name, 'bin/rg'), expected);
}

async function nodeFor(release: VscodeRelease): Promise<string> {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major !== undefined && minor !== undefined && release.node.fits(major, minor)) {
    return process.execPath;
  }
  // The npm package `node` fetches these in an install script; installing the platform's own package needs no script.
  const platform = `${process.platform}-${process.arch}`;
  const name = platform === 'darwin-arm64' ? `node-bin-${platform}` : `node-${platform}`;
  const folder = await installNpmPackage(cacheFolder, `${name}@${release.node.major}`);
  const binary = join(folder, 'node_modules', name, 'bin/node');
  if (!existsSync(binary)) {
    throw new Error(`VS Code ${release.vscode} needs Node ${release.node.major}, and ${name} does not hold one.`);
  }
  return binary;
}
