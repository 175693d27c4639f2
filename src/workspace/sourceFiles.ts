import type { Dirent } from 'node:fs';
import { open, readdir, readFile, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import ignore from 'ignore';
import type { Ignore } from 'ignore';
import { reasonOf } from '../text/reasonOf';

/** A file to look at, or something that was passed over and why. */
export type SourceEntry =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'skipped'; readonly path: string; readonly reason: string };

/**
 * Whether a file of a folder is looked at. Most names tell; `firstLine` opens the file and reads the start of it, which is
 * empty where it cannot be read.
 */
export type FileFilter = (path: string, firstLine: () => Promise<string>) => boolean | Promise<boolean>;

export interface SourceFilesOptions {
  /** What becomes of a link to a file, in a folder: by default it is given like a file. */
  readonly links?: 'follow' | 'skip';
}

/** The rules of one `.gitignore`, which hold for paths below its folder. */
interface IgnoreRules {
  readonly folder: string;
  readonly rules: Ignore;
}

/** Folders that hold nobody's own source, with or without a `.gitignore`. */
const neverOwn: ReadonlySet<string> = new Set(['.git', '.hg', '.svn', 'node_modules', '__pycache__']);

/** What makes a folder a virtual environment, whatever its name: https://docs.python.org/3/library/venv.html */
const environmentMark = 'pyvenv.cfg';

/** Bytes: enough for every `#!` line that Linux takes. */
const firstLineLength = 256;

/**
 * The files under `paths`, in a stable order. A file that is named is always given; a folder is walked, honouring the
 * `.gitignore` files in it and in the folders above up to the repository's root. Links to folders are not followed, so
 * a loop of links ends; virtual environments below it are passed over.
 */
export async function* sourceFiles(
  paths: readonly string[],
  wanted: FileFilter,
  { links = 'follow' }: SourceFilesOptions = {},
): AsyncGenerator<SourceEntry> {
  const isFile = (entry: Dirent, path: string): boolean | Promise<boolean> =>
    entry.isFile() || (links === 'follow' && linksToFile(path));
  for (const path of paths) {
    let isFolder: boolean;
    try {
      isFolder = (await stat(path)).isDirectory();
    } catch (error) {
      yield { kind: 'skipped', path, reason: reasonOf(error) };
      continue;
    }
    if (isFolder) {
      yield* walk(path, await rulesAbove(path), { wanted, isFile, isNamed: true });
    } else {
      yield { kind: 'file', path };
    }
  }
}

/** Whether a walk of `folder` would come to a file below it, as far as the folders and `.gitignore` files between them say. */
export async function isOwnSource(path: string, folder: string): Promise<boolean> {
  const rules = [...(await rulesAbove(folder))];
  let current = folder;
  for (const name of relative(folder, path).split(sep)) {
    const own = await readRules(current);
    if (own !== undefined) {
      rules.push(own);
    }
    current = join(current, name);
    if (neverOwn.has(name) || (await exists(join(current, environmentMark)))) {
      return false;
    }
  }
  return !isIgnored(path, false, rules);
}

interface Choice {
  readonly wanted: FileFilter;
  readonly isFile: (entry: Dirent, path: string) => boolean | Promise<boolean>;
  /** Whether this very folder was given. */
  readonly isNamed: boolean;
}

async function* walk(folder: string, above: readonly IgnoreRules[], choice: Choice): AsyncGenerator<SourceEntry> {
  let entries;
  try {
    entries = await readdir(folder, { withFileTypes: true });
  } catch (error) {
    yield { kind: 'skipped', path: folder, reason: reasonOf(error) };
    return;
  }
  if (!choice.isNamed && entries.some(({ name }) => name === environmentMark)) {
    return;
  }
  const own = await readRules(folder);
  const rules = own === undefined ? above : [...above, own];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (!neverOwn.has(entry.name) && !isIgnored(path, true, rules)) {
        yield* walk(path, rules, { ...choice, isNamed: false });
      }
    } else if (
      // Never opened unless it is a file: a pipe would wait for its other end.
      (await choice.isFile(entry, path)) &&
      (await choice.wanted(path, () => firstLineOf(path))) &&
      !isIgnored(path, false, rules)
    ) {
      yield { kind: 'file', path };
    }
  }
}

async function firstLineOf(path: string): Promise<string> {
  try {
    const file = await open(path);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(firstLineLength), 0, firstLineLength, 0);
      return buffer.toString('latin1', 0, bytesRead).split('\n', 1)[0] ?? '';
    } finally {
      await file.close();
    }
  } catch {
    return '';
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
