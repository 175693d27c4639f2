import type { Node } from '@vscode/tree-sitter-wasm';
import { namedChildren } from '../../namedChildren';
import type { SyntaxTree } from '../../parsers';
import type { WorkBudget } from '../../workBudget';
import { functionSet } from '../functions';
import { moduleImports } from '../moduleImports';
import { innermost, scopeTypes, type Construct, type Structure } from './structure';

/** What binds a name, as far as its own file says. `path`: the properties that a pattern takes; undefined for an unknown one. */
export type Binding = { readonly at: number; readonly path: readonly (string | undefined)[] } & (
  | { readonly kind: 'import'; readonly module: string; readonly name: string }
  /** A variable; `value` is null for one that is declared without. */
  | { readonly kind: 'variable'; readonly value: Node | null; readonly type: Node | null }
  | { readonly kind: 'loop'; readonly over: Node | null }
  | { readonly kind: 'parameter'; readonly of: Construct; readonly index: number; readonly type: Node | null }
  | { readonly kind: 'caught'; readonly type: Node | null }
  | { readonly kind: 'class' | 'enum' | 'function' | 'type'; readonly node: Node }
);

interface Assignment {
  readonly at: number;
  readonly value: Node;
}

const deepestPattern = 16;

/** The names of one file: what binds them, and what is assigned to them later. Valid as long as the tree. */
export class Bindings {
  private readonly bound = new Map<string, Map<Construct | undefined, Binding[]>>();
  private readonly assigned = new Map<string, Assignment[]>();
  private readonly assignedTo = new Map<string, ReadonlyMap<Binding, readonly Node[]>>();

  constructor(
    tree: SyntaxTree,
    private readonly structure: Structure,
    budget: WorkBudget,
  ) {
    for (const { local, imported, module, statement } of moduleImports(tree)) {
      budget.spend();
      if (statement.type === 'import_statement') {
        this.add(local, undefined, { kind: 'import', module, name: imported, at: statement.startIndex, path: [] });
      }
    }
    for (const construct of structure.constructs) {
      budget.spend();
      this.read(construct);
    }
  }

  /** What binds a name where it is read; undefined for globals. */
  of(name: string, offset: number): Binding | undefined {
    const scopes = this.bound.get(name);
    if (scopes === undefined) {
      return undefined;
    }
    const from = this.structure.at(offset);
    let scope = from === undefined || scopeTypes.has(from.type) ? from : from.scope;
    while (scope !== undefined && !scopes.has(scope)) {
      scope = scope.scope;
    }
    const here = scopes.get(scope);
    return here === undefined ? this.hoisted(scopes, from) : nearest(here, offset);
  }

  /** The values that a variable or parameter gets by assignments; what it is declared with is not among them. */
  assignments(name: string, binding: Binding): readonly Node[] {
    let all = this.assignedTo.get(name);
    if (all === undefined) {
      const values = new Map<Binding, Node[]>();
      for (const { at, value } of this.assigned.get(name) ?? []) {
        const target = this.of(name, at);
        const before = target === undefined ? undefined : values.get(target);
        if (target !== undefined && before === undefined) {
          values.set(target, [value]);
        }
        before?.push(value);
      }
      all = values;
      this.assignedTo.set(name, all);
    }
    return all.get(binding) ?? [];
  }

  /** `var` in a block is seen in the whole function. */
  private hoisted(
    scopes: ReadonlyMap<Construct | undefined, readonly Binding[]>,
    from: Construct | undefined,
  ): Binding | undefined {
    const [only, ...others] = [...scopes].filter(([, here]) => here.some(({ kind }) => kind === 'variable'));
    if (only === undefined || others.length > 0) {
      return undefined;
    }
    const owner = functionAround(only[0]);
    const isInside = owner === undefined || innermost(from, (construct) => construct === owner) !== undefined;
    return isInside ? only[1][0] : undefined;
  }

