import type { posix } from 'node:path';
import type { FilePort } from '../runtimeModule';
import type { SpecifierEnding } from './scriptModules';

/** What the files of a project say about how its modules are loaded. */
export class ProjectModules {
  constructor(
    private readonly files: FilePort,
    private readonly path: typeof posix,
    private readonly folder: string,
  ) {}

  /** Whether the nearest `package.json` makes `.js` and `.ts` files ES modules. */
  async isModuleType(): Promise<boolean> {
    const text = await this.nearest('package.json');
    return text !== undefined && member(parseJsonc(text.text), 'type') === 'module';
  }

  /** How TypeScript wants the specifier of a relative import to end, by the nearest `tsconfig.json`. */
  async ending(isModule: boolean): Promise<SpecifierEnding> {
    const nearest = await this.nearest('tsconfig.json');
    if (nearest === undefined) {
      // Without tsc: Node itself wants the extension, and says so only in modules.
      return isModule ? '.ts' : '';
    }
    const options = await this.compilerOptions(nearest.path, nearest.text, 0);
    const resolution = options.get('moduleresolution') ?? options.get('module');
    const isNode = typeof resolution === 'string' && /^node(?:16|18|20|next)$/i.test(resolution);
    const takesTs =
      options.get('allowimportingtsextensions') === true || options.get('rewriterelativeimportextensions') === true;
    return isNode ? (takesTs ? '.ts' : '.js') : '';
  }

  /** The folder of the script and those above it, up to the one of its package. */
  async packageFolders(): Promise<readonly string[]> {
    const folders: string[] = [];
    for (const folder of this.foldersUp()) {
      folders.push(folder);
      if ((await this.files.read(this.path.join(folder, 'package.json'))) !== undefined) {
        return folders;
      }
    }
    // Without a package nothing says that the folders above belong to the script.
    return folders.slice(0, 1);
  }

  private *foldersUp(): Generator<string> {
    for (let folder = this.folder; ; folder = this.path.dirname(folder)) {
      yield folder;
      if (this.path.dirname(folder) === folder) {
        return;
      }
    }
  }

  private async nearest(name: string): Promise<{ readonly path: string; readonly text: string } | undefined> {
    for (const folder of this.foldersUp()) {
      const path = this.path.join(folder, name);
      const text = await this.files.read(path);
      if (text !== undefined) {
        return { path, text };
      }
    }
    return undefined;
  }

  /** The options that say how modules are found, by their names in lower case; own ones before those of `extends`. */
  private async compilerOptions(path: string, text: string, hops: number): Promise<Map<string, unknown>> {
    const config = parseJsonc(text);
    const options = new Map<string, unknown>();
    const bases = [member(config, 'extends')].flat();
    for (const base of hops < 8 ? bases : []) {
      if (typeof base === 'string' && base.startsWith('.')) {
        const file = this.path.join(this.path.dirname(path), base.endsWith('.json') ? base : `${base}.json`);
        const inherited = await this.files.read(file);
        if (inherited !== undefined) {
          for (const [name, value] of await this.compilerOptions(file, inherited, hops + 1)) {
            options.set(name, value);
          }
        }
      }
    }
    const own = member(config, 'compilerOptions');
    for (const [name, value] of Object.entries(typeof own === 'object' && own !== null ? own : {})) {
      options.set(name.toLowerCase(), value);
    }
    return options;
  }
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

/** JSON with comments and trailing commas, as tsc takes it; undefined for what is none. */
function parseJsonc(text: string): unknown {
  const plain = text
    .replace(/^\uFEFF/, '')
    .replace(/("(?:[^"\\]|\\.)*")|\/\/[^\r\n]*|\/\*[^]*?\*\//g, (_, literal: string | undefined) => literal ?? '')
    .replace(/("(?:[^"\\]|\\.)*")|,(?=\s*[}\]])/g, (_, literal: string | undefined) => literal ?? '');
  try {
    return JSON.parse(plain);
  } catch {
    return undefined;
  }
}
