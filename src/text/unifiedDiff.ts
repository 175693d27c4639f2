import { createTwoFilesPatch, FILE_HEADERS_ONLY } from 'diff';

/**
 * The change as a unified diff that `patch -p1` and `git apply` take; empty when there is none.
 * `path` is shown as `a/path` and `b/path`; a file that does not exist yet (`before` undefined) as `/dev/null`.
 */
export function unifiedDiff(path: string, before: string | undefined, after: string): string {
  if (before === after) {
    return '';
  }
  const shown = path.replaceAll('\\', '/').replace(/^\/+/, '');
  return createTwoFilesPatch(
    before === undefined ? '/dev/null' : `a/${shown}`,
    `b/${shown}`,
    before ?? '',
    after,
    undefined,
    undefined,
    { headerOptions: FILE_HEADERS_ONLY },
  );
}
