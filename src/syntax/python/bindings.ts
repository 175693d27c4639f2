import type { Node } from '@vscode/tree-sitter-wasm';
import type { SyntaxTree } from '../parsers';
import { importsOf, type Import } from './imports';
import { enclosingClass, scopeOf, visibleScopes } from './scopes';

/** What a name stands for at some place, as far as its own file says. */
export type Binding =
  | { readonly kind: 'import'; readonly at: Node; readonly path: string }
  | { readonly kind: 'value'; readonly at: Node; readonly value: Node }
  /** `name += value`: adds to what the name stood for before `at`. */
  | { readonly kind: 'addition'; readonly at: Node; readonly value: Node }
  | { readonly kind: 'class'; readonly at: Node; readonly definition: Node }
  /** Parameters, loop variables, functions: a value that only running the program gives. */
  | { readonly kind: 'unknown'; readonly at: Node };

type Scoped<T> = T & { readonly scope: Node };

/** The names of one file. Reads only the places where a name that is asked for occurs. Valid as long as the tree. */
export class Bindings {
  readonly imports: readonly Import[];
  private readonly found = new Map<string, readonly Node[]>();

  constructor(private readonly tree: SyntaxTree) {
    this.imports = importsOf(tree);
  }

  /** The identifiers spelled `name`, in the order of the text. */
  occurrences(name: string): readonly Node[] {
    let nodes = this.found.get(name);
    if (nodes === undefined) {
      nodes = identifiers(this.tree, name);
      this.found.set(name, nodes);
    }
    return nodes;
  }

  /** What an identifier or an attribute (`self.x`, `Class.x`) stands for. */
  of(expression: Node): Binding | undefined {
    return this.before(expression, expression);
  }

  /** What `expression` stood for where `at` stands, which tells an addition what it adds to. */
  before(expression: Node, at: Node): Binding | undefined {
    if (expression.type === 'identifier') {
      return this.lookup(expression.text, at);
    }
    const [object, name] = [expression.childForFieldName('object'), expression.childForFieldName('attribute')];
    return object === null || name === null ? undefined : this.attribute(object, name.text, at);
  }

  /** The binding of `name` that counts where `at` stands; undefined for builtins and what wildcards may bring. */
  lookup(name: string, at: Node): Binding | undefined {
    const all = this.bindings(name);
    for (const [index, scope] of (all.length === 0 ? [] : visibleScopes(at)).entries()) {
      const here = all.filter((binding) => binding.scope.id === scope.id);
      if (here.length > 0) {
        // A function around or the module has run to its end, as a rule, when an inner function reads the name.
        return mostLikely(here, index === 0 ? at.startIndex : Infinity);
      }
    }
    return undefined;
  }

  /**
   * What the attribute `name` of `object` stands for at `at`, for `self`, `cls` and classes of this file: assigned in the
   * class body or through `self` in its methods.
   */
  attribute(object: Node, name: string, at: Node): Binding | undefined {
    const owner = this.classOf(object);
    if (owner === undefined) {
      return undefined;
    }
    const members = this.occurrences(name).flatMap((node): Binding[] => {
      const parent = node.parent;
      if (parent?.type === 'attribute') {
        const self = parent.childForFieldName('object');
        const isSelf = self?.text === 'self' || self?.text === 'cls';
        return isSelf && enclosingClass(parent)?.id === owner.id ? assigned(parent) : [];
      }
      return scopeOf(node).id === owner.id ? assigned(node) : [];
    });
    const sameScope = members.filter((member) => scopeOf(member.at).id === scopeOf(at).id);
    return mostLikely(sameScope, at.startIndex, true) ?? mostLikely(members, Infinity);
  }

  private classOf(object: Node): Node | undefined {
    if (object.type !== 'identifier') {
      return undefined;
    }
    const binding = this.lookup(object.text, object);
    if (binding?.kind === 'class') {
      return binding.definition;
    }
    return object.text === 'self' || object.text === 'cls' ? enclosingClass(object) : undefined;
  }

  private bindings(name: string): readonly Scoped<Binding>[] {
    const imported = this.imports
      .filter((each) => each.local === name)
      .map(({ path, node, scope }): Scoped<Binding> => ({ kind: 'import', at: node, path, scope }));
    return [...imported, ...this.occurrences(name).flatMap(bound)].toSorted(
      (a, b) => a.at.startIndex - b.at.startIndex,
    );
  }
}

