import { access, constants, readFile, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as l10n from '@vscode/l10n';
import { atomicWrite } from './atomicWrite';
import { DevGatewayError } from './devGatewayError';
import { errorCode } from './errorCode';
import { decodeGroups, GroupsFileProblem } from './groupsFile';
import type { StoredGroup } from './storedGroup';
import { reasonOf } from '../../text/reasonOf';

/** The longest time that a timer can wait. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/**
 * Reads the groups of an earlier run; none when there is no file yet. A file that cannot be understood is moved aside, so that nothing
 * overwrites it, and `log` hears where it is.
 * @throws DevGatewayError `persistence` when the path cannot be used
 */
export async function restoreGroups(path: string, log: (line: string) => void): Promise<StoredGroup[]> {
  const text = await readIfThere(path);
  if (text === undefined || text === '') return [];
  try {
    const groups = decodeGroups(text);
    log(l10n.t('{0} groups restored from {1}', groups.length, path));
    return groups;
  } catch (error) {
    if (!(error instanceof GroupsFileProblem)) throw error;
    const aside = await moveAside(path);
    log(
      l10n.t(
        '{0} cannot be read ({1}). It was kept as {2}, and the gateway starts without groups.',
        path,
        error.message,
        aside,
      ),
    );
    return [];
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    // Before anything is pushed: a path that cannot be written to should not be found out hours later.
    await access(dirname(path), constants.W_OK);
    const there = await stat(path).catch((error: unknown) => {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    });
    if (there === undefined) return undefined;
    if (!there.isFile()) throw new Error(l10n.t('it is not a file'));
    return await readFile(path, 'utf8');
  } catch (error) {
    throw new DevGatewayError(
      'persistence',
      l10n.t(
        'The groups cannot be kept in {0}: {1}. Choose a file in a folder that you can write to.',
        path,
        reasonOf(error),
      ),
      error,
    );
  }
}

async function moveAside(path: string): Promise<string> {
  const aside = `${path}.broken-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
  try {
    await rename(path, aside);
  } catch (error) {
    throw new DevGatewayError(
      'persistence',
      l10n.t(
        '{0} cannot be read as groups, and cannot be moved aside either: {1}. Move it, or choose another file.',
        path,
        reasonOf(error),
      ),
      error,
    );
  }
  return aside;
}

export interface PersistenceOptions {
  readonly path: string;
  /** At least so long between two writes. */
  readonly intervalMs: number;
  /** What to write. */
  readonly encode: () => string;
  readonly log: (line: string) => void;
}

/** Keeps a file up to date with the groups. */
export class Persistence {
  private timer: NodeJS.Timeout | undefined;
  private writing: Promise<void> = Promise.resolve();
  private unwritten = false;
  private lastWriteMs = performance.now();

  constructor(private readonly options: PersistenceOptions) {}

  /** Something changed: it will be written when the interval allows. */
  changed(): void {
    this.unwritten = true;
    if (this.timer !== undefined) return;
    const wait = this.options.intervalMs - (performance.now() - this.lastWriteMs);
    this.timer = setTimeout(
      () => {
        this.timer = undefined;
        void this.flush().catch((error: unknown) => {
          this.options.log(l10n.t('The groups could not be written to {0}: {1}', this.options.path, reasonOf(error)));
        });
      },
      Math.min(Math.max(wait, 0), MAX_DELAY_MS),
    );
    this.timer.unref();
  }

  /** Writes what is not written yet. Errors are those of the file system; the next change tries again. */
  flush(): Promise<void> {
    this.writing = this.writing.catch(() => undefined).then(() => this.write());
    return this.writing;
  }

  /** @throws DevGatewayError `persistence` when the last groups could not be written */
  async close(): Promise<void> {
    clearTimeout(this.timer);
    try {
      await this.flush();
    } catch (error) {
      throw new DevGatewayError(
        'persistence',
        l10n.t('The last groups could not be written to {0}: {1}', this.options.path, reasonOf(error)),
        error,
      );
    }
  }

  private async write(): Promise<void> {
    if (!this.unwritten) return;
    this.unwritten = false;
    this.lastWriteMs = performance.now();
    try {
      await atomicWrite(this.options.path, this.options.encode());
    } catch (error) {
      this.unwritten = true;
      throw error;
    }
  }
}
