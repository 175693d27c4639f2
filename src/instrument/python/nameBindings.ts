import type { SyntaxTree } from '../../syntax/parsers';
import { boundIn, occurrencesOf } from '../../syntax/python/names';

/** Where a file binds one name. */
export interface NameBindings {
  /** Ids of the functions, classes, lambdas and the module (the root) that bind it. */
  readonly scopes: ReadonlySet<number>;
  /** How often the module binds it for itself, `global` statements of its functions included. */
  readonly ofModule: number;
}

export function readBindings(tree: SyntaxTree, name: string): NameBindings {
  const scopes = new Set<number>();
  let ofModule = 0;
  for (const { kind, node } of occurrencesOf(tree, name)) {
    const scope = kind === 'name' ? boundIn(node)?.id : undefined;
    if (scope !== undefined) {
      scopes.add(scope);
      ofModule += scope === tree.root.id || node.parent?.type === 'global_statement' ? 1 : 0;
    }
  }
  return { scopes, ofModule };
}
