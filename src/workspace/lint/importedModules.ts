import type { LintedLanguage } from '../../syntax/lintedLanguage';

/** The modules that a text seems to import, as it writes them: a rough look that needs no parse and may name too many. */
export function importedModules(language: LintedLanguage, text: string): readonly string[] {
  switch (language) {
    case 'python':
      return [...text.matchAll(/^[ \t]*(?:from[ \t]+([.\w]+)[ \t]+)?import[ \t]+(\([^)]*\)|[^\r\n]*)/gm)].flatMap(
        ([, module, names = '']) =>
          module === undefined ? wordsOf(names) : [module, ...wordsOf(names).map((name) => joined(module, name))],
      );
    case 'javascript':
    case 'typescript':
    case 'tsx':
      return [...text.matchAll(/\b(?:from|require\(|import\(?)\s*['"]([^'"\r\n]+)['"]/g)].map(
        ([, module = '']) => module,
      );
    case 'go':
    case 'java':
    case 'bash':
    case 'exposition':
    case 'yaml':
      return [];
  }
}

function wordsOf(names: string): readonly string[] {
  return [...names.matchAll(/[\w.]+/g)].map(([word]) => word).filter((word) => word !== 'as');
}

function joined(module: string, name: string): string {
  return module.endsWith('.') ? module + name : `${module}.${name}`;
}
