import { posix } from 'node:path';
import type { ModulePaths } from './modulePaths';
import { nearest } from './modulePaths';

/** The module path that a folder's `go.mod` states; undefined where there is none. */
export type GoModule = (folder: string) => string | undefined;

/**
 * The files of a Go package: all of one folder. `from`'s own for an empty path; else the folder below the nearest `go.mod` whose
 * module the import path begins with; without one, the folder whose path has most of the import path's end.
 */
export function goPackage(paths: ModulePaths, from: string, importPath: string, goModule: GoModule): readonly string[] {
  const own = posix.dirname(from);
  if (importPath === '' || importPath === '.') {
    return goFiles(paths, own);
  }
  for (let folder = own; ; folder = posix.dirname(folder)) {
    const module = goModule(folder);
    if (module !== undefined && (importPath === module || importPath.startsWith(`${module}/`))) {
      return goFiles(paths, posix.join(folder, importPath.slice(module.length)));
    }
    if (posix.dirname(folder) === folder) {
      break;
    }
  }
  const segments = importPath.split('/');
  // Two segments at least, unless the path has but one: `metrics` alone is any project's.
  for (let taken = 0; taken <= Math.max(0, segments.length - 2); taken++) {
    const end = `/${segments.slice(taken).join('/')}`;
    const folders = [...paths.folders()].filter((folder) => folder.endsWith(end) && goFiles(paths, folder).length > 0);
    const [found] = nearest(from, folders);
    if (found !== undefined) {
      return goFiles(paths, found);
    }
  }
  return [];
}

function goFiles(paths: ModulePaths, folder: string): readonly string[] {
  return paths.inFolder(folder).filter((path) => path.endsWith('.go'));
}
