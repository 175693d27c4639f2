import { spawn } from 'node:child_process';
import { accessSync, closeSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { openPipe } from './outputPipe';
import type { SignalRelay } from './signalRelay';

export type ProcessEnd =
  | { readonly kind: 'exited'; readonly code: number }
  | { readonly kind: 'killed'; readonly signal: NodeJS.Signals }
  /** With the code that a shell gives: 127 where there is no such command, 126 where it cannot be run. */
  | {
      readonly kind: 'notStarted';
      readonly code: 126 | 127;
      readonly reason: 'notFound' | 'interpreter' | 'notExecutable' | 'other';
      readonly error: unknown;
    };

export interface FinishedProcess {
  readonly end: ProcessEnd;
  readonly durationSeconds: number;
  /** Settles when nobody holds the output any more; a process that the command left behind may, for long. */
  readonly outputClosed: Promise<void>;
}

/**
 * Runs a command with this process's own standard streams, and waits for its end.
 * @param onOutput is given the bytes that the command prints, which then go through a pipe on their way to our output
 */
export async function runProcess(
  [command = '', ...args]: readonly string[],
  relay: SignalRelay,
  onOutput?: (bytes: Uint8Array) => void,
): Promise<FinishedProcess> {
  const pipe = onOutput === undefined ? undefined : openPipe();
  const stdout = onOutput === undefined ? 'inherit' : (pipe?.writerFd ?? 'pipe');
  const begun = performance.now();
  let child;
  try {
    child = spawn(command, args, { stdio: ['inherit', stdout, 'inherit'] });
  } catch (error) {
    // E2BIG and its like are thrown, where ENOENT and EACCES are events.
    pipe?.reader.destroy();
    return { end: notStarted(error, command), durationSeconds: 0, outputClosed: Promise.resolve() };
  } finally {
    if (pipe !== undefined) {
      closeSync(pipe.writerFd);
    }
  }
  relay.to(child);
  const output = pipe?.reader ?? child.stdout;
  const outputClosed = onOutput === undefined || output === null ? Promise.resolve() : passOutput(output, onOutput);
  const end = await new Promise<ProcessEnd>((resolve) => {
    child.once('error', (error) => resolve(notStarted(error, command)));
    child.once('exit', (code, signal) => {
      resolve(signal === null ? { kind: 'exited', code: code ?? 0 } : { kind: 'killed', signal });
    });
  });
  relay.commandEnded();
  return { end, durationSeconds: (performance.now() - begun) / 1_000, outputClosed };
}

function passOutput(output: Readable, onOutput: (bytes: Uint8Array) => void): Promise<void> {
  output.on('data', onOutput);
  output.pipe(process.stdout, { end: false });
  // Who reads us has gone: the command is to learn of it as it would without us, by its next write.
  process.stdout.on('error', () => output.destroy());
  return new Promise((resolve) => {
    output.once('close', resolve);
    output.once('error', () => resolve());
  });
}

function notStarted(error: unknown, command: string): ProcessEnd {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (code === 'ENOENT' && !(command.includes('/') && exists(command))) {
    return { kind: 'notStarted', code: 127, reason: 'notFound', error };
  }
  const reason = code === 'ENOENT' ? 'interpreter' : code === 'EACCES' ? 'notExecutable' : 'other';
  return { kind: 'notStarted', code: 126, reason, error };
}

function exists(path: string): boolean {
  try {
    accessSync(path);
    return true;
  } catch {
    return false;
  }
}
