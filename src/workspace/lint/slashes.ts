import { resolve, sep } from 'node:path';

/** A path as it is printed and compared: with slashes on every system. */
export function slashes(path: string): string {
  return sep === '/' ? path : path.split(sep).join('/');
}

/** The path by which a workspace knows a file, however it was named. */
export function absolute(path: string): string {
  return slashes(resolve(path));
}
