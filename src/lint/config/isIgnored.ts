import ignore from 'ignore';
import type { LintConfig } from '../lintConfig';

/**
 * Whether the configuration's `ignore` names a file, by the rules of `.gitignore`. `relativePath` is from the folder of the
 * configuration, with either kind of slash; a file outside of that folder is never ignored.
 */
export function isIgnored({ ignore: patterns = [] }: LintConfig, relativePath: string): boolean {
  const path = relativePath.replaceAll('\\', '/').replace(/^(?:\.\/)+/, '');
  return (
    patterns.length > 0 &&
    ignore.isPathValid(path) &&
    ignore()
      .add([...patterns])
      .ignores(path)
  );
}
