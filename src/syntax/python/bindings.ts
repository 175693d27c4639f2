import type { Node } from '@vscode/tree-sitter-wasm';
import type { Span } from '../../text/span';
import type { TreeNode, TreeOf } from '../treeNode';
import { importsIn, type Import } from './imports';
import { boundIn, occurrencesOf } from './names';
import type { WorkBudget } from '../workBudget';
import { Scopes, scopeTypes } from './scopes';

/** What a name stands for at some place, as far as its own file says. */
export type Binding<N = Node> = { readonly at: N } & (
  | { readonly kind: 'import'; readonly path: string; readonly imported: Import<N> }
  | { readonly kind: 'value'; readonly value: N }
  /** `name += value`: adds to what the name stood for before. */
  | { readonly kind: 'addition'; readonly value: N }
  | { readonly kind: 'class'; readonly definition: N }
  /** Parameters, loop variables, functions: a value that only running the program gives. */
  | { readonly kind: 'unknown' }
);

/** A binding of a plain name, with the id of the node whose scope it belongs to. */
interface Bound<N> {
  readonly binding: Binding<N>;
  readonly scope: number;
}

/** The bindings of a name in one scope, in the order of the text. */
interface Group<N> {
  readonly all: readonly Binding<N>[];
  /** Without those that stand in for something missing. */
  readonly real: readonly Binding<N>[];
}

/** The bindings that a name can have at some place, with the offset of the use where the order of the text decides. */
interface Candidates<N> {
  readonly group: Group<N>;
  readonly before: number;
}

/** What is read of the whole file at once. */
interface Outline<N extends TreeNode<N>> {
  readonly imports: readonly Import<N>[];
  readonly scopes: Scopes<N>;
  /** Where what stands in for something missing is bound: `except ImportError: Counter = None`. */
  readonly standIns: readonly Span[];
}

const importTypes = ['import_statement', 'import_from_statement'];
const standInTypes = ['except_clause', 'else_clause'];

function outlineOf<N extends TreeNode<N>>(tree: TreeOf<N>): Outline<N> {
  const nodes = tree.root.descendantsOfType([...scopeTypes, ...importTypes, ...standInTypes]);
  const scoped: N[] = [];
  const imports: Import<N>[] = [];
  const standIns: Span[] = [];
  for (const node of nodes) {
    if (node === null) {
      continue;
    }
    if (importTypes.includes(node.type)) {
      imports.push(...importsIn(node));
    } else if (standInTypes.includes(node.type)) {
      standIns.push({ start: node.startIndex, end: node.endIndex });
    } else {
      scoped.push(node);
    }
  }
  return { imports, scopes: new Scopes(tree, scoped), standIns };
}

/** The names of one file. Reads only the places where a name that is asked for stands. Valid as long as the tree. */
export class Bindings<N extends TreeNode<N> = Node> {
  private whole: Outline<N> | undefined;
  private readonly found = new Map<string, readonly N[]>();
  /** By name, then by the id of the scope. */
  private readonly bound = new Map<string, ReadonlyMap<number, Group<N>>>();
  private readonly members = new Map<string, readonly Binding<N>[]>();

  /** @param budget what following a name spends from */
  constructor(
    readonly tree: TreeOf<N>,
    readonly budget?: WorkBudget,
  ) {}

  get imports(): readonly Import<N>[] {
    return this.outline.imports;
  }

  get scopes(): Scopes<N> {
    return this.outline.scopes;
  }

  /** Read at the first name that is asked for, in one walk over the tree: many files never come to that. */
  private get outline(): Outline<N> {
    this.whole ??= outlineOf(this.tree);
    return this.whole;
  }

  /** The identifiers spelled `name`, alone or behind a dot, in the order of the text. */
  occurrences(name: string): readonly N[] {
    let nodes = this.found.get(name);
    if (nodes === undefined) {
      nodes = occurrencesOf(this.tree, name).flatMap(({ kind, node }) =>
        kind === 'name' || kind === 'attribute' ? [node] : [],
      );
      this.found.set(name, nodes);
    }
    return nodes;
  }

