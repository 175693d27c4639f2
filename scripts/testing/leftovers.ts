import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Variable that every process of a suite inherits; its value names the run. */
export const RUN_VARIABLE = 'TASKMONITOR_TEST_RUN';

const GONE_WITHIN_MS = 3_000;

/**
 * Ends what a suite left running, wherever it is in the process tree, and returns its command lines (after a moment's patience for
 * what is just ending). Looks in /proc, so it finds nothing elsewhere than on Linux.
 */
export async function endLeftovers(run: string): Promise<readonly string[]> {
  const pids = await untilGone(run);
  const commands = await Promise.all(pids.map(commandLine));
  for (const pid of pids) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It ended by itself in the meantime.
    }
  }
  await untilGone(run);
  return commands;
}

/** The processes that are still there after a while. */
async function untilGone(run: string): Promise<readonly number[]> {
  const end = Date.now() + GONE_WITHIN_MS;
  let pids = await processesOf(run);
  while (pids.length > 0 && Date.now() < end) {
    await delay(100);
    pids = await processesOf(run);
  }
  return pids;
}

async function processesOf(run: string): Promise<readonly number[]> {
  const marker = `${RUN_VARIABLE}=${run}\0`;
  const names = await readdir('/proc').catch(() => []);
  const found: number[] = [];
  for (const name of names) {
    if (/^\d+$/.test(name) && (await readProc(name, 'environ')).includes(marker)) {
      found.push(Number(name));
    }
  }
  return found;
}

async function commandLine(pid: number): Promise<string> {
  return (await readProc(String(pid), 'cmdline')).replaceAll('\0', ' ').trim();
}

/** Empty for a process that has ended or belongs to somebody else. */
async function readProc(pid: string, file: string): Promise<string> {
  return readFile(join('/proc', pid, file), 'utf8').catch(() => '');
}
