import { readFile, stat } from 'node:fs/promises';
import type { FilePort } from '../instrument/runtimeModule';

/** The files of this machine, as the instrumentation asks for them. What is there and cannot be read is an error. */
export const localFiles: FilePort = {
  read: (path) => readFile(path, 'utf8').catch(absent(undefined)),
  isFolder: (path) => stat(path).then((found) => found.isDirectory(), absent(false)),
};

function absent<T>(value: T): (error: unknown) => T {
  return (error) => {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    // A folder in the place of a file is no file; writing there says what is wrong.
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') {
      return value;
    }
    throw error;
  };
}
