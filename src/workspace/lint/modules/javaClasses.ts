import { posix } from 'node:path';
import { nearest } from './modulePaths';
import type { ModulePaths } from './modulePaths';

/**
 * The file of a Java class: a simple name in the same folder, or in the same package of another source tree; a qualified
 * one (`com.acme.Metrics`) by the end of its path; for a nested class, the file of the one around it.
 */
export function javaClass(paths: ModulePaths, from: string, name: string): readonly string[] {
  if (!name.includes('.')) {
    return paths.first([posix.join(posix.dirname(from), `${name}.java`)]);
  }
  const segments = name.split('.');
  for (let length = segments.length; length > 1; length--) {
    const end = `/${segments.slice(0, length).join('/')}.java`;
    const found = paths.withStem(segments[length - 1] ?? '').filter((path) => path.endsWith(end));
    if (found.length > 0) {
      return nearest(from, found);
    }
  }
  return [];
}
