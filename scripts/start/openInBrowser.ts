import { spawn } from 'node:child_process';

/** Opens a page in the person's browser, where there is a screen for one; that it cannot is no failure, since the address is printed. */
export function openInBrowser(url: string): void {
  const { DISPLAY: display, WAYLAND_DISPLAY: wayland } = process.env;
  if (process.platform === 'linux' && display === undefined && wayland === undefined) {
    return;
  }
  const opener = spawn(process.platform === 'darwin' ? 'open' : 'xdg-open', [url], { stdio: 'ignore', detached: true });
  opener.on('error', () => undefined);
  opener.unref();
}
