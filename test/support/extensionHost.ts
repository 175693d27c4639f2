import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { format } from 'node:util';
import type { Browser } from 'playwright-core';
import { repoRoot } from '../../scripts/support/repoRoot';
import { installRelease } from '../../scripts/vscode/installRelease';
import type { VscodeRelease } from '../../scripts/vscode/releases';
import { startVscodeServer, type VscodeServer } from '../../scripts/vscode/startServer';
import { launchChromium } from './chromium';

export interface ExtensionHostRun {
  readonly release: VscodeRelease;
  /** JavaScript that exports `run(): Promise<void>`, without `.js`; it may require vscode. */
  readonly module: string;
  /** The folder that is open; the module may change its files. */
  readonly folder: string;
  /** Variables of the extension host. */
  readonly env?: NodeJS.ProcessEnv;
  /** Gets each line that the workbench and the extension host write to their consoles. */
  readonly onConsole: (line: string, type: string) => void;
}

/**
 * Starts a fresh VS Code that loads our extension from `dist/`, calls the module's `run` in its extension host, and takes all down when
 * that has ended. Throws, with the server's log, when VS Code does not get that far; not for what `run` throws.
 */
export async function runInExtensionHost(run: ExtensionHostRun): Promise<void> {
  const installed = await installRelease(run.release);
  const state = await mkdtemp(join(tmpdir(), 'taskmonitor-host-'));
  let server: VscodeServer | undefined;
  let browser: Browser | undefined;
  try {
    server = await startVscodeServer(installed, {
      dataFolder: join(state, 'data'),
      extensionsFolder: join(state, 'extensions'),
      testDriver: true,
      ...(run.env === undefined ? {} : { env: run.env }),
    });
    browser = await launchChromium();
    await Promise.race([
      openWorkbench(browser, server.url, run),
      server.ended.then((reason) => {
        throw new Error(`the VS Code server ended: ${reason}`);
      }),
    ]);
  } catch (error) {
    throw new Error(`VS Code did not run the module. Log of its server:\n${server?.log() ?? 'it did not start'}`, {
      cause: error,
    });
  } finally {
    await browser?.close();
    await server?.stop();
    await rm(state, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** Opens the workbench so that it loads the extension and runs the module; resolves when that has ended. */
async function openWorkbench(
  browser: Browser,
  url: string,
  { folder, module, onConsole }: ExtensionHostRun,
): Promise<void> {
  const remote = (path: string): string => `vscode-remote://${new URL(url).host}${path}`;
  const payload = JSON.stringify([
    ['extensionDevelopmentPath', remote(repoRoot)],
    ['extensionTestsPath', remote(module)],
    ['skipWelcome', 'true'],
  ]);
  const page = await browser.newPage();
  const ended = new Promise<void>((resolve, reject) => {
    page.on('crash', () => {
      reject(new Error('the workbench crashed'));
    });
    page.exposeFunction('codeAutomationExit', resolve).catch(reject);
  });
  await page.exposeFunction('codeAutomationLog', (type: string, args: readonly unknown[]) => {
    onConsole(format(...args), type);
  });
  await page.goto(`${url}/?folder=${encodeURIComponent(folder)}&payload=${encodeURIComponent(payload)}`);
  await ended;
}