function identifiers(tree: SyntaxTree, name: string): readonly Node[] {
  const nodes: Node[] = [];
  for (let start = tree.text.indexOf(name); start >= 0; start = tree.text.indexOf(name, start + name.length)) {
    const end = start + name.length;
    if (/\w/.test(tree.text[start - 1] ?? '') || /\w/.test(tree.text[end] ?? '')) {
      continue;
    }
    const node = tree.root.descendantForIndex(start, end);
    if (node?.type === 'identifier' && node.startIndex === start && node.endIndex === end) {
      nodes.push(node);
    }
  }
  return nodes;
}

/** The binding that `target`, the left side of an assignment, gets there. */
function assigned(target: Node): Binding[] {
  const parent = target.parent;
  if (parent?.type === 'assignment' || parent?.type === 'augmented_assignment' || parent?.type === 'named_expression') {
    const isTarget = (parent.childForFieldName('left') ?? parent.childForFieldName('name'))?.id === target.id;
    const value = parent.childForFieldName('right') ?? parent.childForFieldName('value');
    if (isTarget && value !== null) {
      return [{ kind: parent.type === 'augmented_assignment' ? 'addition' : 'value', at: target, value }];
    }
  }
  return [];
}

const patterns: ReadonlySet<string> = new Set(['pattern_list', 'tuple_pattern', 'list_pattern', 'list_splat_pattern']);
const parameters: ReadonlySet<string> = new Set([
  'default_parameter',
  'typed_default_parameter',
  'typed_parameter',
  'list_splat_pattern',
  'dictionary_splat_pattern',
]);

function bound(node: Node): Scoped<Binding>[] {
  const scope = scopeOf(node);
  const parent = node.parent;
  if (parent === null) {
    return [];
  }
  if (parent.type === 'class_definition' && parent.childForFieldName('name')?.id === node.id) {
    return [{ kind: 'class', at: node, definition: parent, scope }];
  }
  if (parent.type === 'function_definition' || parent.type === 'as_pattern_target') {
    return [{ kind: 'unknown', at: node, scope }];
  }
  const holder = parameters.has(parent.type) ? parent.parent : parent;
  if (holder?.type === 'parameters' || holder?.type === 'lambda_parameters') {
    const isName =
      parent.id === holder.id || (parent.childForFieldName('name') ?? parent.firstNamedChild)?.id === node.id;
    return isName && holder.parent !== null ? [{ kind: 'unknown', at: node, scope: holder.parent }] : [];
  }
  let target = node;
  while (target.parent !== null && patterns.has(target.parent.type)) {
    target = target.parent;
  }
  const statement = target.parent;
  const isLeft = statement?.childForFieldName('left')?.id === target.id;
  if (isLeft && (statement.type === 'for_statement' || (target.id !== node.id && statement.type === 'assignment'))) {
    return [{ kind: 'unknown', at: node, scope }];
  }
  return assigned(node).map((binding) => ({ ...binding, scope }));
}

/**
 * The last binding before `offset`, or else the first one: a name that is bound later only is half-typed or in a loop.
 * What stands in for a missing import (`except ImportError: Counter = None`) does not count beside the real thing.
 */
function mostLikely<T extends Binding>(bindings: readonly T[], offset: number, strict = false): T | undefined {
  const real = bindings.filter((binding) => !isFallback(binding));
  const counted = real.length > 0 ? real : bindings;
  return counted.findLast((binding) => heldFrom(binding) <= offset) ?? (strict ? undefined : counted[0]);
}

/** Offset behind the statement that binds: in `labels = labels + [x]` the right side still means the binding before. */
function heldFrom(binding: Binding): number {
  return binding.kind === 'value' || binding.kind === 'addition' ? binding.value.endIndex : binding.at.endIndex;
}

function isFallback(binding: Binding): boolean {
  if (binding.kind === 'value' && binding.value.type === 'none') {
    return true;
  }
  for (let node = binding.at; node.parent !== null; node = node.parent) {
    if (node.type === 'except_clause' || node.type === 'else_clause') {
      return true;
    }
    if (node.type === 'function_definition' || node.type === 'class_definition') {
      // The name of a definition stands in it, and is bound outside.
      if (node.childForFieldName('name')?.id !== binding.at.id) {
        return false;
      }
    }
  }
  return false;
}
