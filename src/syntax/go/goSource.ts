import type { Node } from '@vscode/tree-sitter-wasm';
import type { Span } from '../../text/span';
import { namedChildren } from '../namedChildren';
import { NestedNodes, type NestedNode } from '../nestedNodes';
import type { SyntaxTree } from '../parsers';
import { ScopedNames, type ScopedName } from '../scopedNames';
import type { WorkBudget } from '../workBudget';
import { goImports, packageName, type GoImports } from './goImports';

const scopeTypes = [
  'block',
  'function_declaration',
  'method_declaration',
  'func_literal',
  'for_statement',
  'if_statement',
  'expression_switch_statement',
  'type_switch_statement',
  'expression_case',
  'default_case',
  'type_case',
  'communication_case',
  'defer_statement',
];

const bindingTypes = [
  'const_spec',
  'var_spec',
  'short_var_declaration',
  'assignment_statement',
  'parameter_declaration',
  'variadic_parameter_declaration',
  'range_clause',
  'receive_statement',
  'type_switch_statement',
];

/** What the readers of one Go file look up: imports, names and the blocks around a place. Read once. */
export class GoSource {
  readonly imports: GoImports;
  readonly names = new ScopedNames();
  private readonly nested: NestedNodes;
  /** What the parameters of a function get by the call that is looked at. */
  private given: ReadonlyMap<ScopedName, readonly Node[]> = new Map();

  constructor(
    readonly tree: SyntaxTree,
    readonly budget: WorkBudget,
  ) {
    this.imports = goImports(tree.root);
    this.nested = new NestedNodes(tree.root, scopeTypes);
    this.readNames();
  }

  get text(): string {
    return this.tree.text;
  }

  /** The path of the package that a name means at a place, unless something of the file hides it. */
  packageAt(name: Node): string | undefined {
    return this.names.at(name.text, name.startIndex) === undefined ? this.imports.byName.get(name.text) : undefined;
  }

  declaredAt(name: Node): ScopedName | undefined {
    return this.names.at(name.text, name.startIndex);
  }

  /** What a name gets: by its declaration and assignments, or by the call of its function that is looked at. */
  valuesOf(declared: ScopedName | undefined): readonly (Node | undefined)[] {
    return declared === undefined ? [] : (this.given.get(declared) ?? declared.values);
  }

  /** What the call that is looked at gives a parameter; undefined where no call is. */
  givenTo(parameter: ScopedName): readonly Node[] | undefined {
    return this.given.get(parameter);
  }

  /** Reads with parameters of a function as one call of it gives them. */
  withArguments<T>(given: ReadonlyMap<ScopedName, readonly Node[]>, read: () => T): T {
    const before = this.given;
    this.given = given;
    try {
      return read();
    } finally {
      this.given = before;
    }
  }

  /** The last part of an import path and the name in it, for `pkg.Name`; undefined for other expressions. */
  packageMember(
    expression: Node,
  ): { readonly path: string; readonly package: string; readonly name: string } | undefined {
    const operand = expression.childForFieldName('operand') ?? expression.childForFieldName('package');
    const field = expression.childForFieldName('field') ?? expression.childForFieldName('name');
    if (field === null || (operand?.type !== 'identifier' && operand?.type !== 'package_identifier')) {
      return undefined;
    }
    const path = this.packageAt(operand);
    return path === undefined ? undefined : { path, package: packageName(path), name: field.text };
  }

  /** The blocks that hold an offset, innermost first. */
  *around(offset: number): Generator<NestedNode> {
    for (const each of this.nested.around(offset)) {
      this.budget.spend();
      yield each;
    }
  }

  /** The calls whose function, or method, has a name that `names` (a global expression) finds, in the order of the text. */
  *calls(names: RegExp): Generator<GoCall> {
    for (const { index, 0: name } of this.text.matchAll(names)) {
      this.budget.spend();
      const node = this.tree.root.descendantForIndex(index, index + name.length);
      if (node?.startIndex !== index || (node.type !== 'field_identifier' && node.type !== 'identifier')) {
        continue;
      }
      const callee = node.type === 'field_identifier' ? node.parent : node;
      const generic = callee?.parent?.type === 'type_instantiation_expression' ? callee.parent : callee;
      const call = generic?.parent;
      if (
        callee &&
        generic &&
        call?.type === 'call_expression' &&
        call.childForFieldName('function')?.id === generic.id
      ) {
        yield { call, callee, name: node, arguments: namedChildren(call.childForFieldName('arguments')) };
      }
    }
  }

