import type { Readable } from 'node:stream';

/** What a command works with: streams, environment and folder are handed in, so that a test can watch them. */
export interface CommandContext {
  /** Results, one line a call. */
  print(line: string): void;
  /** Messages to the person, one line a call; on stderr. */
  say(line: string): void;
  readonly stdin: Readable;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Aborted by the first SIGINT or SIGTERM. */
  readonly signal: AbortSignal;
  /** Bytes of a file that ships beside the command line: `grammars/…`, `runtime/…`. */
  readAsset(path: string): Promise<Uint8Array>;
}

/** The exit codes of the contract. */
export const exitCode = {
  /** Done, nothing to do, or nothing found. */
  done: 0,
  /** Findings, or something was refused; the reason is on stderr. */
  refused: 1,
  /** Bad usage, or an input or a connection failed. */
  failed: 2,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

export interface Command {
  readonly name: string;
  readonly summary: () => string;
  /** The lines of `--help`, the summary aside. */
  readonly usage: () => string;
  /** The words that are this command's own, for one that takes those of another program behind them; all of them by default. */
  readonly ownWords?: (args: readonly string[]) => readonly string[];
  /** Gives an `ExitCode`; only `exec` passes on that of what it runs. */
  run(args: readonly string[], context: CommandContext): Promise<number>;
}

/** Ends a command with exit 2 and one clear line. */
export class CommandFailure extends Error {
  override readonly name: string = 'CommandFailure';
}

/** The words of the call are off: exit 2, and where to read how it goes. */
export class UsageError extends CommandFailure {
  override readonly name = 'UsageError';
}
