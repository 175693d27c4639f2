import { join } from 'node:path';
import { runToEnd } from '../support/runToEnd';
import type { InstalledRelease } from './installRelease';

export interface ExtensionFolders {
  readonly dataFolder: string;
  readonly extensionsFolder: string;
}

/** Installs a .vsix as a user would, by the server's own command. Throws with its output when VS Code refuses it. */
export async function installExtension(
  { node, folder }: InstalledRelease,
  vsix: string,
  { dataFolder, extensionsFolder }: ExtensionFolders,
): Promise<void> {
  const { exitCode, reason, output } = await runToEnd(
    node,
    [
      join(folder, 'out/server-main.js'),
      `--install-extension=${vsix}`,
      '--force',
      '--accept-server-license-terms',
      `--server-data-dir=${dataFolder}`,
      `--extensions-dir=${extensionsFolder}`,
    ],
    { cwd: folder },
  );
  // VS Code exits with 0 for some failures too.
  if (exitCode !== 0 || !output.includes('successfully installed')) {
    throw new Error(`VS Code did not install ${vsix} (${reason}):\n${output}`);
  }
}
