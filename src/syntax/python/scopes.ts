import type { Node } from '@vscode/tree-sitter-wasm';
import type { Span } from '../../text/span';
import type { TreeNode, TreeOf } from '../treeNode';

/** The types of the nodes that have a scope of their own. */
export const scopeTypes: readonly string[] = ['function_definition', 'lambda', 'class_definition'];

/** The module (the root) or the body of a function, lambda or class. */
export interface Scope<N = Node> extends Span {
  /** The definition; for the module the root. */
  readonly node: N;
  readonly outer: Scope<N> | undefined;
}

/**
 * The scopes of one file, read once: climbing from each name to its function costs too much in deeply nested source.
 * Decorators, default values and base classes lie outside the body, and so in the scope around, as in Python itself.
 */
export class Scopes<N extends TreeNode<N> = Node> {
  /** In the order in which their bodies start, the module first. */
  private readonly scopes: Scope<N>[];

  /** @param nodes all of the types of `scopeTypes`, in the order of the text */
  constructor(tree: TreeOf<N>, nodes: readonly N[]) {
    this.scopes = [{ node: tree.root, start: 0, end: tree.text.length, outer: undefined }];
    for (const node of nodes) {
      const body = node.childForFieldName('body');
      if (body !== null) {
        this.scopes.push({ node, start: body.startIndex, end: body.endIndex, outer: this.at(body.startIndex) });
      }
    }
  }

  /** The innermost scope that holds `offset`. */
  at(offset: number): Scope<N> {
    let [low, high] = [0, this.scopes.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      [low, high] = (this.scopes[middle]?.start ?? 0) <= offset ? [middle, high] : [low, middle - 1];
    }
    let scope = this.scopes[low];
    while (scope?.outer !== undefined && scope.end <= offset) {
      scope = scope.outer;
    }
    if (scope === undefined) {
      throw new RangeError('a file has at least the scope of its module');
    }
    return scope;
  }

  /** The scopes whose names can be read at `offset`, innermost first. The names of a class are not seen from its methods. */
  visibleAt(offset: number): readonly Scope<N>[] {
    const innermost = this.at(offset);
    const visible = [innermost];
    for (let scope = innermost.outer; scope !== undefined; scope = scope.outer) {
      if (scope.node.type !== 'class_definition') {
        visible.push(scope);
      }
    }
    return visible;
  }

  /** The innermost class whose body or methods hold `offset`. */
  classAt(offset: number): N | undefined {
    for (let scope: Scope<N> | undefined = this.at(offset); scope !== undefined; scope = scope.outer) {
      if (scope.node.type === 'class_definition') {
        return scope.node;
      }
    }
    return undefined;
  }
}
