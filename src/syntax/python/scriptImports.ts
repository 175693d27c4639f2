import type { SyntaxTree } from '../parsers';
import { importsOf } from './imports';

/** What a file's imports say about how Python finds its modules. */
export interface ScriptImports {
  /** The most dots that an import of it begins with: 0 without relative imports, 2 for `from ..common import x`. */
  readonly relativeLevel: number;
  /** First names of the modules that it imports absolutely: `pkg` for `from pkg.jobs import x`. */
  readonly topLevelModules: readonly string[];
  /** The module that it imports `TaskMonitor` from: `monitoring`, `pkg.monitoring`, `..monitoring`. */
  readonly runtimeModule: string | undefined;
  /** Whether it asks `if __name__ == "__main__"`, or calls a function of its own as it is loaded. */
  readonly runsAsScript: boolean;
}

export function scriptImports(tree: SyntaxTree): ScriptImports {
  const modules = importsOf(tree).map(({ path, node }) => {
    const written = node.parent?.childForFieldName('module_name')?.text.replace(/\s/g, '');
    return { module: written ?? path, name: path.slice(path.lastIndexOf('.') + 1) };
  });
  const absolute = modules.filter(({ module }) => !module.startsWith('.'));
  return {
    relativeLevel: Math.max(0, ...modules.map(({ module }) => /^\.*/.exec(module)?.[0].length ?? 0)),
    // The import of TaskMonitor itself says nothing about other modules of that name.
    topLevelModules: [
      ...new Set(
        absolute.filter(({ name }) => name !== 'TaskMonitor').map(({ module }) => module.split('.', 1)[0] ?? ''),
      ),
    ],
    runtimeModule: modules.find(({ name, module }) => name === 'TaskMonitor' && module !== name)?.module,
    runsAsScript: /^if\b.*\b__name__\b/m.test(tree.text) || callsItself(tree),
  };
}

function callsItself(tree: SyntaxTree): boolean {
  const defined = new Set([...tree.text.matchAll(/^(?:async[ \t]+)?def[ \t]+(\w+)/gm)].map(([, name]) => name));
  return tree.root.namedChildren.some((statement) => {
    const call = statement?.type === 'expression_statement' ? statement.firstNamedChild : undefined;
    return call?.type === 'call' && defined.has(call.childForFieldName('function')?.text);
  });
}
