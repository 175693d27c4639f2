import { closeSync, fstatSync, openSync, readSync, constants } from 'node:fs';

/** The bytes of a file, or why there are none to look at. */
export type FileBytes =
  | { readonly kind: 'bytes'; readonly bytes: Buffer }
  | { readonly kind: 'tooLarge' }
  /** A pipe, a device, a folder. */
  | { readonly kind: 'special' };

/** What most source files are smaller than. */
const firstRead = 64 * 1024;

/**
 * Reads one file after another into the same memory: a folder of thousands of files leaves nothing behind. It blocks, which
 * takes a third of the time that asking for each file takes; whoever reads many lets others run now and then.
 */
export class ByteReader {
  private readonly memory: Buffer;

  /** @param maxBytes files above it are not read to their end */
  constructor(private readonly maxBytes: number) {
    this.memory = Buffer.allocUnsafeSlow(maxBytes + 1);
  }

  /**
   * The bytes are valid until the next call. `scriptsOnly`: a file that does not begin with `#!` has none.
   * @throws the system's error when the file cannot be read
   */
  read(path: string, scriptsOnly = false): FileBytes {
    // Without O_NONBLOCK, opening a pipe waits for its other end. Windows has no such flag, nor such pipes in folders.
    const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      let length = readSync(file, this.memory, 0, Math.min(firstRead, this.memory.length), null);
      if (scriptsOnly && this.memory.toString('latin1', 0, Math.min(2, length)) !== '#!') {
        return { kind: 'bytes', bytes: this.memory.subarray(0, 0) };
      }
      // A short read of a regular file is its end; of nothing at all it may be a device.
      if (length === 0 && !fstatSync(file).isFile()) {
        return { kind: 'special' };
      }
      for (let more = length; more > 0 && length >= firstRead; length += more) {
        if (length > this.maxBytes) {
          return { kind: 'tooLarge' };
        }
        more = readSync(file, this.memory, length, this.memory.length - length, null);
      }
      return { kind: 'bytes', bytes: this.memory.subarray(0, length) };
    } finally {
      closeSync(file);
    }
  }
}
