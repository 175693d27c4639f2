import type { Node } from '@vscode/tree-sitter-wasm';
import type { Span } from '../../text/span';
import type { SyntaxTree } from '../parsers';
import { importsOf, type Import } from './imports';
import { boundIn, occurrencesOf } from './names';
import { Scopes } from './scopes';

/** What a name stands for at some place, as far as its own file says. */
export type Binding = { readonly at: Node } & (
  | { readonly kind: 'import'; readonly path: string }
  | { readonly kind: 'value'; readonly value: Node }
  /** `name += value`: adds to what the name stood for before. */
  | { readonly kind: 'addition'; readonly value: Node }
  | { readonly kind: 'class'; readonly definition: Node }
  /** Parameters, loop variables, functions: a value that only running the program gives. */
  | { readonly kind: 'unknown' }
);

/** A binding of a plain name, with the id of the node whose scope it belongs to. */
interface Bound {
  readonly binding: Binding;
  readonly scope: number;
}

/** The names of one file. Reads only the places where a name that is asked for stands. Valid as long as the tree. */
export class Bindings {
  readonly imports: readonly Import[];
  readonly scopes: Scopes;
  /** Where what stands in for something missing is bound: `except ImportError: Counter = None`. */
  private readonly standIns: readonly Span[];
  private readonly found = new Map<string, readonly Node[]>();
  private readonly bound = new Map<string, readonly Bound[]>();

  constructor(private readonly tree: SyntaxTree) {
    this.imports = importsOf(tree);
    this.scopes = new Scopes(tree);
    this.standIns = tree.root
      .descendantsOfType(['except_clause', 'else_clause'])
      .flatMap((clause) => (clause === null ? [] : [{ start: clause.startIndex, end: clause.endIndex }]));
  }

  /** The identifiers spelled `name`, alone or behind a dot, in the order of the text. */
  occurrences(name: string): readonly Node[] {
    let nodes = this.found.get(name);
    if (nodes === undefined) {
      nodes = occurrencesOf(this.tree, name).flatMap(({ kind, node }) =>
        kind === 'name' || kind === 'attribute' ? [node] : [],
      );
      this.found.set(name, nodes);
    }
    return nodes;
  }

  /** What an identifier or an attribute (`self.x`, `Class.x`) stands for; undefined for builtins and what wildcards bring. */
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

  private lookup(name: string, at: Node): Binding | undefined {
    const all = this.bindings(name);
    if (all.length === 0) {
      return undefined;
    }
    for (const [index, scope] of this.scopes.visibleAt(at.startIndex).entries()) {
      const here = all.flatMap((bound) => (bound.scope === scope.node.id ? [bound.binding] : []));
      if (here.length > 0) {
        // The function around, or the module, has run to its end, as a rule, when an inner function reads the name.
        return this.mostLikely(here, index === 0 ? at.startIndex : Infinity) ?? here[0];
      }
    }
    return undefined;
  }

  /** The attribute of `self`, `cls` or a class of this file: assigned in the class body, or through `self` in a method. */
  private attribute(object: Node, name: string, at: Node): Binding | undefined {
    const owner = this.classOf(object);
    if (owner === undefined) {
      return undefined;
    }
    const members = this.occurrences(name).flatMap((node): Binding[] => {
      const parent = node.parent;
      if (parent?.type === 'attribute') {
        const self = parent.childForFieldName('object')?.text;
        const isOwn = (self === 'self' || self === 'cls') && this.scopes.classAt(node.startIndex)?.id === owner.id;
        return isOwn ? assigned(parent) : [];
      }
      return this.scopes.at(node.startIndex).node.id === owner.id ? assigned(node) : [];
    });
    const scope = this.scopes.at(at.startIndex).node.id;
    const inSameScope = members.filter((member) => this.scopes.at(member.at.startIndex).node.id === scope);
    return this.mostLikely(inSameScope, at.startIndex) ?? this.mostLikely(members, Infinity);
  }

  private classOf(object: Node): Node | undefined {
    if (object.type !== 'identifier') {
      return undefined;
    }
    const binding = this.lookup(object.text, object);
    if (binding?.kind === 'class') {
      return binding.definition;
    }
    return object.text === 'self' || object.text === 'cls' ? this.scopes.classAt(object.startIndex) : undefined;
  }

  /** In the order of the text. */
  private bindings(name: string): readonly Bound[] {
    let bindings = this.bound.get(name);
    if (bindings === undefined) {
      const imported = this.imports
        .filter((each) => each.local === name)
        .map(({ path, node, scope }): Bound => ({ binding: { kind: 'import', at: node, path }, scope: scope.id }));
      bindings = [...imported, ...this.occurrences(name).flatMap(boundAt)].toSorted(
        (a, b) => a.binding.at.startIndex - b.binding.at.startIndex,
      );
      this.bound.set(name, bindings);
    }
    return bindings;
  }

  /** The last binding before `offset`; what stands in for something missing does not count beside the real thing. */
  private mostLikely(bindings: readonly Binding[], offset: number): Binding | undefined {
    const real = bindings.filter((binding) => !this.isStandIn(binding));
    return (real.length > 0 ? real : bindings).findLast((binding) => heldFrom(binding) <= offset);
  }

  private isStandIn(binding: Binding): boolean {
    if (binding.kind === 'value' && binding.value.type === 'none') {
      return true;
    }
    const offset = binding.at.startIndex;
    const scope = this.scopes.at(offset);
    return this.standIns.some(({ start, end }) => scope.start <= start && start <= offset && offset < end);
  }
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

/**
 * Imports are read as such, `global` binds where it points to, a comprehension in itself; an annotation without a value and
 * a `del` bind nothing, and the names in annotations are read.
 */
const bindsNothing: ReadonlySet<string> = new Set([
  'dotted_name',
  'aliased_import',
  'global_statement',
  'nonlocal_statement',
  'delete_statement',
  'for_in_clause',
  'assignment',
  'type',
  'generic_type',
  'type_parameter',
]);

function boundAt(node: Node): Bound[] {
  const parent = node.parent;
  const scope = parent === null || parent.type === 'attribute' ? undefined : boundIn(node)?.id;
  if (parent === null || scope === undefined) {
    return [];
  }
  if (parent.type === 'class_definition') {
    return [{ binding: { kind: 'class', at: node, definition: parent }, scope }];
  }
  const values = assigned(node);
  const bindings: readonly Binding[] =
    values.length > 0 || bindsNothing.has(parent.type) ? values : [{ kind: 'unknown', at: node }];
  return bindings.map((binding) => ({ binding, scope }));
}

/** Offset behind the statement that binds: in `labels = labels + [x]` the right side still means the binding before. */
function heldFrom(binding: Binding): number {
  return binding.kind === 'value' || binding.kind === 'addition' ? binding.value.endIndex : binding.at.endIndex;
}
