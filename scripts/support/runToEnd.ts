import { setTimeout as delay } from 'node:timers/promises';
import { startProcessGroup, type ProcessEnd, type ProcessGroupOptions } from './processGroup';

/** Runs a command to its end and keeps what it printed (stdout and stderr together). Never throws for what the command does. */
export async function runToEnd(
  command: string,
  args: readonly string[],
  options: Omit<ProcessGroupOptions, 'stdio'> = {},
): Promise<ProcessEnd & { readonly output: string }> {
  const group = startProcessGroup(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [group.child.stdout, group.child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  const closed = new Promise((resolve) => group.child.once('close', resolve));
  const end = await group.ended;
  // The last of the output comes after the exit; a daemon that holds the pipe open is not waited for.
  await Promise.race([closed, delay(1_000, undefined, { ref: false })]);
  return { ...end, output };
}
