import type { LintedLanguage } from '../../syntax/lintedLanguage';

/** The names under which a file may export what an import calls `name`, the likeliest first. */
export function namesInModule(language: LintedLanguage, module: string, name: string): readonly string[] {
  switch (language) {
    case 'javascript':
    case 'typescript':
    case 'tsx': {
      // What `module.exports` and `export default` hold is taken apart alike: as members of the one, or of the other.
      const bare = name.replace(/^(?:\*|default)\./, '');
      return [...new Set([name, bare, `default.${bare}`])];
    }
    case 'java': {
      // A member of a class that is itself the module; of the class by its own name; of one nested in it.
      const simple = module.slice(module.lastIndexOf('.') + 1);
      return [name, `${simple}.${name}`, ...(name.startsWith(`${simple}.`) ? [name.slice(simple.length + 1)] : [])];
    }
    case 'python':
    case 'go':
    case 'bash':
    case 'exposition':
    case 'yaml':
      return [name];
  }
}
