import { importedModule, requiredModule, topLevelStatements } from '../../syntax/ecmascript/moduleImports';
import type { SyntaxTree } from '../../syntax/parsers';
import { namesRuntime, readMonitorUse } from './monitorUse';

/** How a specifier of a relative import ends. */
export type SpecifierEnding = '' | '.js' | '.ts';

/** What the modules that a file imports tell about how it is loaded. */
export interface ScriptModules {
  readonly isTypeScript: boolean;
  /** By its own statements: `import` and `export`, or `require` and `module.exports`; undefined when it has neither. */
  readonly format: 'esm' | 'commonjs' | undefined;
  /** How its relative imports of code end, the most frequent way; undefined without any. */
  readonly ending: SpecifierEnding | undefined;
  /** The relative specifier that it imports `TaskMonitor` from. */
  readonly runtimeModule: string | undefined;
}

export function scriptModules(tree: SyntaxTree): ScriptModules {
  const specifiers: string[] = [];
  let hasImports = false;
  let hasRequires = false;
  for (const statement of topLevelStatements(tree)) {
    if (statement.type === 'import_statement' || statement.type === 'export_statement') {
      hasImports = true;
      specifiers.push(importedModule(statement) ?? '');
    } else if (/^(?:lexical|variable)_declaration$/.test(statement.type)) {
      for (const declarator of statement.namedChildren) {
        const required = requiredModule(declarator?.childForFieldName('value') ?? null);
        hasRequires ||= required !== undefined;
        specifiers.push(required?.module ?? '');
      }
    }
  }
  const { text } = tree;
  const commonjs = hasRequires || /(?<![\w$.])(?:require\(\s*['"]|module\.exports\b|exports\.[\w$]+\s*=)/.test(text);
  const [classImport] = readMonitorUse(tree).classImports;
  const runtime = specifiers.find((each) => classImport !== undefined && namesRuntime(each) && each.startsWith('.'));
  return {
    isTypeScript: tree.language !== 'javascript',
    format: hasImports || /\bimport\.meta\b/.test(text) ? 'esm' : commonjs ? 'commonjs' : undefined,
    ending: usualEnding(specifiers.filter((each) => /^\.{1,2}\//.test(each) && !namesRuntime(each))),
    runtimeModule: runtime,
  };
}

function usualEnding(specifiers: readonly string[]): SpecifierEnding | undefined {
  const counts = new Map<SpecifierEnding, number>();
  for (const specifier of specifiers) {
    const [, extension = ''] = /\.([cm]?[jt]sx?|json|css|scss|svg|png|wasm|vue)$/.exec(specifier) ?? [];
    const ending = /^[cm]?jsx?$/.test(extension) ? '.js' : /^[cm]?tsx?$/.test(extension) ? '.ts' : '';
    if (ending !== '' || extension === '') {
      counts.set(ending, (counts.get(ending) ?? 0) + 1);
    }
  }
  return [...counts].toSorted((a, b) => b[1] - a[1])[0]?.[0];
}
