import type { Node } from '@vscode/tree-sitter-wasm';

/** The packages that a Go file imports. */
export interface GoImports {
  /** Paths by the name that the file calls them. */
  readonly byName: ReadonlyMap<string, string>;
  /** Paths whose names stand in the file as its own: `import . "path"`. */
  readonly dotted: readonly string[];
}

export function goImports(root: Node): GoImports {
  const byName = new Map<string, string>();
  const dotted: string[] = [];
  for (const spec of root.descendantsOfType('import_spec')) {
    const path = spec?.childForFieldName('path')?.text.slice(1, -1);
    const name = spec?.childForFieldName('name')?.text;
    if (path === undefined || path === '' || name === '_') {
      continue;
    }
    if (name === '.') {
      dotted.push(path);
    } else {
      byName.set(name ?? packageName(path), path);
    }
  }
  return { byName, dotted };
}

/** The name that a package most likely has: the last part of its path, without a version and what marks it as Go's. */
export function packageName(path: string): string {
  const parts = path.split('/').filter((part) => !/^v\d+$/.test(part));
  return (parts.at(-1) ?? path).replace(/\.v\d+$/, '').replace(/^go-|-go$|\.go$/g, '');
}

/** client_golang itself, a copy of it under `vendor`, and the wrapper of Kubernetes, which has its functions and types. */
export function isPrometheusPackage(path: string | undefined): boolean {
  return (
    path !== undefined &&
    (/(?:^|\/)client_golang(?:\/v\d+)?\/prometheus(?:\/promauto)?$/.test(path) ||
      path === 'k8s.io/component-base/metrics')
  );
}

export function isPushPackage(path: string | undefined): boolean {
  return path !== undefined && /(?:^|\/)client_golang(?:\/v\d+)?\/prometheus\/push$/.test(path);
}
