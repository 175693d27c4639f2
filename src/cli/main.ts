import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { name, version } from '../../package.json';
import type { CommandContext } from './command';
import { useMessageLanguage } from './language';
import { runCommand } from './runCommand';

/** `dist/`, where the bundle lies beside the grammars and the runtime modules. */
const assets = __dirname;

async function main(): Promise<void> {
  process.title = name;
  // `taskmonitor … | head` closes our output: that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));
  await useMessageLanguage(process.env, join(assets, '..', 'l10n'));
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // Only the first one is caught: a second ends the process, whatever it waits for.
    process.once(signal, () => stop.abort());
  }
  const context: CommandContext = {
    print: (line) => void process.stdout.write(`${line}\n`),
    say: (line) => void process.stderr.write(`${line}\n`),
    stdin: process.stdin,
    env: process.env,
    signal: stop.signal,
    readAsset: (path) => readFile(join(assets, path)),
  };
  // Not process.exit(): it would cut off output that a pipe has not taken yet.
  process.exitCode = await runCommand(process.argv.slice(2), context, version);
}

void main();
