import { execFileSync } from 'node:child_process';
import { closeSync, constants, mkdtempSync, openSync, rmSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

/** A pipe of the operating system. */
export interface OutputPipe {
  readonly reader: Readable;
  /** For the command; it is to be closed here once the command has it. */
  readonly writerFd: number;
}

/**
 * Opens a pipe, as a shell has it between two commands. What Node makes of `stdio: 'pipe'` is a socket: there `/dev/stdout`
 * cannot be opened, and a reader that has gone is an error of another kind.
 * @returns undefined on a system without named pipes
 */
export function openPipe(): OutputPipe | undefined {
  let folder;
  try {
    folder = mkdtempSync(join(tmpdir(), 'taskmonitor-'));
    const path = join(folder, 'output');
    execFileSync('mkfifo', ['-m', '600', path], { stdio: 'ignore' });
    // The reader first, without waiting for a writer; then the writer does not wait either.
    const readerFd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    let writerFd;
    try {
      writerFd = openSync(path, constants.O_WRONLY);
    } catch (error) {
      closeSync(readerFd);
      throw error;
    }
    return { reader: new Socket({ fd: readerFd, readable: true, writable: false }), writerFd };
  } catch {
    return undefined;
  } finally {
    if (folder !== undefined) {
      rmSync(folder, { recursive: true, force: true });
    }
  }
}
