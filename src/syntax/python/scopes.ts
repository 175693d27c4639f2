import type { Node } from '@vscode/tree-sitter-wasm';

const scopeTypes: ReadonlySet<string> = new Set(['function_definition', 'class_definition', 'lambda']);

/**
 * The function, lambda, class or module (the root) that `node` is evaluated in. Decorators, default values and base
 * classes belong to the scope around the definition, as in Python itself.
 */
export function scopeOf(node: Node): Node {
  let child = node;
  for (let parent = child.parent; parent !== null; parent = child.parent) {
    if (scopeTypes.has(parent.type) && parent.childForFieldName('body')?.id === child.id) {
      return parent;
    }
    child = parent;
  }
  return child;
}

/** The scopes whose names can be read at `node`, innermost first. The names of a class are not seen from its methods. */
export function visibleScopes(node: Node): readonly Node[] {
  const innermost = scopeOf(node);
  const scopes = [innermost];
  for (let scope = innermost; scope.parent !== null;) {
    scope = scopeOf(scope);
    if (scope.type !== 'class_definition') {
      scopes.push(scope);
    }
  }
  return scopes;
}

/** The innermost class whose body or methods hold `node`. */
export function enclosingClass(node: Node): Node | undefined {
  for (let scope = scopeOf(node); scope.parent !== null; scope = scopeOf(scope)) {
    if (scope.type === 'class_definition') {
      return scope;
    }
  }
  return undefined;
}
