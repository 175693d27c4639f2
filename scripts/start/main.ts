import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onSignals } from '../support/onSignals';
import { packageExtension } from '../support/packageExtension';
import { repoRoot } from '../support/repoRoot';
import { installExtension } from '../vscode/installExtension';
import { installRelease } from '../vscode/installRelease';
import { newestRelease } from '../vscode/releases';
import { startVscodeServer, type VscodeServer } from '../vscode/startServer';
import { openInBrowser } from './openInBrowser';
import { openInDesktop, requireDesktop } from './openInDesktop';
import { requireFreePort } from './requireFreePort';
import { copySample, sampleSettings, writeWorkspaceSettings, type Settings } from './sampleFolder';
import { findSamplePython } from './samplePython';
import { startGateway } from './startGateway';

export interface StartOptions {
  /** Use the VS Code of this machine. */
  readonly desktop: boolean;
  /** Open a browser. */
  readonly open: boolean;
  /** undefined: a free one. */
  readonly port: number | undefined;
  readonly gatewayPort: number | undefined;
}

/** Holds the sample's Python between two runs. */
const pythonFolder = join(repoRoot, '.sample-python');

/** Opens the sample in VS Code beside a development gateway, and stays until a signal (or the end of one of them) ends both. */
export async function main(options: StartOptions): Promise<number> {
  const stops: (() => Promise<void>)[] = [];
  const stopAll = async (): Promise<void> => {
    await Promise.all(stops.splice(0).map((stop) => stop()));
  };
  let stopping = false;
  onSignals(async () => {
    stopping = true;
    console.log('\nStopping …');
    await stopAll();
  });
  await requireFreePort('--port', options.port);
  await requireFreePort('--gateway-port', options.gatewayPort);
  if (options.desktop) {
    requireDesktop();
  }
  console.log('Building and packaging the extension …');
  const vsix = await packageExtension();
  const python = await findSamplePython(pythonFolder);
  console.log(python.message);
  try {
    const gateway = await startGateway(options.gatewayPort);
    stops.push(() => gateway.stop());
    const sample = await copySample();
    const settings = sampleSettings({ gatewayUrl: gateway.url, pythonFolder: python.folder });
    const ends = [gateway.ended.then((reason) => `The gateway ended (${reason}).`)];
    if (options.desktop) {
      await writeWorkspaceSettings(sample, settings);
      await openInDesktop(vsix, sample);
      console.log('TaskMonitor is running in the VS Code of this machine.');
    } else {
      const server = await startBrowserVscode(vsix, options.port, settings);
      stops.push(() => server.stop());
      ends.push(server.ended.then((reason) => `The VS Code server ended (${reason}).`));
      const url = `${server.url}/?tkn=${server.token}&folder=${encodeURI(sample)}`;
      console.log(`TaskMonitor is running at ${url}`);
      if (options.open) {
        openInBrowser(url);
      }
    }
    console.log(`Gateway: ${gateway.url}\nPress Ctrl-C to stop.`);
    const end = await Promise.race(ends);
    if (!stopping) {
      console.error(end);
    }
    return 1;
  } finally {
    await stopAll();
  }
}

/** A VS Code server with the extension in it; it keeps nothing beyond this run, so several may run beside each other. */
async function startBrowserVscode(
  vsix: string,
  port: number | undefined,
  settings: Settings,
): Promise<VscodeServer & { readonly token: string }> {
  const installed = await installRelease(newestRelease);
  const state = await mkdtemp(join(tmpdir(), 'taskmonitor-start-'));
  const folders = { dataFolder: join(state, 'data'), extensionsFolder: join(state, 'extensions') };
  const token = randomBytes(16).toString('hex');
  try {
    await installExtension(installed, vsix, folders);
    const server = await startVscodeServer(installed, {
      ...folders,
      ...(port === undefined ? {} : { port }),
      connectionToken: token,
      settings,
      env: withoutNpm(),
    });
    const stop = async (): Promise<void> => {
      await server.stop();
      await rm(state, { recursive: true, force: true, maxRetries: 3 });
    };
    return { ...server, token, stop };
  } catch (error) {
    await rm(state, { recursive: true, force: true, maxRetries: 3 });
    throw error;
  }
}

/** npm puts its own variables and folders before those of the person whose terminals these will be. */
function withoutNpm(): NodeJS.ProcessEnv {
  const variables = Object.keys(process.env).filter((name) => /^(npm_|INIT_CWD$|NODE$)/.test(name));
  const path = (process.env['PATH'] ?? '')
    .split(':')
    .filter((folder) => !/node_modules\/(\.bin|npm\/)|node-gyp-bin/.test(folder));
  return { ...Object.fromEntries(variables.map((name) => [name, undefined])), PATH: path.join(':') };
}
