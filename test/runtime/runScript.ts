import { spawn } from 'node:child_process';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Python } from './pythons';

export interface ScriptRun {
  /** The exit code; undefined when a signal ended the script. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** The lines of stderr that are the runtime's. */
  readonly warnings: readonly string[];
}

export interface ScriptOptions {
  /** Added to an environment without any PUSHGATEWAY_… and TASK_MONITOR_… variable. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Arguments of the interpreter, before the script. */
  readonly flags?: readonly string[];
  /** Further modules beside the script, by file name. */
  readonly files?: Readonly<Record<string, string>>;
}

const RUNTIME = join(import.meta.dirname, '..', '..', 'src', 'runtime', 'monitoring.py');
/** Far above any deadline of the runtime's: it bounds a hang, it measures nothing. */
const HANG_MS = 45_000;

/** Runs Python source as the script job.py in a folder of its own, with monitoring.py beside it. Throws when it hangs. */
export async function runScript(python: Python, source: string, options: ScriptOptions = {}): Promise<ScriptRun> {
  const folder = await mkdtemp(join(tmpdir(), 'runtime-test-'));
  try {
    await copyFile(RUNTIME, join(folder, 'monitoring.py'));
    for (const [name, text] of Object.entries({ ...options.files, 'job.py': source })) {
      await writeFile(join(folder, name), text);
    }
    return await run(python, folder, options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function run(python: Python, folder: string, options: ScriptOptions): Promise<ScriptRun> {
  const child = spawn(python.executable, [...(options.flags ?? []), 'job.py'], {
    cwd: folder,
    env: { ...bareEnvironment(), ...python.environment, PYTHONDONTWRITEBYTECODE: '1', ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  return new Promise((resolve, reject) => {
    const hang = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`the script hangs; it had printed:\n${stdout}\n${stderr}`));
    }, HANG_MS);
    child.once('error', reject);
    child.once('close', (code) => {
      clearTimeout(hang);
      const warnings = stderr.split('\n').filter((line) => line.startsWith('TaskMonitor: '));
      resolve({ exitCode: code ?? undefined, stdout, stderr, warnings });
    });
  });
}

function bareEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(PUSHGATEWAY_|TASK_MONITOR_|PYTHON)/u.test(name)),
  );
}
