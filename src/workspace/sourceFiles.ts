import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import ignore from 'ignore';
import type { Ignore } from 'ignore';
import { reasonOf } from '../text/reasonOf';

/** A file to look at, or something that was passed over and why. */
export type SourceEntry =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'skipped'; readonly path: string; readonly reason: string };

/** The rules of one `.gitignore`, which hold for paths below its folder. */
interface IgnoreRules {
  readonly folder: string;
  readonly rules: Ignore;
}

/** Folders that hold nobody's own source, with or without a `.gitignore`. */
const neverOwn: ReadonlySet<string> = new Set(['.git', '.hg', '.svn', 'node_modules', '__pycache__']);

/**
 * The files under `paths`, in a stable order. A file that is named is always given; a folder is walked, honouring the
 * `.gitignore` files in it and in the folders above up to the repository's root. Links to folders are not followed, so
 * a loop of links ends.
 */
export async function* sourceFiles(
  paths: readonly string[],
  wanted: (path: string) => boolean,
): AsyncGenerator<SourceEntry> {
  for (const path of paths) {
    let isFolder: boolean;
    try {
      isFolder = (await stat(path)).isDirectory();
    } catch (error) {
      yield { kind: 'skipped', path, reason: reasonOf(error) };
      continue;
    }
    if (isFolder) {
      yield* walk(path, await rulesAbove(path), wanted);
    } else {
      yield { kind: 'file', path };
    }
  }
}

async function* walk(
  folder: string,
  above: readonly IgnoreRules[],
  wanted: (path: string) => boolean,
): AsyncGenerator<SourceEntry> {
  let entries;
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    yield { kind: 'skipped', path: folder, reason: reasonOf(error) };
    return;
  }
  const own = await readRules(folder);
  const rules = own === undefined ? above : [...above, own];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!neverOwn.has(entry.name) && !isIgnored(path, true, rules)) {
        yield* walk(path, rules, wanted);
      }
    } else if (wanted(path) && !isIgnored(path, false, rules) && (entry.isFile() || (await linksToFile(path)))) {
      yield { kind: 'file', path };
    }
  }
}

async function linksToFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
}

async function readRules(folder: string): Promise<IgnoreRules | undefined> {
  try {
    return { folder, rules: ignore().add(await readFile(join(folder, '.gitignore'), 'utf8')) };
  } catch {
    return undefined;
  }
}

/** The `.gitignore` files of the folders above `folder`, up to the one that holds `.git`; none outside a repository. */
async function rulesAbove(folder: string): Promise<readonly IgnoreRules[]> {
  const found: IgnoreRules[] = [];
  for (let current = folder; ;) {
    if (await exists(join(current, '.git'))) {
      return found;
    }
    const parent = join(current, '..');
    if (relative(parent, current) === '') {
      return [];
    }
    const rules = await readRules(parent);
    if (rules !== undefined) {
      found.unshift(rules);
    }
    current = parent;
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

function isIgnored(path: string, isFolder: boolean, rules: readonly IgnoreRules[]): boolean {
  let ignored = false;
  for (const { folder, rules: own } of rules) {
    const below = relative(folder, path).split(sep).join('/');
    const verdict = own.test(isFolder ? `${below}/` : below);
    // A deeper .gitignore overrules those above, in both directions, as git has it.
    ignored = verdict.unignored ? false : ignored || verdict.ignored;
  }
  return ignored;
}
