import { spawnSync } from 'node:child_process';
import { runToEnd } from '../support/runToEnd';

/** Throws when there is no `code` on PATH. */
export function requireDesktop(): void {
  const { status, error } = spawnSync('code', ['--version'], { stdio: 'ignore' });
  if (status !== 0) {
    throw new Error(
      `--desktop needs VS Code's command "code" on PATH (${error === undefined ? `exit code ${status}` : 'there is none'}). ` +
        'In VS Code, run "Shell Command: Install \'code\' command in PATH", or start without --desktop.',
    );
  }
}

/** Installs the .vsix into the VS Code of this machine and opens `folder` in a new window. */
export async function openInDesktop(vsix: string, folder: string): Promise<void> {
  for (const args of [
    ['--install-extension', vsix, '--force'],
    ['--new-window', folder],
  ]) {
    const { exitCode, reason, output } = await runToEnd('code', args);
    if (exitCode !== 0) {
      throw new Error(`"code ${args.join(' ')}" failed (${reason}):\n${output}`);
    }
  }
}
