import type { Node } from '@vscode/tree-sitter-wasm';
import { namedChildren } from '../../namedChildren';
import type { SyntaxTree } from '../../parsers';
import type { WorkBudget } from '../../workBudget';
import { stringValue } from '../moduleImports';
import { ownDescendants } from '../ownDescendants';
import { Bindings, type Binding } from './bindings';
import { argumentsOf, plainExpression } from './plainExpression';
import { innermost, Structure, type Construct } from './structure';

/** What an expression stands for, followed through the names and members of its file. */
export type Target =
  /** The expression that makes the value: a literal, a call. */
  | { readonly kind: 'expression'; readonly node: Node }
  /** What another module exports: `default` and members included; an empty path for all of it. */
  | { readonly kind: 'imported'; readonly module: string; readonly path: readonly string[] }
  | { readonly kind: 'class' | 'enum' | 'function'; readonly node: Node }
  | { readonly kind: 'enum-member'; readonly value: Node | undefined };

/** A chain of names: `this.metrics.requests`. `root` is an identifier, `this`, or any other expression. */
export interface Chain {
  readonly root: Node;
  readonly names: readonly string[];
}

interface Assigned {
  readonly names: readonly string[];
  readonly value: Node;
}

/** So many names and members are followed from one expression to what it stands for. */
const farthest = 12;
const longestChain = 24;
const mostChecks = 50;

/** Finds what the expressions of one file stand for. Valid as long as the tree. */
export class References {
  readonly structure: Structure;
  readonly bindings: Bindings;
  /** Whether the file names the client's package. */
  readonly importsClient: boolean;
  private readonly properties = new Map<number, ReadonlyMap<string, Node>>();
  private readonly members = new Map<number, ReadonlyMap<string, readonly Node[]>>();
  private readonly returned = new Map<number, Node | undefined>();
  private readonly calledNames = new Map<Construct, string>();
  private checks: Map<Construct, Construct[]> | undefined;
  /** `name.path = value`, by all of the path. */
  private readonly assigned = new Map<string, (Assigned & { readonly at: number })[]>();
  /** `this.path = value`, by the class around (undefined for functions that are used as classes) and the path. */
  private readonly own = new Map<Construct | undefined, Map<string, Assigned[]>>();

