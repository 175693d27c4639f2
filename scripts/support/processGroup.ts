import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

export interface ProcessGroupOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly stdio?: StdioOptions;
}

/** How a process ended; `exitCode` is undefined when it could not start or a signal ended it. */
export interface ProcessEnd {
  readonly exitCode: number | undefined;
  /** For a person: 'exit code 3', 'SIGKILL', 'could not start: …'. */
  readonly reason: string;
}

/** A process and all that it starts, in a process group of its own, so that nothing of it outlives us. */
export interface ProcessGroup {
  readonly child: ChildProcess;
  readonly ended: Promise<ProcessEnd>;
  /** SIGTERM to the whole group, then SIGKILL to what is left of it after `graceMs`. Safe to call twice. */
  stop(graceMs?: number): Promise<void>;
}

const DEFAULT_GRACE_MS = 5_000;
const REAPED_WITHIN_MS = 2_000;

/** Starts `command` (no shell) as leader of a new process group; the group is killed when this process exits. */
export function startProcessGroup(
  command: string,
  args: readonly string[],
  options: ProcessGroupOptions = {},
): ProcessGroup {
  const child = spawn(command, args, { ...options, detached: true });
  const killNow = (): void => {
    signalGroup(child, 'SIGKILL');
  };
  process.once('exit', killNow);
  const ended = endOf(child).then((end) => {
    // Later the system may give the number to somebody else's group.
    if (!signalGroup(child, 0)) {
      process.off('exit', killNow);
    }
    return end;
  });
  const stop = async (graceMs = DEFAULT_GRACE_MS): Promise<void> => {
    signalGroup(child, 'SIGTERM');
    if (!(await groupGone(child, graceMs))) {
      killNow();
      // A member whose parent never reaps it stays as a zombie: do not wait for that.
      await groupGone(child, REAPED_WITHIN_MS);
    }
    process.off('exit', killNow);
  };
  return { child, ended, stop };
}

function endOf(child: ChildProcess): Promise<ProcessEnd> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      resolve({ exitCode: undefined, reason: `could not start: ${error.message}` });
    });
    child.once('exit', (code, signal) => {
      resolve({ exitCode: code ?? undefined, reason: signal ?? `exit code ${code ?? 'unknown'}` });
    });
  });
}

async function groupGone(child: ChildProcess, withinMs: number): Promise<boolean> {
  const end = Date.now() + withinMs;
  while (signalGroup(child, 0)) {
    if (Date.now() > end) {
      return false;
    }
    await delay(25);
  }
  return true;
}

/** False when the group is empty (or never was). */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals | 0): boolean {
  if (child.pid === undefined) {
    return false;
  }
  try {
    process.kill(-child.pid, signal);
    return true;
  } catch {
    return false;
  }
}
