import { posix } from 'node:path';
import { nearest } from './modulePaths';
import type { ModulePaths } from './modulePaths';

/**
 * The file of a Python module. A relative one stands where its dots say; an absolute one (`app.metrics`) is found by the end of
 * its path, wherever the project puts its roots (`src/`, a service's folder), the nearest first. A single word can be any
 * library's, so it counts only in the importing file's own folder and those above it, or in their `src` and `lib`.
 */
export function pythonModule(paths: ModulePaths, from: string, module: string): readonly string[] {
  const [, dots = '', rest = ''] = /^(\.*)(.*)$/.exec(module) ?? [];
  const below = rest.split('.').join('/');
  if (dots !== '') {
    const base = posix.join(posix.dirname(from), ...Array.from({ length: dots.length - 1 }, () => '..'));
    return paths.first(filesOf(posix.join(base, below)));
  }
  const last = rest.slice(rest.lastIndexOf('.') + 1);
  const candidates = paths.withStem(last).filter((path) => {
    const place = /^(.*?)(?:\/__init__)?\.pyi?$/.exec(path)?.[1];
    return (
      place?.endsWith(`/${below}`) === true &&
      (rest.includes('.') || isRootOf(place.slice(0, -below.length - 1), posix.dirname(from)))
    );
  });
  return nearest(from, candidates);
}

function filesOf(place: string): readonly string[] {
  return [`${place}.py`, posix.join(place, '__init__.py'), `${place}.pyi`];
}

/** Whether `folder` may be on the module path of a file in `importing`. */
function isRootOf(folder: string, importing: string): boolean {
  return isIn(importing, folder) || isIn(importing, folder.replace(/\/(?:src|lib)$/, ''));
}

function isIn(folder: string, outer: string): boolean {
  return folder === outer || folder.startsWith(`${outer}/`);
}
