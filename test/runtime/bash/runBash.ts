import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runProcess } from '../runProcess';
import type { ScriptRun } from '../runProcess';

export interface BashOptions {
  /** Added to an environment without any PUSHGATEWAY_… and TASK_MONITOR_… variable. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Arguments of bash, before the script. */
  readonly flags?: readonly string[];
  /** Arguments of the script. */
  readonly args?: readonly string[];
  /** Further files beside the script, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** The interpreter; bash unless told. */
  readonly shell?: string;
}

/** The runtime, where it is developed. */
export const RUNTIME = join(import.meta.dirname, '..', '..', '..', 'src', 'runtime', 'monitoring.sh');

/** The lines that a script begins with; two seconds, so that faults do not take longer. */
export const HEADER = 'source "$(dirname -- "$0")/monitoring.sh"\ntask_monitor job --timeout 2\n';

/** Runs source as the script job.sh in a folder of its own, with monitoring.sh beside it. Throws when it hangs. */
export async function runBash(source: string, options: BashOptions = {}): Promise<ScriptRun> {
  const folder = await mkdtemp(join(tmpdir(), 'runtime-bash-'));
  try {
    await copyFile(RUNTIME, join(folder, 'monitoring.sh'));
    for (const [name, text] of Object.entries({ ...options.files, 'job.sh': source })) {
      await writeFile(join(folder, name), text);
    }
    const args = [...(options.flags ?? []), './job.sh', ...(options.args ?? [])];
    const environment = { TMPDIR: folder, ...options.environment };
    return await runProcess(options.shell ?? 'bash', args, { folder, environment });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * The source with each of its functions `name() …` made a task of that name, in the form of generated code. The functions must begin
 * their lines. Line numbers stay: the wrapper stands before the header, and the first line, which must be free, sources the runtime.
 */
export function instrumented(source: string): string {
  return source
    .replace('\n', `${HEADER.trimEnd().replace('\n', '; ')}\n`)
    .replaceAll(/^(\w+)\(\)/gmu, '$1() { task_monitor_task $1 $1__task "$@"; }; $1__task()');
}
