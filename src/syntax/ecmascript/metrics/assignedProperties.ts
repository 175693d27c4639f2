import type { Node } from '@vscode/tree-sitter-wasm';
import type { WorkBudget } from '../../workBudget';
import type { Bindings } from './bindings';
import { isNothing } from './isNothing';
import { nameChain } from './nameChain';
import { innermost, type Construct, type Structure } from './structure';

export interface Assigned {
  readonly names: readonly string[];
  readonly value: Node;
}

/** A property that an object gets after it was made; `name` is undefined for a computed one. */
export interface AddedProperty {
  readonly name: string | undefined;
  readonly value: Node;
  readonly at: number;
}

/** What properties get by assignments: `metrics.requests = …`, `this.requests = …`. Valid as long as the tree. */
export class AssignedProperties {
  /** `name.path = value`, by all of the path. */
  private readonly assigned = new Map<string, (Assigned & { readonly at: number })[]>();
  /** `this.path = value`, by the class around (undefined for functions that are used as classes) and the path. */
  private readonly own = new Map<Construct | undefined, Map<string, Assigned[]>>();

  /** What is added to `name.path` by assignments to its members. */
  private readonly added = new Map<string, AddedProperty[]>();

  constructor(
    private readonly structure: Structure,
    private readonly bindings: Bindings,
    budget: WorkBudget,
  ) {
    for (const construct of structure.constructs) {
      budget.spend();
      if (construct.type === 'assignment_expression') {
        this.read(construct);
      }
    }
  }

  /** What the longest beginning of `root.names` gets by an assignment of its own, when it gets only one. */
  of(root: Node, names: readonly string[]): Assigned | undefined {
    if (root.type === 'this') {
      return this.ofThis(root, names);
    }
    if (root.type !== 'identifier') {
      return undefined;
    }
    const name = root.text;
    for (let length = names.length; length > 0; length--) {
      const all = this.assigned.get([name, ...names.slice(0, length)].join('.'));
      if (all !== undefined) {
        const binding = this.bindings.of(name, root.startIndex);
        return onlyValue(all.filter(({ at }) => this.bindings.of(name, at) === binding));
      }
    }
    return undefined;
  }

  /** The properties that are added to what a variable, or a member of it, holds. */
  addedTo(expression: Node): readonly AddedProperty[] {
    const chain = nameChain(expression);
    if (chain?.root.type !== 'identifier') {
      return [];
    }
    const { root, names } = chain;
    const added = this.added.get([root.text, ...names].join('.')) ?? [];
    const binding = this.bindings.of(root.text, root.startIndex);
    return added.filter(({ at }) => this.bindings.of(root.text, at) === binding);
  }

  /** `this.a.b = …`; of one name they are members of the class. */
  private ofThis(root: Node, names: readonly string[]): Assigned | undefined {
    const owner = this.classAt(root.startIndex);
    const all = this.own.get(owner);
    for (let length = names.length; length > (owner === undefined ? 0 : 1); length--) {
      const found = all?.get(names.slice(0, length).join('.'));
      if (found !== undefined) {
        return onlyValue(found);
      }
    }
    return undefined;
  }

  /** The class whose members `this` has at a place. */
  classAt(offset: number): Construct | undefined {
    return innermost(this.structure.at(offset), ({ type }) => classTypes.has(type));
  }

  /** What `this.name = …` gives to the members of a class. */
  ownOf(definition: Node): readonly (Assigned & { readonly name: string })[] {
    const paths = this.own.get(this.structure.of(definition)) ?? new Map<string, Assigned[]>();
    return [...paths].flatMap(([name, assigned]) =>
      assigned.flatMap((each) => (each.names.length === 1 ? [{ ...each, name }] : [])),
    );
  }

  private read({ node, start: at }: Construct): void {
    const [target, value] = [node.childForFieldName('left'), node.childForFieldName('right')];
    if (value === null || (target?.type !== 'member_expression' && target?.type !== 'subscript_expression')) {
      return;
    }
    const chain = nameChain(target);
    if (chain === undefined) {
      const object = nameChain(target.childForFieldName('object'));
      if (object?.root.type === 'identifier') {
        append(this.added, [object.root.text, ...object.names].join('.'), { name: undefined, value, at });
      }
      return;
    }
    const { root, names } = chain;
    if (root.type === 'this') {
      const owner = this.classAt(at);
      const paths = this.own.get(owner) ?? new Map<string, Assigned[]>();
      this.own.set(owner, paths);
      append(paths, names.join('.'), { names, value });
    } else if (root.type === 'identifier') {
      append(this.assigned, [root.text, ...names].join('.'), { names, value, at });
      append(this.added, [root.text, ...names.slice(0, -1)].join('.'), { name: names.at(-1), value, at });
    }
  }
}

function append<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) {
    lists.set(key, [item]);
  } else {
    list.push(item);
  }
}

const classTypes: ReadonlySet<string> = new Set(['class_declaration', 'abstract_class_declaration', 'class']);

function onlyValue(assigned: readonly Assigned[]): Assigned | undefined {
  const [first, ...others] = assigned.filter(({ value }) => !isNothing(value));
  return others.length === 0 ? first : undefined;
}
