import { constants } from 'node:os';
import { setTimeout as delay } from 'node:timers/promises';

/**
 * Signals that end a process and do nothing more: with others a core file of ours might take the place of the command's. To
 * SIGPIPE Node is deaf.
 */
const plainDeaths: ReadonlySet<NodeJS.Signals> = new Set([
  'SIGHUP',
  'SIGINT',
  'SIGKILL',
  'SIGALRM',
  'SIGTERM',
  'SIGUSR1',
  'SIGUSR2',
]);

/**
 * Ends this process by a signal, as the command was ended by it, so that whoever waits for us sees the same. Where that does
 * not work it gives the exit code that a shell makes of the signal.
 */
export async function endLike(signal: NodeJS.Signals): Promise<number> {
  if (plainDeaths.has(signal)) {
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
    // It comes at the next turn of the event loop.
    await delay(1_000);
  }
  return 128 + constants.signals[signal];
}

/** Ends this process at once: what it still sends or waits for is given up, that of the runtime's last step too. */
export function endNow(code: number): never {
  process.removeAllListeners('exit');
  process.exit(code);
}
