import { execFile } from 'node:child_process';
import { dirname } from 'node:path';

export type PythonAnswer =
  | { readonly kind: 'has' | 'lacks' }
  /** It did not start, or did not answer. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** An interpreter on a slow disk takes a second or two. */
const patienceMs = 15_000;

/** Asks an interpreter whether a script can import a module. Runs it: for trusted workspaces only. */
export function pythonLacks(
  python: string,
  module: string,
  script: string,
  signal: AbortSignal,
): Promise<PythonAnswer> {
  // The folder of a script is the first place where its imports are looked for, and `-c` looks in the current one.
  const options = { cwd: dirname(script), timeout: patienceMs, signal, windowsHide: true, shell: false };
  return new Promise((resolve) => {
    execFile(python, ['-c', `import ${module}`], options, (error, _, stderr) => {
      if (error === null) resolve({ kind: 'has' });
      else if (stderr.includes(`ModuleNotFoundError: No module named '${module}'`)) resolve({ kind: 'lacks' });
      else resolve({ kind: 'unknown', reason: stderr.trim().split('\n').at(-1) || error.message });
    });
  });
}
