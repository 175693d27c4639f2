import { posix, win32 } from 'node:path';
import { readRuntimeHeader } from '../runtimeHeader';
import type { FilePort, RuntimeAsset, RuntimeModule } from '../runtimeModule';
import type { ScriptModules, SpecifierEnding } from './scriptModules';
import { ProjectModules } from './projectModules';

type ModuleExtension = 'ts' | 'mjs' | 'cjs';

/**
 * Finds the runtime module that a script can import, or the place for a new one: what it imports already, else one beside
 * it or in a folder above within its package, else a new one beside it, under a name that no other module has.
 *
 * @param scriptPath absolute
 * @throws whatever `files` throws
 */
export async function locateRuntimeModule(
  files: FilePort,
  scriptPath: string,
  modules: ScriptModules,
): Promise<RuntimeModule> {
  return new Search(files, scriptPath, modules).run();
}

class Search {
  private readonly path: typeof posix;
  private readonly folder: string;
  private readonly project: ProjectModules;

  constructor(
    private readonly files: FilePort,
    private readonly script: string,
    private readonly modules: ScriptModules,
  ) {
    this.path = /^[A-Za-z]:[\\/]|^\\\\/.test(script) || !script.includes('/') ? win32 : posix;
    this.folder = this.path.dirname(script);
    this.project = new ProjectModules(files, this.path, this.folder);
  }

  async run(): Promise<RuntimeModule> {
    const isModuleType = await this.project.isModuleType();
    const extension = this.extension(isModuleType);
    const asset: RuntimeAsset = `monitoring.${extension}`;
    const ending =
      extension === 'ts' ? (this.modules.ending ?? (await this.project.ending(this.isModule(isModuleType)))) : '';
    const imported = await this.alreadyImported(extension);
    if (imported !== undefined) {
      return { ...imported, asset };
    }
    for (const folder of await this.project.packageFolders()) {
      for (const name of ['monitoring', 'taskMonitoring']) {
        const path = this.path.join(folder, `${name}.${extension}`);
        if (await this.isOurs(path)) {
          return { importModule: this.specifier(path, extension, ending), path, exists: true, asset };
        }
      }
    }
    const path = await this.newPath(extension);
    return { importModule: this.specifier(path, extension, ending), path, exists: false, asset };
  }

  /** TypeScript imports the module in TypeScript; JavaScript the one of its own kind. */
  private extension(isModuleType: boolean): ModuleExtension {
    if (this.modules.isTypeScript) {
      return 'ts';
    }
    return this.isModule(isModuleType) ? 'mjs' : 'cjs';
  }

  private isModule(isModuleType: boolean): boolean {
    const [, extension = ''] = /\.([cm]?[jt]sx?)$/i.exec(this.script) ?? [];
    if (/^m/i.test(extension)) {
      return true;
    }
    if (/^c/i.test(extension)) {
      return false;
    }
    return this.modules.format === undefined || this.modules.isTypeScript
      ? isModuleType || /x$/i.test(extension)
      : this.modules.format === 'esm';
  }

  private async isOurs(path: string): Promise<boolean> {
    const text = await this.files.read(path);
    return text !== undefined && readRuntimeHeader(text) !== undefined;
  }

  /** What the script imports TaskMonitor from already, when that is ours, or is missing and may be created there. */
  private async alreadyImported(extension: ModuleExtension): Promise<Omit<RuntimeModule, 'asset'> | undefined> {
    const importModule = this.modules.runtimeModule;
    if (importModule === undefined) {
      return undefined;
    }
    const stem = this.path.join(this.folder, importModule.replace(/\.[cm]?[jt]s$/, ''));
    const written = /\.([cm]?[jt]s)$/.exec(importModule)?.[1];
    const candidates = new Set([...(written === undefined ? [] : [written]), extension, 'ts', 'mjs', 'cjs', 'js']);
    for (const each of candidates) {
      if (await this.isOurs(`${stem}.${each}`)) {
        return { importModule, path: `${stem}.${each}`, exists: true };
      }
    }
    const path = `${stem}.${extension}`;
    const fits = extension === 'ts' ? written === undefined || /^[jt]s$/.test(written) : written === extension;
    const isBeside = /^\.\/[^/]+$/.test(importModule);
    return fits && isBeside && (await this.isFree(stem, extension)) ? { importModule, path, exists: false } : undefined;
  }

  private specifier(path: string, extension: ModuleExtension, ending: SpecifierEnding): string {
    const relative = this.path.relative(this.folder, path).replaceAll('\\', '/');
    const dotted = relative.startsWith('.') ? relative : `./${relative}`;
    return extension === 'ts' ? dotted.replace(/\.ts$/, ending) : dotted;
  }

  private async newPath(extension: ModuleExtension): Promise<string> {
    for (let number = 0; ; number++) {
      const name = number === 0 ? 'monitoring' : number === 1 ? 'taskMonitoring' : `taskMonitoring${number}`;
      const stem = this.path.join(this.folder, name);
      if (await this.isFree(stem, extension)) {
        return `${stem}.${extension}`;
      }
    }
  }

  /** Whether no other module answers to the specifier: `./monitoring` may be a file of many kinds, or a folder. */
  private async isFree(stem: string, extension: ModuleExtension): Promise<boolean> {
    const taken = extension === 'ts' ? ['ts', 'tsx', 'd.ts', 'js', 'jsx'] : [extension];
    for (const each of taken) {
      if ((await this.files.read(`${stem}.${each}`)) !== undefined) {
        return false;
      }
    }
    return extension !== 'ts' || !(await this.files.isFolder(stem));
  }
}