  constructor(
    readonly tree: SyntaxTree,
    readonly budget: WorkBudget,
  ) {
    this.importsClient = /['"](?:prom-client|@prometheus-io\/client)['"]/.test(tree.text);
    this.structure = new Structure(tree, budget);
    this.bindings = new Bindings(tree, this.structure, budget);
    for (const construct of this.structure.constructs) {
      if (construct.type === 'assignment_expression') {
        this.readAssignment(construct);
      }
    }
  }

  text(node: Node): string {
    return this.tree.text.slice(node.startIndex, node.endIndex);
  }

  /** The last name of what a call or `new` expression calls, by the text: most calls are told by it; empty for none. */
  calledName(call: Construct): string {
    let name = this.calledNames.get(call);
    if (name === undefined) {
      const callee = call.node.childForFieldName(call.type === 'new_expression' ? 'constructor' : 'function');
      const end = callee?.endIndex ?? 0;
      name = /[\w$]+$/.exec(this.tree.text.slice(Math.max(callee?.startIndex ?? 0, end - 80), end))?.[0] ?? '';
      this.calledNames.set(call, name);
    }
    return name;
  }

  /** What binds an identifier; undefined for globals and for all that is no identifier. */
  binding(name: Node): Binding | undefined {
    return name.type === 'identifier' || name.type === 'shorthand_property_identifier'
      ? this.bindings.of(this.text(name), name.startIndex)
      : undefined;
  }

  /** What `expression` stands for; undefined when only running the program tells. */
  follow(expression: Node | null, hops = farthest): Target | undefined {
    this.budget.spend();
    const plain = plainExpression(expression);
    if (plain === null || hops <= 0) {
      return undefined;
    }
    switch (plain.type) {
      case 'identifier':
      case 'shorthand_property_identifier':
        return this.followName(plain, hops);
      case 'member_expression':
      case 'subscript_expression':
        return this.followChain(plain, hops);
      case 'this': {
        const owner = this.classAt(plain.startIndex);
        return owner === undefined ? undefined : { kind: 'class', node: owner.node };
      }
      case 'class':
        return { kind: 'class', node: plain };
      case 'arrow_function':
      case 'function_expression':
        return { kind: 'function', node: plain };
      case 'call_expression':
        return this.followCall(plain, hops);
      default:
        return { kind: 'expression', node: plain };
    }
  }

  /** The names that an expression is made of; undefined for one with a computed part. */
  chain(expression: Node | null): Chain | undefined {
    const names: string[] = [];
    let node = plainExpression(expression);
    while (node?.type === 'member_expression' || node?.type === 'subscript_expression') {
      const name =
        node.type === 'member_expression'
          ? node.childForFieldName('property')?.text
          : stringValue(plainExpression(node.childForFieldName('index')));
      if (name === undefined || names.length >= longestChain) {
        return undefined;
      }
      names.unshift(name);
      node = plainExpression(node.childForFieldName('object'));
    }
    return node === null ? undefined : { root: node, names };
  }

  /** A member of what an expression stands for. */
  member(of: Target | undefined, name: string, hops = farthest): Target | undefined {
    if (of === undefined || hops <= 0) {
      return undefined;
    }
    switch (of.kind) {
      case 'imported':
        return { ...of, path: [...of.path, name] };
      case 'class':
        return this.classMember(of.node, name, hops);
      case 'enum': {
        const body = of.node.childForFieldName('body');
        const member = namedChildren(body).find((each) => (each.childForFieldName('name') ?? each).text === name);
        return member && { kind: 'enum-member', value: member.childForFieldName('value') ?? undefined };
      }
      case 'expression':
        return this.memberOfValue(of.node, name, hops);
      default:
        return undefined;
    }
  }

  /** The properties of an object literal that have constant names; of two with one name, the last. */
  propertiesOf(object: Node): ReadonlyMap<string, Node> {
    let properties = this.properties.get(object.id);
    if (properties === undefined) {
      const read = new Map<string, Node>();
      for (const part of namedChildren(object)) {
        this.budget.spend();
        const key = part.type === 'pair' ? part.childForFieldName('key') : part;
        const name = key?.type === 'string' ? stringValue(key) : key === null ? undefined : propertyName(key);
        const value = part.type === 'pair' ? part.childForFieldName('value') : part;
        if (name !== undefined && value !== null) {
          read.set(name, value);
        }
      }
      properties = read;
      this.properties.set(object.id, properties);
    }
    return properties;
  }

  /** The values that a class gives its members: fields and, in its methods, `this.x = …`. */
  membersOf(definition: Node): ReadonlyMap<string, readonly Node[]> {
    let members = this.members.get(definition.id);
    if (members === undefined) {
      const read = new Map<string, Node[]>();
      const add = (name: string, value: Node): void => {
        // `= null` only says that the value comes later.
        const before = read.get(name);
        if (value.type === 'null' || value.type === 'undefined') {
          return;
        }
        if (before === undefined) {
          read.set(name, [value]);
        } else {
          before.push(value);
        }
      };
      for (const part of namedChildren(definition.childForFieldName('body'))) {
        this.budget.spend();
        const name = part.childForFieldName('name') ?? part.childForFieldName('property');
        const value = part.type.endsWith('field_definition') ? part.childForFieldName('value') : null;
        if (name !== null && value !== null) {
          add(name.text, value);
        }
      }
      for (const [name, assigned] of this.own.get(this.structure.of(definition)) ?? []) {
        for (const { names, value } of assigned) {
          if (names.length === 1) {
            add(name, value);
          }
        }
      }
      members = read;
      this.members.set(definition.id, members);
    }
    return members;
  }

  /** The first of the `if` statements that stand in a block itself. */
  checksIn(block: Construct): readonly Construct[] {
    if (this.checks === undefined) {
      this.checks = new Map();
      for (const construct of this.structure.constructs) {
        if (construct.type === 'if_statement' && construct.outer?.type === 'statement_block') {
          const checks = this.checks.get(construct.outer) ?? [];
          if (checks.length < mostChecks) {
            checks.push(construct);
          }
          this.checks.set(construct.outer, checks);
        }
      }
    }
    return this.checks.get(block) ?? [];
  }

  /** The class whose members `this` has at a place. */
  classAt(offset: number): Construct | undefined {
    return innermost(this.structure.at(offset), ({ type }) => classTypes.has(type));
  }

  private followName(name: Node, hops: number): Target | undefined {
    const binding = this.binding(name);
    switch (binding?.kind) {
      case 'import':
        return { kind: 'imported', module: binding.module, path: binding.name === '*' ? [] : [binding.name] };
      case 'class':
      case 'enum':
      case 'function':
        return { kind: binding.kind, node: binding.node };
      case 'variable': {
        const later = this.bindings.assignments(this.text(name), binding);
        const first = binding.value === null || isNothing(binding.value) ? undefined : binding.value;
        const only = first === undefined ? later[0] : first;
        const isOnly = later.length === (first === undefined ? 1 : 0);
        let target = isOnly && only !== undefined ? this.follow(only, hops - 1) : undefined;
        for (const part of binding.path) {
          target = part === undefined ? undefined : this.member(target, part, hops - 1);
        }
        return target;
      }
      default:
        return undefined;
    }
  }

  private followChain(expression: Node, hops: number): Target | undefined {
    const chain = this.chain(expression);
    if (chain === undefined) {
      return undefined;
    }
    const { root, names } = chain;
    const assigned = root.type === 'this' ? this.ownAssigned(root, names) : this.assignedProperty(root, names);
    let target = assigned === undefined ? this.follow(root, hops - 1) : this.follow(assigned.value, hops - 1);
    for (const name of names.slice(assigned?.names.length ?? 0)) {
      target = this.member(target, name, hops - 1);
    }
    return target;
  }

  /** What the longest beginning of `root.names` gets by an assignment of its own, when it gets only one. */
  private assignedProperty(root: Node, names: readonly string[]): Assigned | undefined {
    if (root.type !== 'identifier') {
      return undefined;
    }
    const name = this.text(root);
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
  private ownAssigned(root: Node, names: readonly string[]): Assigned | undefined {
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

  private followCall(call: Node, hops: number): Target | undefined {
    const callee = plainExpression(call.childForFieldName('function'));
    const [argument] = argumentsOf(call);
    if (callee !== null && argument !== undefined) {
      const isRequire = callee.type === 'import' || (callee.type === 'identifier' && this.text(callee) === 'require');
      const module = isRequire ? stringValue(argument) : undefined;
      if (module !== undefined) {
        return { kind: 'imported', module, path: [] };
      }
      if (/^Object\.(?:freeze|seal)$/.test(this.text(callee))) {
        return this.follow(argument, hops - 1);
      }
    }
    return { kind: 'expression', node: call };
  }

  private memberOfValue(value: Node, name: string, hops: number): Target | undefined {
    if (value.type === 'object') {
      const property = this.propertiesOf(value).get(name);
      if (property !== undefined) {
        return this.follow(property, hops - 1);
      }
      for (const part of namedChildren(value)) {
        const inner = part.type === 'spread_element' ? this.follow(part.firstNamedChild, hops - 1) : undefined;
        const found = inner?.kind === 'imported' ? undefined : this.member(inner, name, hops - 1);
        if (found !== undefined) {
          return found;
        }
      }
      return undefined;
    }
    if (value.type === 'new_expression') {
      const definition = this.follow(value.childForFieldName('constructor'), hops - 1);
      return definition?.kind === 'class' ? this.member(definition, name, hops - 1) : undefined;
    }
    if (value.type === 'call_expression') {
      const called = this.follow(value.childForFieldName('function'), hops - 1);
      const result = called?.kind === 'function' ? this.returnedBy(called.node) : undefined;
      return result === undefined ? undefined : this.member(this.follow(result, hops - 1), name, hops - 1);
    }
    return undefined;
  }

  private classMember(definition: Node, name: string, hops: number): Target | undefined {
    const values = this.membersOf(definition).get(name);
    if (values !== undefined) {
      return values.length === 1 && values[0] !== undefined ? this.follow(values[0], hops - 1) : undefined;
    }
    const base = superclassOf(definition);
    const target = base === undefined ? undefined : this.follow(base, hops - 1);
    return target?.kind === 'class' ? this.member(target, name, hops - 1) : undefined;
  }

  /** What a function returns, when it has one result. */
  private returnedBy(definition: Node): Node | undefined {
    if (!this.returned.has(definition.id)) {
      const body = definition.childForFieldName('body');
      const isBlock = body?.type === 'statement_block';
      const results = isBlock
        ? ownDescendants(body, ['return_statement']).flatMap(({ firstNamedChild }) => firstNamedChild ?? [])
        : body === null
          ? []
          : [body];
      this.returned.set(definition.id, results.length === 1 ? results[0] : undefined);
    }
    return this.returned.get(definition.id);
  }

  private readAssignment(construct: Construct): void {
    this.budget.spend();
    const [target, value] = [construct.node.childForFieldName('left'), construct.node.childForFieldName('right')];
    const chain = target?.type.endsWith('_expression') === true ? this.chain(target) : undefined;
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
      append(this.assigned, [this.text(root), ...names].join('.'), { names, value, at: construct.start });
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

/** The expression behind `extends`. */
export function superclassOf(definition: Node): Node | undefined {
  const heritage = definition.namedChildren.find((child) => child?.type === 'class_heritage');
  const first = heritage?.firstNamedChild ?? undefined;
  return first?.type === 'extends_clause' ? (first.childForFieldName('value') ?? undefined) : first;
}

function onlyValue(assigned: readonly Assigned[]): Assigned | undefined {
  const [first, ...others] = assigned.filter(({ value }) => !isNothing(value));
  return others.length === 0 ? first : undefined;
}

function isNothing(value: Node): boolean {
  return value.type === 'null' || value.type === 'undefined';
}

function propertyName(key: Node): string | undefined {
  switch (key.type) {
    case 'property_identifier':
    case 'shorthand_property_identifier':
    case 'number':
      return key.text;
    case 'method_definition':
      return undefined;
    default:
      return undefined;
  }
}
