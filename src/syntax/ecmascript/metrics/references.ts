import type { Node } from '@vscode/tree-sitter-wasm';
import { namedChildren } from '../../namedChildren';
import type { SyntaxTree } from '../../parsers';
import type { WorkBudget } from '../../workBudget';
import { stringValue } from '../moduleImports';
import { AssignedProperties } from './assignedProperties';
import { Bindings, type Binding } from './bindings';
import { isEmpty, isNothing } from './isNothing';
import { MemberTables, superclassOf } from './memberTables';
import { nameChain } from './nameChain';
import { argumentsOf, plainExpression } from './plainExpression';
import { Structure, type Construct } from './structure';

/** What an expression stands for, followed through the names and members of its file. */
export type Target =
  /** The expression that makes the value: a literal, a call. */
  | { readonly kind: 'expression'; readonly node: Node }
  /** What another module exports: `default` and members included; an empty path for all of it. */
  | { readonly kind: 'imported'; readonly module: string; readonly path: readonly string[] }
  | { readonly kind: 'class' | 'enum' | 'function'; readonly node: Node }
  | { readonly kind: 'enum-member'; readonly value: Node | undefined };

/** So many names and members are followed from one expression to what it stands for. */
const farthest = 12;

/** What gives its argument back; compilers put some of these around `require`. */
const handsOn = /^(?:Object\.(?:freeze|seal)|(?:tslib\w*\.)?__import(?:Star|Default)|__toESM|_interopRequire\w+)$/;

/** Finds what the expressions of one file stand for. Valid as long as the tree. */
export class References {
  readonly structure: Structure;
  readonly bindings: Bindings;
  /** Whether the file names the client's package. */
  readonly importsClient: boolean;
  readonly tables: MemberTables;
  readonly assigned: AssignedProperties;

  constructor(
    readonly tree: SyntaxTree,
    readonly budget: WorkBudget,
  ) {
    this.importsClient = /['"](?:prom-client|@prometheus-io\/client)['"]/.test(tree.text);
    this.structure = new Structure(tree, budget);
    this.bindings = new Bindings(tree, this.structure, budget);
    this.assigned = new AssignedProperties(this.structure, this.bindings, budget);
    this.tables = new MemberTables(this.assigned, budget);
  }

  text(node: Node): string {
    return this.tree.text.slice(node.startIndex, node.endIndex);
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

  /** What a call of a function of this file gives, when that has one result. */
  resultOf(call: Node, hops = farthest): Target | undefined {
    const called = this.follow(call.childForFieldName('function'), hops - 1);
    const result = called?.kind === 'function' ? this.tables.returnedBy(called.node) : undefined;
    return result === undefined ? undefined : this.follow(result, hops - 1);
  }

  /** The class whose members `this` has at a place. */
  classAt(offset: number): Construct | undefined {
    return this.assigned.classAt(offset);
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
        const isLater =
          binding.value === null || isNothing(binding.value) || (later.length > 0 && isEmpty(binding.value));
        const only = isLater ? later[0] : binding.value;
        const isOnly = later.length === (isLater ? 1 : 0);
        let target = isOnly ? this.follow(only ?? null, hops - 1) : undefined;
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
    const chain = nameChain(expression);
    if (chain === undefined) {
      return undefined;
    }
    const { root, names } = chain;
    const assigned = this.assigned.of(root, names);
    let target = assigned === undefined ? this.follow(root, hops - 1) : this.follow(assigned.value, hops - 1);
    for (const name of names.slice(assigned?.names.length ?? 0)) {
      target = this.member(target, name, hops - 1);
    }
    return target;
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
      if (handsOn.test(this.text(callee))) {
        return this.follow(argument, hops - 1);
      }
    }
    return { kind: 'expression', node: call };
  }

  private memberOfValue(value: Node, name: string, hops: number): Target | undefined {
    if (value.type === 'object') {
      const property = this.tables.propertiesOf(value).get(name);
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
    return value.type === 'call_expression' ? this.member(this.resultOf(value, hops), name, hops - 1) : undefined;
  }

  private classMember(definition: Node, name: string, hops: number): Target | undefined {
    const given = this.tables.membersOf(definition).get(name);
    if (given !== undefined) {
      const [first, second] = given;
      const isLater = given.length === 2 && first !== undefined && isEmpty(first);
      const only = isLater ? second : given.length === 1 ? first : undefined;
      return only === undefined ? undefined : this.follow(only, hops - 1);
    }
    const base = superclassOf(definition);
    const target = base === undefined ? undefined : this.follow(base, hops - 1);
    return target?.kind === 'class' ? this.member(target, name, hops - 1) : undefined;
  }
}
