import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * Whether this process belongs to the foreground job of a terminal. The terminal then sends Ctrl-C and Ctrl-\ to all
 * processes of the job, those that we have started among them.
 */
export function isForegroundJob(): boolean {
  const groups = fromProc() ?? fromPs();
  return groups !== undefined && groups.foreground > 0 && groups.own === groups.foreground;
}

interface ProcessGroups {
  readonly own: number;
  /** Of the terminal; -1 without one. */
  readonly foreground: number;
}

/** proc(5), `/proc/pid/stat`: the name, in parentheses, may hold anything; behind it state, ppid, pgrp, session, tty_nr, tpgid. */
function fromProc(): ProcessGroups | undefined {
  try {
    const text = readFileSync('/proc/self/stat', 'utf8');
    const [, , own, , , foreground] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { own: Number(own), foreground: Number(foreground) };
  } catch {
    return undefined;
  }
}

/** macOS and the BSDs. */
function fromPs(): ProcessGroups | undefined {
  try {
    const text = execFileSync('ps', ['-o', 'pgid=,tpgid=', '-p', String(process.pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [own, foreground] = text.trim().split(/\s+/);
    return { own: Number(own), foreground: Number(foreground) };
  } catch {
    return undefined;
  }
}
