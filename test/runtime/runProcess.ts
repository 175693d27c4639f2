import { spawn } from 'node:child_process';

export interface ScriptRun {
  /** The exit code; undefined when a signal ended the script. */
  readonly exitCode: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
  /** The lines of stderr that are the runtime's. */
  readonly warnings: readonly string[];
}

/** Far above any deadline of the runtime's: it bounds a hang, it measures nothing. */
const HANG_MS = 45_000;

/**
 * Runs a script's interpreter to its end, in an environment without any PUSHGATEWAY_… and TASK_MONITOR_… variable and without settings
 * of interpreters. Throws when it hangs.
 */
export function runProcess(
  executable: string,
  args: readonly string[],
  options: { readonly folder: string; readonly environment: Readonly<Record<string, string>> },
): Promise<ScriptRun> {
  const child = spawn(executable, args, {
    cwd: options.folder,
    env: { ...bareEnvironment(), ...options.environment },
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
    Object.entries(process.env).filter(([name]) => !/^(PUSHGATEWAY_|TASK_MONITOR_|PYTHON|NODE_)/u.test(name)),
  );
}