  /** The occurrences that the text around does not rule out. */
  private placesOf(name: string, accepts: (text: string, start: number, end: number) => boolean): readonly N[] {
    const { text } = this.tree;
    return occurrencesOf(this.tree, name, undefined, (start, end) => accepts(text, start, end)).flatMap(
      ({ kind, node }) => (kind === 'name' || kind === 'attribute' ? [node] : []),
    );
  }

  /** What an identifier or an attribute (`self.x`, `Class.x`) stands for; undefined for builtins and what wildcards bring. */
  of(expression: N): Binding<N> | undefined {
    return this.before(expression, expression);
  }

  /** What `expression` stood for where `at` stands, which tells an addition what it adds to. */
  before(expression: N, at: N): Binding<N> | undefined {
    const candidates = this.candidates(expression, at);
    if (candidates === undefined) {
      return undefined;
    }
    const { group, before } = candidates;
    return mostLikely(group, before) ?? (expression.type === 'identifier' ? group.all[0] : mostLikely(group, Infinity));
  }

  /** All that the scope of an identifier or attribute gives it, whichever holds at a place: both branches of an `if`. */
  all(expression: N): readonly Binding<N>[] {
    return this.candidates(expression, expression)?.group.all ?? [];
  }

  /** The members of a class by their name: assigned in its body, or through `self` in a method. */
  membersOf(owner: N, name: string): readonly Binding<N>[] {
    const key = `${owner.id} ${name}`;
    let members = this.members.get(key);
    if (members === undefined) {
      members = this.placesOf(name, mayAssign).flatMap((node): Binding<N>[] => {
        const parent = node.parent;
        if (parent?.type === 'attribute') {
          const self = parent.childForFieldName('object')?.text;
          const isOwn = (self === 'self' || self === 'cls') && this.scopes.classAt(node.startIndex)?.id === owner.id;
          return isOwn ? assigned(parent) : [];
        }
        return this.scopes.at(node.startIndex).node.id === owner.id ? assigned(node) : [];
      });
      this.members.set(key, members);
    }
    return members;
  }

  private candidates(expression: N, at: N): Candidates<N> | undefined {
    if (expression.type === 'identifier') {
      return this.namesAt(expression.text, at);
    }
    const [object, name] = [expression.childForFieldName('object'), expression.childForFieldName('attribute')];
    const owner = object === null ? undefined : this.classOf(object);
    if (owner === undefined || name === null) {
      return undefined;
    }
    const members = this.membersOf(owner, name.text);
    const scope = this.scopes.at(at.startIndex).node.id;
    const inSameScope = this.group(members.filter((member) => this.scopes.at(member.at.startIndex).node.id === scope));
    return mostLikely(inSameScope, at.startIndex) === undefined
      ? { group: this.group(members), before: Infinity }
      : { group: inSameScope, before: at.startIndex };
  }

  private namesAt(name: string, at: N): Candidates<N> | undefined {
    const groups = this.bindings(name);
    if (groups.size === 0) {
      return undefined;
    }
    for (const [index, scope] of this.scopes.visibleAt(at.startIndex).entries()) {
      const group = groups.get(scope.node.id);
      // `NAME = NAME` in a class reads the one outside.
      const isLater = scope.node.type === 'class_definition' && group && !mostLikely(group, at.startIndex);
      if (group !== undefined && isLater !== true) {
        // The function around, or the module, has run to its end, as a rule, when an inner function reads the name.
        return { group, before: index === 0 ? at.startIndex : Infinity };
      }
    }
    return undefined;
  }

