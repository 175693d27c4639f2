import type { Node } from '@vscode/tree-sitter-wasm';
import type { SyntaxTree } from './parsers';
import type { TreeNode, TreeOf } from './treeNode';
import type { WorkBudget } from './workBudget';

/** What the nodes of one tree share. */
interface Cache {
  readonly text: string;
  readonly budget: WorkBudget;
  /** Where the last search ended: the next one is near, as a rule, and need not begin at the root. */
  last: CachedNode | undefined;
}

/**
 * A node that remembers its parent and children. tree-sitter finds a parent by going down from the root, so that climbing
 * from the bottom of a chain of 3,000 calls costs millions of steps; here a step up is a step. Made when it is asked for,
 * and spends from the file's budget then. Valid as long as the tree.
 */
export class CachedNode implements TreeNode<CachedNode> {
  readonly startIndex: number;
  readonly endIndex: number;
  private kept: readonly CachedNode[] | undefined;
  private keptNamed: readonly CachedNode[] | undefined;
  private keptType: string | undefined;
  private fields: Map<string, CachedNode | null> | undefined;

  private constructor(
    private readonly node: Node,
    readonly parent: CachedNode | null,
    private readonly cache: Cache,
  ) {
    this.startIndex = node.startIndex;
    this.endIndex = node.endIndex;
  }

  /** The tree on nodes that are kept. */
  static tree(tree: SyntaxTree, budget: WorkBudget): TreeOf<CachedNode> {
    return { text: tree.text, root: new CachedNode(tree.root, null, { text: tree.text, budget, last: undefined }) };
  }

  get id(): number {
    return this.node.id;
  }

  get type(): string {
    this.keptType ??= this.node.type;
    return this.keptType;
  }

  get text(): string {
    return this.cache.text.slice(this.startIndex, this.endIndex);
  }

  get children(): readonly CachedNode[] {
    if (this.kept === undefined) {
      this.kept = this.node.children.flatMap((child) => {
        this.cache.budget.spend();
        return child === null ? [] : [new CachedNode(child, this, this.cache)];
      });
    }
    return this.kept;
  }

  get namedChildren(): readonly CachedNode[] {
    this.keptNamed ??= this.children.filter((child) => child.node.isNamed);
    return this.keptNamed;
  }

  get namedChildCount(): number {
    return this.namedChildren.length;
  }

  get firstChild(): CachedNode | null {
    return this.children[0] ?? null;
  }

  get lastChild(): CachedNode | null {
    return this.children.at(-1) ?? null;
  }

  get firstNamedChild(): CachedNode | null {
    return this.namedChildren[0] ?? null;
  }

  childForFieldName(name: string): CachedNode | null {
    this.fields ??= new Map();
    let child = this.fields.get(name);
    if (child === undefined) {
      child = this.own(this.node.childForFieldName(name));
      this.fields.set(name, child);
    }
    return child;
  }

  childrenForFieldName(name: string): readonly CachedNode[] {
    return this.node.childrenForFieldName(name).flatMap((child) => this.own(child) ?? []);
  }

  /** The smallest node that holds these offsets. */
  descendantForIndex(start: number, end: number): CachedNode {
    const { last } = this.cache;
    let node: CachedNode = last !== undefined && this.holds(last) ? last : this;
    while (node !== this && node.parent !== null && !(node.startIndex <= start && end <= node.endIndex)) {
      node = node.parent;
    }
    for (let inner = node.childAround(start, end); inner !== undefined; inner = node.childAround(start, end)) {
      node = inner;
    }
    this.cache.last = node;
    return node;
  }

  /** In the order of the text, this node too if it is one. */
  descendantsOfType(types: string[]): readonly CachedNode[] {
    return this.node.descendantsOfType(types).flatMap((found) => {
      if (found === null) {
        return [];
      }
      let node: CachedNode | null = this.descendantForIndex(found.startIndex, found.endIndex);
      while (node !== null && node.node.id !== found.id) {
        node = node.parent;
      }
      return node ?? [];
    });
  }

  private holds(other: CachedNode): boolean {
    return this.startIndex <= other.startIndex && other.endIndex <= this.endIndex;
  }

  /** The child that holds these offsets; the first of several that could, which only empty ones are. */
  private childAround(start: number, end: number): CachedNode | undefined {
    const { children } = this;
    let [low, high] = [0, children.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      [low, high] = (children[middle]?.endIndex ?? Infinity) < end ? [middle + 1, high] : [low, middle];
    }
    const child = children[low];
    return child !== undefined && child.startIndex <= start && start < child.endIndex ? child : undefined;
  }

  private own(child: Node | null): CachedNode | null {
    return child === null ? null : (this.children.find(({ node }) => node.id === child.id) ?? null);
  }
}
