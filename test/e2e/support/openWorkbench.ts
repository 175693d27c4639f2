import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { currentVsix } from '../../../scripts/support/packageExtension';
import { installExtension } from '../../../scripts/vscode/installExtension';
import { installRelease } from '../../../scripts/vscode/installRelease';
import { newestRelease, type VscodeRelease } from '../../../scripts/vscode/releases';
import { startVscodeServer } from '../../../scripts/vscode/startServer';
import { launchChromium } from '../../support/chromium';
import { Workbench } from './workbench';

export interface OpenWorkbenchOptions {
  /** The folder or `.code-workspace` to open, as it is: hand in a copy when the test changes files. */
  readonly folder: string;
  /** Default: the newest. */
  readonly release?: VscodeRelease;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Environment of the extension host and the terminals, beside this process's own. */
  readonly env?: NodeJS.ProcessEnv;
  /** True: the folder is opened in restricted mode. */
  readonly workspaceTrust?: boolean;
}

export interface OpenedWorkbench extends Workbench {
  /** Closes the browser, ends the server, removes its state. */
  close(): Promise<void>;
}

/** Opens `folder` in a real VS Code in which the packaged extension is installed, as a user has it. */
export async function openWorkbench(options: OpenWorkbenchOptions): Promise<OpenedWorkbench> {
  const installed = await installRelease(options.release ?? newestRelease);
  const vsix = await currentVsix();
  const state = await mkdtemp(join(tmpdir(), 'taskmonitor-e2e-'));
  const folders = { dataFolder: join(state, 'data'), extensionsFolder: join(state, 'extensions') };
  const closing = [(): Promise<void> => rm(state, { recursive: true, force: true, maxRetries: 3 })];
  const close = async (): Promise<void> => {
    for (const step of closing.splice(0).toReversed()) {
      await step();
    }
  };
  try {
    await installExtension(installed, vsix, folders);
    const server = await startVscodeServer(installed, { ...options, ...folders });
    closing.push(() => server.stop());
    const browser = await launchChromium();
    closing.push(() => browser.close());
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    const kind = options.folder.endsWith('.code-workspace') ? 'workspace' : 'folder';
    await page.goto(`${server.url}/?${kind}=${encodeURIComponent(options.folder)}`);
    const workbench = new Workbench(page, (settings) => server.writeSettings({ ...options.settings, ...settings }));
    await workbench.whenReady();
    return Object.assign(workbench, { close });
  } catch (error) {
    await close();
    throw error;
  }
}
