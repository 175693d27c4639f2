import { existsSync } from 'node:fs';
import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { repoRoot } from '../support/repoRoot';

export type Settings = Readonly<Record<string, unknown>>;

export interface SampleSurroundings {
  readonly gatewayUrl: string;
  /** Folder whose `python3` has prometheus_client, or undefined when there is none. */
  readonly pythonFolder: string | undefined;
}

/** Copies `sample/` to `.sample/`, unless there is a copy: that one is kept, with what the person changed. Returns its path. */
export async function copySample(): Promise<string> {
  const copy = join(repoRoot, '.sample');
  if (existsSync(copy)) {
    console.log('Using the sample in .sample/ as it is. Delete that folder to get a new copy.');
  } else {
    await cp(join(repoRoot, 'sample'), copy, { recursive: true });
  }
  return copy;
}

/** What tells VS Code of the gateway and of the terminals' environment. */
export function sampleSettings({ gatewayUrl, pythonFolder }: SampleSurroundings): Settings {
  const environment =
    pythonFolder === undefined
      ? { PUSHGATEWAY_URL: gatewayUrl }
      : {
          PUSHGATEWAY_URL: gatewayUrl,
          PATH: `${pythonFolder}:\${env:PATH}`,
          // A shell's own profile may put another Python first (pyenv does). VS Code's shell integration applies this variable after the
          // profile, with colons written as \x3a: vscode/src/vs/platform/terminal/common/environmentVariableCollection.ts.
          VSCODE_ENV_PREPEND: `PATH=${`${pythonFolder}:`.replaceAll(':', String.raw`\x3a`)}`,
        };
  return {
    // The sample's README says what to try.
    'workbench.startupEditor': 'readme',
    'taskMonitor.gateways': [{ name: 'Sample gateway', url: gatewayUrl }],
    'terminal.integrated.env.linux': environment,
    'terminal.integrated.env.osx': environment,
  };
}

/** Puts settings into the copy's own, for a VS Code whose settings are the person's; other settings there stay. */
export async function writeWorkspaceSettings(sample: string, settings: Settings): Promise<void> {
  const file = join(sample, '.vscode/settings.json');
  const changed = { ...(await readSettings(file)), ...settings };
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `${JSON.stringify(changed, null, 2)}\n`);
}

async function readSettings(file: string): Promise<Settings> {
  if (!existsSync(file)) {
    return {};
  }
  const text = await readFile(file, 'utf8');
  try {
    const settings: Settings = JSON.parse(text);
    return settings;
  } catch {
    throw new Error(`${file} is not plain JSON (comments?): mend it, or delete the .sample folder to get a new copy.`);
  }
}