  private classOf(object: N): N | undefined {
    if (object.type !== 'identifier') {
      return undefined;
    }
    if (object.text === 'self' || object.text === 'cls') {
      return this.scopes.classAt(object.startIndex);
    }
    const binding = this.of(object);
    return binding?.kind === 'class' ? binding.definition : undefined;
  }

  private bindings(name: string): ReadonlyMap<number, Group<N>> {
    let groups = this.bound.get(name);
    if (groups === undefined) {
      const imported = this.imports
        .filter((each) => each.local === name)
        .map((each): Bound<N> => {
          const { path, node, scope } = each;
          return { binding: { kind: 'import', at: node, path, imported: each }, scope: scope.id };
        });
      const all = [...imported, ...this.placesOf(name, mayBind).flatMap((node) => boundAt(node))].toSorted(
        (a, b) => a.binding.at.startIndex - b.binding.at.startIndex,
      );
      const byScope = new Map<number, Binding<N>[]>();
      for (const { binding, scope } of all) {
        const known = byScope.get(scope);
        if (known === undefined) {
          byScope.set(scope, [binding]);
        } else {
          known.push(binding);
        }
      }
      groups = new Map([...byScope].map(([scope, bindings]) => [scope, this.group(bindings)]));
      this.bound.set(name, groups);
    }
    return groups;
  }

  private group(bindings: readonly Binding<N>[]): Group<N> {
    const real = bindings.filter(
      (binding) =>
        !(binding.kind === 'value' && binding.value.type === 'none') && !this.standsInAt(binding.at.startIndex),
    );
    return { all: bindings, real };
  }

  private standsInAt(offset: number): boolean {
    const scope = this.scopes.at(offset);
    return this.outline.standIns.some(({ start, end }) => scope.start <= start && start <= offset && offset < end);
  }
}

/** The last binding before `offset`; what stands in for something missing does not count beside the real thing. */
function mostLikely<N extends TreeNode<N>>({ all, real }: Group<N>, offset: number): Binding<N> | undefined {
  return (real.length > 0 ? real : all).findLast((binding) => heldFrom(binding) <= offset);
}

/** Whether a name may be bound where it stands: behind a dot it is a member, in front of one, `[` or `(` it is read. */
function mayBind(text: string, start: number, end: number): boolean {
  if (text[start - 1] === '.') {
    return false;
  }
  const next = /[^ \t]/.exec(text.slice(end, end + 20))?.[0] ?? '';
  return !/[.([]/.test(next) || /(?:def|class)[ \t]+$/.test(text.slice(Math.max(0, start - 20), start));
}

/** Whether a name may be the target of an assignment: `name =`, `name: type =`, `name +=`. */
function mayAssign(text: string, _start: number, end: number): boolean {
  return /^[ \t\\\r\n)]*(?::|[-+*/%&|^@<>]*=(?!=))/.test(text.slice(end, end + 40));
}

/** The binding that `target`, the left side of an assignment, gets there. */
function assigned<N extends TreeNode<N>>(target: N): Binding<N>[] {
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

function boundAt<N extends TreeNode<N>>(node: N): Bound<N>[] {
  const parent = node.parent;
  const scope = parent === null || parent.type === 'attribute' ? undefined : boundIn(node)?.id;
  if (parent === null || scope === undefined) {
    return [];
  }
  if (parent.type === 'class_definition') {
    return [{ binding: { kind: 'class', at: node, definition: parent }, scope }];
  }
  const values = assigned(node);
  const bindings: readonly Binding<N>[] =
    values.length > 0 || bindsNothing.has(parent.type) ? values : [{ kind: 'unknown', at: node }];
  return bindings.map((binding) => ({ binding, scope }));
}

/** Offset behind the statement that binds: in `labels = labels + [x]` the right side still means the binding before. */
function heldFrom<N extends TreeNode<N>>(binding: Binding<N>): number {
  return binding.kind === 'value' || binding.kind === 'addition' ? binding.value.endIndex : binding.at.endIndex;
}
