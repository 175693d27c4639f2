import type { Node } from '@vscode/tree-sitter-wasm';
import type { TreeNode, TreeOf } from '../treeNode';
import { enclosingScope } from './names';

/** A name that an import statement binds. Valid as long as its tree. */
export interface Import<N = Node> {
  /** The name in this file; `*` for a wildcard. */
  readonly local: string;
  /** What it stands for, in dots: `prometheus_client.Counter`, `.monitoring.TaskMonitor`; the module for a wildcard. */
  readonly path: string;
  /** The module as written: `.monitoring`, `prometheus_client`; `a.b` for `import a.b`, which binds `a`. */
  readonly module: string;
  /** What is taken out of the module; undefined for `import module` and a wildcard. */
  readonly name?: string;
  readonly node: N;
  /** The function, class or module (the root) in which the name is bound. */
  readonly scope: N;
}

/** Every import of the file, in the order of the text: at module level, in functions, in `try` and `if`. */
export function importsOf<N extends TreeNode<N>>(tree: TreeOf<N>): readonly Import<N>[] {
  const imports: Import<N>[] = [];
  for (const statement of tree.root.descendantsOfType(['import_statement', 'import_from_statement'])) {
    if (statement !== null) {
      imports.push(...importsIn(statement));
    }
  }
  return imports;
}

/** What one import statement binds. */
export function* importsIn<N extends TreeNode<N>>(statement: N): Generator<Import<N>> {
  const scope = enclosingScope(statement);
  const module = statement.childForFieldName('module_name')?.text.replace(/\s/g, '');
  for (const child of statement.namedChildren) {
    if (child?.type === 'wildcard_import' && module !== undefined) {
      yield { local: '*', path: module, module, node: child, scope };
    }
  }
  for (const imported of statement.childrenForFieldName('name')) {
    const written = imported?.type === 'aliased_import' ? imported.childForFieldName('name') : imported;
    if (imported === null || written === null || written.text === '') {
      continue;
    }
    const name = written.text.replace(/\s/g, '');
    const alias = imported.childForFieldName('alias')?.text;
    if (module !== undefined) {
      yield {
        local: alias ?? name,
        path: module.endsWith('.') ? module + name : `${module}.${name}`,
        module,
        name,
        node: imported,
        scope,
      };
    } else if (alias !== undefined) {
      yield { local: alias, path: name, module: name, node: imported, scope };
    } else {
      // `import a.b` binds `a`.
      const top = name.split('.', 1)[0] ?? name;
      yield { local: top, path: top, module: name, node: imported, scope };
    }
  }
}
