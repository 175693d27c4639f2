import { posix, win32 } from 'node:path';
import type { ScriptImports } from '../../syntax/python/scriptImports';
import { readRuntimeHeader } from '../runtimeHeader';
import type { FilePort, RuntimeModule } from '../runtimeModule';

/**
 * Finds the runtime module that a script can import, or the place for a new one: beside the script, under a name that no
 * other module has. A module in a folder above counts only when the script's own imports show that it is importable from
 * there; a script's own folder is the first, and the only sure, entry of its `sys.path`.
 *
 * @param imports what the script's own imports tell; without it only its own folder is looked at
 * @throws whatever `files` throws
 */
export async function locateRuntimeModule(
  files: FilePort,
  scriptPath: string,
  imports?: ScriptImports,
): Promise<RuntimeModule> {
  return new Search(files, scriptPath, imports).run();
}

/** A folder and what stands before the module's name to import from it: nothing, `.`, `..` or `pkg.jobs.`. */
interface Place {
  readonly folder: string;
  readonly prefix: string;
}

const asset = 'monitoring.py';

const moduleNames = ['monitoring', 'task_monitoring'] as const;

class Search {
  private readonly path: typeof posix;
  private readonly folder: string;

  constructor(
    private readonly files: FilePort,
    private readonly script: string,
    private readonly imports: ScriptImports | undefined,
  ) {
    this.path = /^[A-Za-z]:[\\/]|^\\\\/.test(script) || !script.includes('/') ? win32 : posix;
    this.folder = this.path.dirname(script);
  }

  async run(): Promise<RuntimeModule> {
    const imported = await this.alreadyImported();
    if (imported !== undefined) {
      return imported;
    }
    const places = await this.places();
    for (const place of places) {
      for (const name of moduleNames) {
        const path = this.file(place.folder, name);
        if (await this.isOurs(path)) {
          return { importModule: place.prefix + name, path, exists: true, asset };
        }
      }
    }
    const [beside] = places;
    return this.newModule(beside ?? { folder: this.folder, prefix: '' });
  }

  private file(folder: string, ...parts: readonly string[]): string {
    return `${this.path.join(folder, ...parts)}.py`;
  }

  private async isOurs(path: string): Promise<boolean> {
    const text = await this.files.read(path);
    return text !== undefined && readRuntimeHeader(text) !== undefined;
  }

  private async isPackage(folder: string): Promise<boolean> {
    return (await this.files.read(this.path.join(folder, '__init__.py'))) !== undefined;
  }

  /** What the script imports TaskMonitor from already, when that is ours, or is missing and may be created there. */
  private async alreadyImported(): Promise<RuntimeModule | undefined> {
    const importModule = this.imports?.runtimeModule;
    if (importModule === undefined) {
      return undefined;
    }
    const [dots = ''] = /^\.*/.exec(importModule) ?? [];
    const parts = importModule.slice(dots.length).split('.');
    const up = this.path.join(this.folder, ...Array.from({ length: dots.length - 1 }, () => '..'));
    const above = (await this.packagesAround()).map((folder) => this.path.dirname(folder));
    const roots = dots === '' ? [this.folder, ...above] : [up];
    for (const root of roots) {
      const path = this.file(root, ...parts);
      if (await this.isOurs(path)) {
        return { importModule, path, exists: true, asset };
      }
    }
    const path = this.file(this.folder, ...parts);
    const isBeside = dots.length <= 1 && parts.length === 1 && /^(?:task_)?monitoring/.test(parts[0] ?? '');
    return isBeside && (await this.isFree(path)) ? { importModule, path, exists: false, asset } : undefined;
  }

  /** The script's folder and those above it as long as they are packages, innermost first. */
  private async packagesAround(): Promise<readonly string[]> {
    const packages: string[] = [];
    for (let folder = this.folder; await this.isPackage(folder); folder = this.path.dirname(folder)) {
      packages.push(folder);
      if (this.path.dirname(folder) === folder) {
        break;
      }
    }
    return packages;
  }

  /** Where the script can import from, its own folder first. */
  private async places(): Promise<readonly Place[]> {
    const beside = { folder: this.folder, prefix: '' };
    const packages = await this.packagesAround();
    const relativeLevel = this.imports?.relativeLevel ?? 0;
    if (relativeLevel > 0) {
      // Its own relative imports show how many packages there are above it.
      const levels = Math.max(1, Math.min(relativeLevel, packages.length));
      return Array.from({ length: levels }, (_, index) => ({
        folder: packages[index] ?? this.folder,
        prefix: '.'.repeat(index + 1),
      }));
    }
    const names = packages.map((folder) => this.path.basename(folder)).toReversed();
    const root = names[0];
    if (root !== undefined && this.imports?.topLevelModules.includes(root) === true) {
      // It imports its own package by name, so the folder that holds that is on the path.
      return packages.map((folder, index) => ({
        folder,
        prefix: `${names.slice(0, names.length - index).join('.')}.`,
      }));
    }
    return root !== undefined && (await this.isImported()) ? [{ ...beside, prefix: '.' }] : [beside];
  }

  /** Whether a file of a package is loaded as part of it rather than run, when it imports nothing of the package. */
  private async isImported(): Promise<boolean> {
    if (this.path.basename(this.script) === '__init__.py') {
      return true;
    }
    if (this.imports === undefined || this.imports.runsAsScript) {
      return false;
    }
    for (const name of this.imports.topLevelModules) {
      // Imported by its bare name, a module beside it shows that the folder is on the path.
      if ((await this.files.read(this.file(this.folder, name))) !== undefined) {
        return false;
      }
    }
    return true;
  }

  private async newModule({ folder, prefix }: Place): Promise<RuntimeModule> {
    for (let number = 0; ; number++) {
      const name = moduleNames[number] ?? `${moduleNames[1]}_${number}`;
      const path = this.file(folder, name);
      // A module of that name that the script imports from elsewhere would be hidden by ours.
      const isTaken = prefix === '' && this.imports?.topLevelModules.includes(name) === true;
      if (!isTaken && (await this.isFree(path))) {
        return { importModule: prefix + name, path, exists: false, asset };
      }
    }
  }

  private async isFree(path: string): Promise<boolean> {
    return (await this.files.read(path)) === undefined && !(await this.files.isFolder(path.replace(/\.py$/, '')));
  }
}