  private read(construct: Construct): void {
    const { node, type, start: at } = construct;
    switch (type) {
      case 'variable_declarator': {
        const value = node.childForFieldName('value');
        const annotation = node.childForFieldName('type');
        const scope = construct.scope;
        const header = scope?.type === 'for_in_statement' ? scope : undefined;
        this.pattern(node.childForFieldName('name'), [], header ?? scope, (path) => {
          return { kind: 'variable', value, type: annotation, at, path };
        });
        return;
      }
      case 'assignment_expression': {
        const [target, value] = [node.childForFieldName('left'), node.childForFieldName('right')];
        if (target?.type === 'identifier' && value !== null) {
          const all = this.assigned.get(target.text) ?? [];
          all.push({ at, value });
          this.assigned.set(target.text, all);
        }
        return;
      }
      case 'for_in_statement': {
        const over = node.childForFieldName('operator')?.text === 'in' ? null : node.childForFieldName('right');
        this.pattern(node.childForFieldName('left'), [], construct, (path) => ({ kind: 'loop', over, at, path }));
        return;
      }
      case 'catch_clause': {
        const annotation = node.childForFieldName('type');
        this.pattern(node.childForFieldName('parameter'), [], construct, (path) => {
          return { kind: 'caught', type: annotation, at, path };
        });
        return;
      }
      case 'class_declaration':
      case 'abstract_class_declaration':
        this.named(node, construct.scope, { kind: 'class', node, at, path: [] });
        return;
      case 'enum_declaration':
        this.named(node, construct.scope, { kind: 'enum', node, at, path: [] });
        return;
      case 'type_alias_declaration':
        this.named(node, construct.scope, { kind: 'type', node, at, path: [] });
        return;
      default:
        if (functionSet.has(type)) {
          if (type !== 'method_definition') {
            const isDeclaration = type.endsWith('_declaration');
            this.named(node, isDeclaration ? construct.scope : construct, { kind: 'function', node, at, path: [] });
          }
          this.parameters(construct);
        }
    }
  }

  private parameters(construct: Construct): void {
    const { node, start: at } = construct;
    const single = node.childForFieldName('parameter');
    const all = single === null ? namedChildren(node.childForFieldName('parameters')) : [single];
    for (const [index, parameter] of all.entries()) {
      const type = parameter.childForFieldName('type');
      const target = parameter.childForFieldName('pattern') ?? parameter;
      this.pattern(target, [], construct, (path) => ({ kind: 'parameter', of: construct, index, type, at, path }));
    }
  }

  private named(definition: Node, scope: Construct | undefined, binding: Binding): void {
    const name = definition.type === 'arrow_function' ? null : definition.childForFieldName('name');
    if (name !== null) {
      this.add(name.text, scope, binding);
    }
  }

  private pattern(
    target: Node | null,
    path: readonly (string | undefined)[],
    scope: Construct | undefined,
    bind: (path: readonly (string | undefined)[]) => Binding,
  ): void {
    if (target === null || path.length > deepestPattern) {
      return;
    }
    switch (target.type) {
      case 'identifier':
        this.add(target.text, scope, bind(path));
        return;
      case 'shorthand_property_identifier_pattern':
        this.add(target.text, scope, bind([...path, target.text]));
        return;
      case 'object_pattern':
        for (const part of namedChildren(target)) {
          this.pattern(part, path, scope, bind);
        }
        return;
      case 'pair_pattern': {
        const key = target.childForFieldName('key');
        const name = key?.type === 'property_identifier' ? key.text : undefined;
        this.pattern(target.childForFieldName('value'), [...path, name], scope, bind);
        return;
      }
      case 'assignment_pattern':
      case 'object_assignment_pattern':
        this.pattern(target.childForFieldName('left'), path, scope, bind);
        return;
      case 'array_pattern':
      case 'rest_pattern':
        for (const part of namedChildren(target)) {
          this.pattern(part, [...path, undefined], scope, bind);
        }
    }
  }

  private add(name: string, scope: Construct | undefined, binding: Binding): void {
    let scopes = this.bound.get(name);
    if (scopes === undefined) {
      scopes = new Map();
      this.bound.set(name, scopes);
    }
    const here = scopes.get(scope);
    if (here === undefined) {
      scopes.set(scope, [binding]);
    } else {
      here.push(binding);
    }
  }
}

/** Of several bindings in one scope, as scripts have them, the last one before. */
function nearest(bindings: readonly Binding[], offset: number): Binding | undefined {
  return bindings.findLast(({ at }) => at <= offset) ?? bindings[0];
}

/** The innermost function that a construct is or stands in. */
export function functionAround(construct: Construct | undefined): Construct | undefined {
  return innermost(construct, ({ type }) => functionSet.has(type));
}
