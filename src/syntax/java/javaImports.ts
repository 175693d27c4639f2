import type { Node } from '@vscode/tree-sitter-wasm';

/** What a Java file imports. */
export interface JavaImports {
  /** Qualified names by the simple ones: of classes, and of static members. */
  readonly byName: ReadonlyMap<string, string>;
  /** Packages and classes whose members are imported with `*`. */
  readonly wildcards: readonly string[];
  /** Those of them that are classes: `import static com.acme.Metrics.*`. */
  readonly staticWildcards: readonly string[];
}

export function javaImports(root: Node): JavaImports {
  const byName = new Map<string, string>();
  const wildcards: string[] = [];
  const staticWildcards: string[] = [];
  for (const node of root.descendantsOfType('import_declaration')) {
    const name = node?.namedChildren.find(
      (child) => child?.type === 'scoped_identifier' || child?.type === 'identifier',
    );
    const path = name?.text.replace(/\s+/g, '');
    if (path === undefined) {
      continue;
    }
    if (node?.namedChildren.some((child) => child?.type === 'asterisk') === true) {
      wildcards.push(path);
      if (/^import\s+static\b/.test(node.text)) {
        staticWildcards.push(path);
      }
    } else {
      byName.set(path.slice(path.lastIndexOf('.') + 1), path);
    }
  }
  return { byName, wildcards, staticWildcards };
}
