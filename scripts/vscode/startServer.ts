import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../../test/support/freePort';
import { startProcessGroup, type ProcessGroup } from '../support/processGroup';
import type { InstalledRelease } from './installRelease';

export interface VscodeServerOptions {
  /** Holds the server's state; machine settings are written below it. */
  readonly dataFolder: string;
  readonly extensionsFolder: string;
  /** Default: a free one. */
  readonly port?: number;
  /** Without one anybody on this machine may connect: for tests only. */
  readonly connectionToken?: string;
  /** Lets a page run tests in the extension host (the payload of its URL is obeyed). */
  readonly testDriver?: boolean;
  /** True: the folder is opened in restricted mode until a person trusts it. Default false. */
  readonly workspaceTrust?: boolean;
  /** Machine settings beside the quiet ones. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Variables beside (or in place of) this process's own; undefined takes one away. */
  readonly env?: NodeJS.ProcessEnv;
}

export interface VscodeServer {
  readonly port: number;
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
  /** What the server printed so far. */
  log(): string;
  /** Ends when the server ends, whoever ended it; says how. */
  readonly ended: Promise<string>;
  /** Replaces the machine settings (the quiet ones stay); a running workbench takes them up. */
  writeSettings(settings: Readonly<Record<string, unknown>>): Promise<void>;
  stop(): Promise<void>;
}

const READY = 'Extension host agent started';
const READY_WITHIN_MS = 60_000;

const quietSettings = {
  'chat.disableAIFeatures': true,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'telemetry.telemetryLevel': 'off',
  'update.showReleaseNotes': false,
  'git.openRepositoryInParentFolders': 'never',
};

/** Starts the VS Code server on 127.0.0.1 and waits until it takes connections. Throws with its log when it does not. */
export async function startVscodeServer(
  installed: InstalledRelease,
  options: VscodeServerOptions,
): Promise<VscodeServer> {
  const writeSettings = async (settings: Readonly<Record<string, unknown>>): Promise<void> => {
    const folder = join(options.dataFolder, 'data/Machine');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'settings.json'), JSON.stringify({ ...quietSettings, ...settings }, null, 2));
  };
  await writeSettings(options.settings ?? {});
  await mkdir(options.extensionsFolder, { recursive: true });
  const port = options.port ?? (await freePort());
  const group = startProcessGroup(installed.node, ['out/server-main.js', ...serverFlags(port, options)], {
    cwd: installed.folder,
    env: serverEnvironment(options.env ?? {}),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  const ready = new Promise<void>((resolve) => {
    for (const stream of [group.child.stdout, group.child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        log += text;
        if (log.includes(READY)) {
          resolve();
        }
      });
    }
  });
  const problem = await firstProblem(group, ready);
  if (problem !== undefined) {
    await group.stop();
    throw new Error(`VS Code server ${installed.release.vscode} ${problem}:\n${log}`);
  }
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    log: () => log,
    ended: group.ended.then(({ reason }) => reason),
    writeSettings,
    stop: () => group.stop(),
  };
}

function serverFlags(port: number, options: VscodeServerOptions): string[] {
  return [
    ...(options.connectionToken === undefined
      ? ['--without-connection-token']
      : [`--connection-token=${options.connectionToken}`]),
    '--host=127.0.0.1',
    `--port=${port}`,
    `--server-data-dir=${options.dataFolder}`,
    `--extensions-dir=${options.extensionsFolder}`,
    '--accept-server-license-terms',
    '--disable-telemetry',
    ...(options.testDriver === true ? ['--enable-smoke-test-driver'] : []),
    ...(options.workspaceTrust === true ? [] : ['--disable-workspace-trust']),
  ];
}

/**
 * Started from a terminal of VS Code, this process carries variables of that VS Code, which would lead the new one astray; and the person's
 * own gateway must not see what tests and samples push.
 */
function serverEnvironment(own: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const unwanted = /^(VSCODE_|ELECTRON_|PUSHGATEWAY_|TASK_MONITOR_|NODE_OPTIONS$)/;
  const inherited = Object.entries(process.env).filter(([name]) => !unwanted.test(name));
  return { ...Object.fromEntries(inherited), ...own };
}

async function firstProblem(group: ProcessGroup, ready: Promise<void>): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, READY_WITHIN_MS, `was not ready within ${READY_WITHIN_MS / 1000} s`);
  });
  try {
    return await Promise.race([
      ready.then(() => undefined),
      group.ended.then(({ reason }) => `ended (${reason}) before it was ready`),
      late,
    ]);
  } finally {
    clearTimeout(timer);
  }
}
