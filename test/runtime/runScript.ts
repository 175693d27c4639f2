import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Python } from './pythons';
import { runProcess } from './runProcess';
import type { ScriptRun } from './runProcess';

export interface ScriptOptions {
  /** Added to an environment without any PUSHGATEWAY_… and TASK_MONITOR_… variable. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Arguments of the interpreter, before the script. */
  readonly flags?: readonly string[];
  /** Further modules beside the script, by file name. */
  readonly files?: Readonly<Record<string, string>>;
}

const RUNTIME = join(import.meta.dirname, '..', '..', 'src', 'runtime', 'monitoring.py');

/** Runs Python source as the script job.py in a folder of its own, with monitoring.py beside it. Throws when it hangs. */
export async function runScript(python: Python, source: string, options: ScriptOptions = {}): Promise<ScriptRun> {
  const folder = await mkdtemp(join(tmpdir(), 'runtime-test-'));
  try {
    await copyFile(RUNTIME, join(folder, 'monitoring.py'));
    for (const [name, text] of Object.entries({ ...options.files, 'job.py': source })) {
      await writeFile(join(folder, name), text);
    }
    return await runProcess(python.executable, [...(options.flags ?? []), 'job.py'], {
      folder,
      environment: { ...python.environment, PYTHONDONTWRITEBYTECODE: '1', ...options.environment },
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
