import { readFileSync } from 'node:fs';
import { posix } from 'node:path';
import type { LintedLanguage } from '../../../syntax/lintedLanguage';
import { ecmascriptModule } from './ecmascriptModules';
import { goPackage } from './goPackages';
import { javaClass } from './javaClasses';
import { ModulePaths } from './modulePaths';
import { pythonModule } from './pythonModules';

/** Finds the files of a workspace that an import means. Paths are absolute, with slashes. */
export class ModuleFiles {
  private readonly paths = new ModulePaths();
  private readonly manifests = new Map<string, string | undefined>();

  add(path: string): void {
    this.paths.add(path);
  }

  delete(path: string): void {
    this.paths.delete(path);
  }

  has(path: string): boolean {
    return this.paths.has(path);
  }

  /** The files of a module as `from` writes it; none for one that is not of the workspace. */
  resolve(from: string, language: LintedLanguage, module: string): readonly string[] {
    switch (language) {
      case 'python':
        return pythonModule(this.paths, from, module);
      case 'javascript':
      case 'typescript':
      case 'tsx':
        return ecmascriptModule(this.paths, from, module, (folder) =>
          this.stated(posix.join(folder, 'package.json'), /"name"\s*:\s*"([^"]+)"/),
        );
      case 'go':
        return goPackage(this.paths, from, module, (folder) =>
          this.stated(posix.join(folder, 'go.mod'), /^\s*module\s+"?([^\s"]+)/m),
        );
      case 'java':
        return javaClass(this.paths, from, module);
      case 'bash':
      case 'exposition':
      case 'yaml':
        return [];
    }
  }

  /** The files that see each other's names without an import: a Go package. */
  besides(path: string, language: LintedLanguage): readonly string[] {
    return language === 'go' ? this.resolve(path, language, '').filter((each) => each !== path) : [];
  }

  /** Forgets what files outside the sources said. */
  clear(): void {
    this.manifests.clear();
  }

  private stated(file: string, pattern: RegExp): string | undefined {
    if (!this.manifests.has(file)) {
      this.manifests.set(file, stated(file, pattern));
    }
    return this.manifests.get(file);
  }
}

function stated(file: string, pattern: RegExp): string | undefined {
  try {
    return pattern.exec(readFileSync(file, 'utf8'))?.[1];
  } catch {
    return undefined;
  }
}
