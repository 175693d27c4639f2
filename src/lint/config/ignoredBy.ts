import ignore from 'ignore';
import type { LintConfig } from '../lintConfig';

/**
 * Tells which files the configuration's `ignore` names, by the rules of `.gitignore`. Paths are from the folder of the
 * configuration, with either kind of slash; a file outside of that folder is never ignored. Made once for many files: the
 * patterns are compiled with the first one.
 */
export function ignoredBy({ ignore: patterns = [] }: LintConfig): (relativePath: string) => boolean {
  const matcher = ignore().add([...patterns]);
  return (relativePath) => {
    const path = relativePath.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
    return patterns.length > 0 && ignore.isPathValid(path) && matcher.ignores(path);
  };
}
