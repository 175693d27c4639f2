import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { name, version } from '../../package.json';
import type { CommandContext } from './command';
import { useMessageLanguage } from './language';
import { runCommand } from './runCommand';

/** `dist/`, where the bundle lies beside the grammars and the runtime modules. */
const assets = __dirname;

/**
 * The streams are opened at their first use: to open one makes it non-blocking for all who share it, and `exec` leaves them to
 * the command.
 */
const standardOutput = lazily(() =>
  // `taskmonitor … | head` closes our output: that is no failure.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2)),
);

/** Nobody may be left to read the messages; what is to be done is done. */
const standardError = lazily(() => process.stderr.on('error', () => undefined));

function lazily<T>(open: () => T): () => T {
  let opened: T | undefined;
  return () => (opened ??= open());
}

async function main(): Promise<void> {
  process.title = name;
  await useMessageLanguage(process.env, join(assets, '..', 'l10n'));
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // Only the first one is caught: a second ends the process, whatever it waits for.
    process.once(signal, () => stop.abort());
  }
  const context: CommandContext = {
    print: (line) => void standardOutput().write(`${line}\n`),
    say: (line) => void standardError().write(`${line}\n`),
    get stdin() {
      return process.stdin;
    },
    env: process.env,
    signal: stop.signal,
    readAsset: (path) => readFile(join(assets, path)),
  };
  // Not process.exit(): it would cut off output that a pipe has not taken yet.
  process.exitCode = await runCommand(process.argv.slice(2), context, version);
}

void main();
