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

/** What properties get by assignments: `metrics.requests = …`, `this.requests = …`. Valid as long as the tree. */
export class AssignedProperties {
  /** `name.path = value`, by all of the path. */
  private readonly assigned = new Map<string, (Assigned & { readonly at: number })[]>();
  /** `this.path = value`, by the class around (undefined for functions that are used as classes) and the path. */
  private readonly own = new Map<Construct | undefined, Map<string, Assigned[]>>();

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

  private read(construct: Construct): void {
    const [target, value] = [construct.node.childForFieldName('left'), construct.node.childForFieldName('right')];
    const chain = target?.type.endsWith('_expression') === true ? nameChain(target) : undefined;
    if (value === null || chain === undefined || chain.names.length === 0) {
      return;
    }
    const { root, names } = chain;
    if (root.type === 'this') {
      const owner = this.classAt(construct.start);
      const paths = this.own.get(owner) ?? new Map<string, Assigned[]>();
      this.own.set(owner, paths);
      append(paths, names.join('.'), { names, value });
    } else if (root.type === 'identifier') {
      append(this.assigned, [root.text, ...names].join('.'), { names, value, at: construct.start });
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
