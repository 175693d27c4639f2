import { posix } from 'node:path';

/** The files of a workspace by their names, as far as finding modules among them takes. Paths are absolute, with slashes. */
export class ModulePaths {
  private readonly paths = new Set<string>();
  private readonly byStem = new Map<string, Set<string>>();
  private readonly byFolder = new Map<string, Set<string>>();

  add(path: string): void {
    if (!this.paths.has(path)) {
      this.paths.add(path);
      put(this.byStem, stemOf(path), path);
      put(this.byFolder, posix.dirname(path), path);
    }
  }

  delete(path: string): void {
    if (this.paths.delete(path)) {
      this.byStem.get(stemOf(path))?.delete(path);
      this.byFolder.get(posix.dirname(path))?.delete(path);
    }
  }

  has(path: string): boolean {
    return this.paths.has(path);
  }

  /** Files whose module is called so: by the file's name, or the folder's for `__init__.py` and `index.ts`. */
  withStem(stem: string): readonly string[] {
    return [...(this.byStem.get(stem) ?? [])];
  }

  /** The files that stand in a folder itself. */
  inFolder(folder: string): readonly string[] {
    return [...(this.byFolder.get(folder) ?? [])];
  }

  folders(): Iterable<string> {
    return this.byFolder.keys();
  }

  first(candidates: readonly string[]): readonly string[] {
    return candidates.filter((path) => this.paths.has(path)).slice(0, 1);
  }
}

/** What a module is called by: `metrics` of `app/metrics.py` and of `app/metrics/index.ts`. */
export function stemOf(path: string): string {
  const name = posix.basename(path).replace(/\.[^.]*$/, '');
  return name === '__init__' || name === 'index' ? posix.basename(posix.dirname(path)) : name;
}

/** The one that shares most of its folders with `from`; among equals the shortest path, then the first by name. */
export function nearest(from: string, candidates: readonly string[]): readonly string[] {
  const ranked = candidates
    .map((path) => ({ path, shared: sharedFolders(from, path) }))
    .toSorted((a, b) => b.shared - a.shared || a.path.length - b.path.length || (a.path < b.path ? -1 : 1));
  return ranked.slice(0, 1).map(({ path }) => path);
}

function sharedFolders(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  let shared = 0;
  while (shared < left.length && left[shared] === right[shared]) {
    shared++;
  }
  return shared;
}

function put(map: Map<string, Set<string>>, key: string, path: string): void {
  const known = map.get(key);
  if (known === undefined) {
    map.set(key, new Set([path]));
  } else {
    known.add(path);
  }
}
