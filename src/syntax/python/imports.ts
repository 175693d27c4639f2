import type { Node } from '@vscode/tree-sitter-wasm';
import type { SyntaxTree } from '../parsers';
import { enclosingScope } from './names';

/** A name that an import statement binds. Valid as long as its tree. */
export interface Import {
  /** The name in this file; `*` for a wildcard. */
  readonly local: string;
  /** What it stands for, in dots: `prometheus_client.Counter`, `.monitoring.TaskMonitor`; the module for a wildcard. */
  readonly path: string;
  readonly node: Node;
  /** The function, class or module (the root) in which the name is bound. */
  readonly scope: Node;
}

/** Every import of the file, in the order of the text: at module level, in functions, in `try` and `if`. */
export function importsOf(tree: SyntaxTree): readonly Import[] {
  const imports: Import[] = [];
  for (const statement of tree.root.descendantsOfType(['import_statement', 'import_from_statement'])) {
    if (statement !== null) {
      imports.push(...bindingsOf(statement));
    }
  }
  return imports;
}

function* bindingsOf(statement: Node): Generator<Import> {
  const scope = enclosingScope(statement);
  const module = statement.childForFieldName('module_name')?.text.replace(/\s/g, '');
  for (const child of statement.namedChildren) {
    if (child?.type === 'wildcard_import' && module !== undefined) {
      yield { local: '*', path: module, node: child, scope };
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
        node: imported,
        scope,
      };
    } else if (alias !== undefined) {
      yield { local: alias, path: name, node: imported, scope };
    } else {
      // `import a.b` binds `a`.
      const top = name.split('.', 1)[0] ?? name;
      yield { local: top, path: top, node: imported, scope };
    }
  }
}
