import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { onSignals } from '../support/onSignals';
import { packageExtension } from '../support/packageExtension';
import { repoRoot } from '../support/repoRoot';
import { installExtension } from '../vscode/installExtension';
import { installRelease } from '../vscode/installRelease';
import { newestRelease } from '../vscode/releases';
import { startVscodeServer } from '../vscode/startServer';
import { openInBrowser } from './openInBrowser';
import { openInDesktop, requireDesktop } from './openInDesktop';
import { requireFreePort } from './requireFreePort';
import { copySample, writeSampleSettings } from './sampleFolder';
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

/** All that `npm start` keeps between two runs, beside the sample itself. */
const stateFolder = join(repoRoot, '.start');

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
  await mkdir(stateFolder, { recursive: true });
  console.log('Building and packaging the extension …');
  const vsix = await packageExtension();
  const python = await findSamplePython(join(stateFolder, 'python'));
  console.log(python.message);
  try {
    const gateway = await startGateway(options.gatewayPort);
    stops.push(() => gateway.stop());
    const sample = await copySample();
    await writeSampleSettings(sample, { gatewayUrl: gateway.url, pythonFolder: python.folder });
    const ends = [gateway.ended.then((reason) => `The gateway ended (${reason}).`)];
    if (options.desktop) {
      await openInDesktop(vsix, sample);
      console.log('TaskMonitor is running in the VS Code of this machine.');
    } else {
      const server = await startBrowserVscode(vsix, options.port);
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

async function startBrowserVscode(
  vsix: string,
  port: number | undefined,
): Promise<Awaited<ReturnType<typeof startVscodeServer>> & { token: string }> {
  const installed = await installRelease(newestRelease);
  const folders = { dataFolder: join(stateFolder, 'data'), extensionsFolder: join(stateFolder, 'extensions') };
  // An older build of the same version must not stay.
  await rm(folders.extensionsFolder, { recursive: true, force: true });
  await installExtension(installed, vsix, folders);
  const token = randomBytes(16).toString('hex');
  const server = await startVscodeServer(installed, {
    ...folders,
    ...(port === undefined ? {} : { port }),
    connectionToken: token,
    env: withoutNpm(),
  });
  return { ...server, token };
}

/** npm puts its own variables and folders before those of the person whose terminals these will be. */
function withoutNpm(): NodeJS.ProcessEnv {
  const variables = Object.keys(process.env).filter((name) => /^(npm_|INIT_CWD$|NODE$)/.test(name));
  const path = (process.env['PATH'] ?? '')
    .split(':')
    .filter((folder) => !/node_modules\/(\.bin|npm\/)|node-gyp-bin/.test(folder));
  return { ...Object.fromEntries(variables.map((name) => [name, undefined])), PATH: path.join(':') };
}