  private readNames(): void {
    for (const node of this.tree.root.descendantsOfType(bindingTypes)) {
      this.budget.spend();
      if (node !== null) {
        this.readBinding(node);
      }
    }
  }

  private readBinding(node: Node): void {
    switch (node.type) {
      case 'const_spec':
      case 'var_spec': {
        const names = node.childrenForFieldName('name').flatMap((name) => (name?.type === 'identifier' ? [name] : []));
        const kind = node.type === 'const_spec' ? 'constant' : 'variable';
        this.declare(names, namedChildren(node.childForFieldName('value')), kind, node.childForFieldName('type'));
        return;
      }
      case 'short_var_declaration':
        this.declare(
          namedChildren(node.childForFieldName('left')),
          namedChildren(node.childForFieldName('right')),
          'variable',
        );
        return;
      case 'assignment_statement': {
        const [targets, values] = [node.childForFieldName('left'), node.childForFieldName('right')].map(namedChildren);
        const isPlain = node.childForFieldName('operator')?.text === '=';
        for (const [index, target] of (targets ?? []).entries()) {
          if (target.type === 'identifier') {
            const value = isPlain ? valueOfTarget(index, targets?.length ?? 0, values ?? []) : undefined;
            this.names.assign(target.text, target.startIndex, value);
          }
        }
        return;
      }
      case 'range_clause':
      case 'receive_statement':
        this.declare(
          namedChildren(node.childForFieldName('left')),
          [],
          node.type === 'range_clause' ? 'loop' : 'variable',
        );
        return;
      case 'type_switch_statement':
        this.declare(
          namedChildren(node.childForFieldName('alias')),
          [node.childForFieldName('value')].filter((value) => value !== null),
          'variable',
        );
        return;
      default:
        this.declareParameters(node);
    }
  }

  private declareParameters(node: Node): void {
    const type = node.childForFieldName('type');
    const list = node.parent;
    const owner = list?.parent;
    const isReceiver = owner?.childForFieldName('receiver')?.id === list?.id;
    if (!owner) {
      return;
    }
    for (const name of node.childrenForFieldName('name')) {
      if (name !== null) {
        this.names.declare({
          name: name.text,
          kind: isReceiver ? 'receiver' : 'parameter',
          scope: { start: owner.startIndex, end: owner.endIndex },
          at: name.startIndex,
          type: type ?? undefined,
        });
      }
    }
  }

  private declare(
    names: readonly Node[],
    values: readonly Node[],
    kind: 'constant' | 'variable' | 'loop',
    type: Node | null = null,
  ): void {
    for (const [index, name] of names.entries()) {
      if (name.type !== 'identifier' || name.text === '_') {
        continue;
      }
      const value = valueOfTarget(index, names.length, values);
      const isUnset = kind === 'loop' || values.length === 0;
      this.names.declare(
        { name: name.text, kind, scope: this.scopeAt(name.startIndex), at: name.startIndex, type: type ?? undefined },
        ...(isUnset ? [] : [value]),
      );
    }
  }

  private scopeAt(offset: number): Span {
    for (const each of this.around(offset)) {
      if (each.type !== 'defer_statement') {
        return each;
      }
    }
    return { start: 0, end: this.text.length };
  }
}

/** A call, by its name. */
export interface GoCall {
  readonly call: Node;
  readonly callee: Node;
  readonly name: Node;
  readonly arguments: readonly Node[];
}

/** Of `id, err := f()` the first name gets what counts of the call. */
function valueOfTarget(index: number, count: number, values: readonly Node[]): Node | undefined {
  return values.length === count ? values[index] : values.length === 1 && index === 0 ? values[0] : undefined;
}
