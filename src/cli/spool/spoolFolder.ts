import { open, readdir, readFile, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { spoolFile } from './spoolEntry';
import type { SpoolFile } from './spoolEntry';

/** A folder of pushes that could not be sent, as the runtimes keep it; they may work in it at the same time. */
export class SpoolFolder {
  constructor(private readonly folder: string) {}

  /**
   * The entries by group, those of a group oldest first.
   * @returns undefined when there is no such folder: nothing has ever been kept
   */
  async entries(): Promise<readonly (readonly SpoolFile[])[] | undefined> {
    let names;
    try {
      names = await readdir(this.folder);
    } catch (error) {
      if (isMissing(error)) {
        return undefined;
      }
      throw error;
    }
    const groups = new Map<string, SpoolFile[]>();
    for (const name of names.toSorted()) {
      const file = spoolFile(name);
      if (file !== undefined) {
        groups.set(file.group, [...(groups.get(file.group) ?? []), file]);
      }
    }
    return [...groups.values()];
  }

  /** Undefined when a runtime has been faster and sent it. */
  async read({ name }: SpoolFile): Promise<string | undefined> {
    return readFile(join(this.folder, name), 'utf8').catch((error: unknown) => {
      if (isMissing(error)) {
        return undefined;
      }
      throw error;
    });
  }

  async remove({ name }: SpoolFile): Promise<void> {
    await rm(join(this.folder, name), { force: true });
  }

  /** The time of the newest outcome that was sent for a group, in nanoseconds; 0 when none was. */
  async newestSent(group: string): Promise<bigint> {
    return stat(join(this.folder, `${group}.sent`), { bigint: true }).then(
      ({ mtimeNs }) => mtimeNs,
      () => 0n,
    );
  }

  /** Notes that an outcome of that time has been sent for the group. */
  async noteSent(group: string, time: bigint): Promise<void> {
    const marker = join(this.folder, `${group}.sent`);
    await (await open(marker, 'w')).close();
    // A double holds a time of today to a quarter of a microsecond: never earlier than what was sent.
    const seconds = Number(time) / 1e9 + 1e-6;
    await utimes(marker, seconds, seconds);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
