import { posix } from 'node:path';
import { nearest } from './modulePaths';
import type { ModulePaths } from './modulePaths';

const extensions = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs'];

/** TypeScript imports a file by the name that it is compiled to. */
const compiledFrom: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx', '.jsx'],
  '.jsx': ['.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

/** Path of a package's `package.json` by its folder → the name in it; undefined where there is none. */
export type PackageName = (folder: string) => string | undefined;

/**
 * The file of a specifier: a relative one with the extensions and index files that bundlers try; a path from the root
 * under one of the usual aliases (`@/lib/metrics`, `~/lib/metrics`, `src/lib/metrics`), by its end; a package of the same
 * repository, by the name in its `package.json`.
 */
export function ecmascriptModule(
  paths: ModulePaths,
  from: string,
  specifier: string,
  packageName: PackageName,
): readonly string[] {
  if (/^\.{1,2}(?:\/|$)/.test(specifier)) {
    return paths.first(filesOf(posix.join(posix.dirname(from), specifier)));
  }
  const aliased = /^(?:[@~#]\/|(?=src\/|app\/))(.+)$/.exec(specifier)?.[1];
  if (aliased !== undefined) {
    const ends = filesOf(`/${aliased}`);
    return nearest(
      from,
      stems(paths, aliased).filter((path) => ends.some((end) => path.endsWith(end))),
    );
  }
  return packageModule(paths, from, specifier, packageName);
}

function packageModule(
  paths: ModulePaths,
  from: string,
  specifier: string,
  packageName: PackageName,
): readonly string[] {
  const [, name, rest = ''] = /^(@[^/]+\/[^/]+|[^/@.][^/]*)(?:\/(.+))?$/.exec(specifier) ?? [];
  if (name === undefined) {
    return [];
  }
  for (let folder = posix.dirname(from); ; folder = posix.dirname(folder)) {
    // Packages of one repository stand side by side: under `packages/`, `libs/`, or beside the importing one.
    for (const sibling of siblings(name)) {
      const place = posix.join(folder, sibling);
      if (packageName(place) === name) {
        const found = paths.first(
          (rest === '' ? ['src/index', 'index', 'lib/index', 'src/main'] : [rest, `src/${rest}`]).flatMap((each) =>
            filesOf(posix.join(place, each)),
          ),
        );
        if (found.length > 0) {
          return found;
        }
      }
    }
    if (posix.dirname(folder) === folder) {
      return [];
    }
  }
}

function siblings(name: string): readonly string[] {
  const own = name.slice(name.indexOf('/') + 1);
  return ['', 'packages', 'libs', 'apps', 'services'].map((folder) => posix.join(folder, own));
}

function stems(paths: ModulePaths, specifier: string): readonly string[] {
  const last = posix.basename(specifier);
  return [...paths.withStem(last), ...paths.withStem(last.replace(/\.[^.]*$/, ''))];
}

function filesOf(place: string): readonly string[] {
  const extension = posix.extname(place);
  const bare = place.slice(0, place.length - extension.length);
  return [
    place,
    ...(compiledFrom[extension] ?? []).map((each) => bare + each),
    ...extensions.map((each) => place + each),
    ...extensions.map((each) => posix.join(place, `index${each}`)),
  ];
}
