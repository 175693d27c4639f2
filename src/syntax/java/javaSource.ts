import type { Node } from '@vscode/tree-sitter-wasm';
import type { Span } from '../../text/span';
import { NestedNodes, type NestedNode } from '../nestedNodes';
import type { SyntaxTree } from '../parsers';
import { ScopedNames, type ScopedName } from '../scopedNames';
import { spanOf } from '../spanOf';
import type { WorkBudget } from '../workBudget';
import { javaChildren } from './javaChildren';
import { javaImports, type JavaImports } from './javaImports';

const scopeTypes = [
  'class_declaration',
  'enum_declaration',
  'interface_declaration',
  'record_declaration',
  'class_body',
  'method_declaration',
  'constructor_declaration',
  'lambda_expression',
  'block',
  'for_statement',
  'enhanced_for_statement',
  'while_statement',
  'do_statement',
  'if_statement',
  'try_statement',
  'try_with_resources_statement',
  'catch_clause',
  'finally_clause',
  'switch_expression',
  'switch_block_statement_group',
  'switch_rule',
];

const bindingTypes = [
  'variable_declarator',
  'formal_parameter',
  'catch_formal_parameter',
  'enhanced_for_statement',
  'resource',
  'lambda_expression',
  'assignment_expression',
  'enum_declaration',
  'record_declaration',
  'class_declaration',
  'interface_declaration',
  'instanceof_expression',
];

/** A method call, by its name. */
export interface JavaCall {
  readonly call: Node;
  readonly name: Node;
  readonly object: Node | null;
  readonly arguments: readonly Node[];
}

/** What the readers of one Java file look up: imports, names, classes and the blocks around a place. Read once. */
export class JavaSource {
  readonly imports: JavaImports;
  readonly names = new ScopedNames();
  /** The classes of the file by their simple names, and which of them are enumerations. */
  readonly classes = new Map<string, 'enum' | 'class'>();
  /** Where the bodies of the file's classes start, by their simple names. */
  readonly bodies = new Map<string, number>();
  private readonly nested: NestedNodes;

  constructor(
    readonly tree: SyntaxTree,
    readonly budget: WorkBudget,
  ) {
    this.imports = javaImports(tree.root);
    this.nested = new NestedNodes(tree.root, scopeTypes);
    const assignments: Node[] = [];
    for (const node of tree.root.descendantsOfType(bindingTypes)) {
      budget.spend();
      if (node?.type === 'assignment_expression') {
        // A field may be assigned to above its declaration.
        assignments.push(node);
      } else if (node !== null) {
        this.readBinding(node);
      }
    }
    assignments.forEach((node) => {
      this.readAssignment(node);
    });
  }

  get text(): string {
    return this.tree.text;
  }

  /** The variable, parameter or field that a name means; with `this.` before it, the field. */
  declaredAt(name: Node): ScopedName | undefined {
    return this.names.at(name.text, name.startIndex);
  }

  /** The field that `this.name` means. */
  fieldAt(name: string, offset: number): ScopedName | undefined {
    for (const each of this.around(offset)) {
      if (each.type === 'class_body' || each.type === 'enum_declaration' || each.type === 'interface_declaration') {
        const found = this.names.at(name, each.start + 1);
        return found?.scope.start === each.start ? found : undefined;
      }
    }
    return undefined;
  }

  /** The only value of a field of a class of this file: `Names.LABEL`. */
  memberOf(className: string, field: string): Node | undefined {
    const body = this.bodies.get(className);
    const declared = body === undefined ? undefined : this.names.at(field, body + 1);
    return declared?.values.length === 1 && declared.scope.start === body ? declared.values[0] : undefined;
  }

  /** The blocks that hold an offset, innermost first. */
  *around(offset: number): Generator<NestedNode> {
    for (const each of this.nested.around(offset)) {
      this.budget.spend();
      yield each;
    }
  }

  /** The qualified name of a class that is written `Counter` or `io.prometheus.client.Counter`; undefined for a variable. */
  className(expression: Node): string | undefined {
    const text = expression.text.replace(/\s+/g, '');
    if (!/^[\w.]{1,200}$/.test(text)) {
      return undefined;
    }
    const [first = '', ...rest] = text.split('.');
    if (expression.type !== 'type_identifier' && this.names.at(first, expression.startIndex) !== undefined) {
      return undefined;
    }
    const imported = this.imports.byName.get(first);
    return imported === undefined ? text : [imported, ...rest].join('.');
  }

  /** The class that a simple name means, as an import says it: qualified, or simple for one of the same package. */
  moduleOf(className: string): string {
    return this.imports.byName.get(className) ?? className;
  }

  /** The calls of methods whose names `names` (a global expression) finds, in the order of the text. */
  *calls(names: RegExp): Generator<JavaCall> {
    for (const { index, 0: text } of this.text.matchAll(names)) {
      this.budget.spend();
      const name = this.tree.root.descendantForIndex(index, index + text.length);
      const call = name?.startIndex === index && name.type === 'identifier' ? name.parent : null;
      if (name && call?.type === 'method_invocation' && call.childForFieldName('name')?.id === name.id) {
        yield {
          call,
          name,
          object: call.childForFieldName('object'),
          arguments: javaChildren(call.childForFieldName('arguments')),
        };
      }
    }
  }

  private readBinding(node: Node): void {
    switch (node.type) {
      case 'variable_declarator':
        this.readDeclarator(node);
        return;
      case 'formal_parameter':
        this.declare(node.childForFieldName('name'), 'parameter', this.ownerSpan(node), node.childForFieldName('type'));
        return;
      case 'catch_formal_parameter':
        this.declare(node.childForFieldName('name'), 'caught', spanOf(node.parent ?? node));
        return;
      case 'enhanced_for_statement':
        this.declare(node.childForFieldName('name'), 'loop', spanOf(node), node.childForFieldName('type'));
        return;
      case 'resource':
        this.declare(node.childForFieldName('name'), 'variable', this.scopeAt(node), node.childForFieldName('type'), [
          node.childForFieldName('value'),
        ]);
        return;
      case 'instanceof_expression':
        this.declare(node.childForFieldName('name'), 'variable', this.scopeAt(node), node.childForFieldName('right'), [
          node.childForFieldName('left'),
        ]);
        return;
      case 'lambda_expression': {
        const parameters = node.childForFieldName('parameters');
        const names = parameters?.type === 'inferred_parameters' ? javaChildren(parameters) : [parameters];
        for (const name of names) {
          if (name?.type === 'identifier') {
            this.declare(name, 'parameter', spanOf(node));
          }
        }
        return;
      }
      default: {
        const name = node.childForFieldName('name')?.text;
        if (name !== undefined) {
          this.classes.set(name, node.type === 'enum_declaration' ? 'enum' : 'class');
          const body = node.childForFieldName('body');
          if (body !== null) {
            // The names of a class are those of its body; of an enumeration or an interface, of the whole.
            this.bodies.set(name, body.type === 'class_body' ? body.startIndex : node.startIndex);
          }
        }
      }
    }
  }

  private readDeclarator(node: Node): void {
    const declaration = node.parent;
    const value = node.childForFieldName('value');
    const isField = declaration?.type === 'field_declaration' || declaration?.type === 'constant_declaration';
    const isConstant =
      isField &&
      /\bfinal\b/.test(declaration.firstNamedChild?.type === 'modifiers' ? declaration.firstNamedChild.text : '');
    if (declaration?.type === 'spread_parameter') {
      this.declare(node.childForFieldName('name'), 'parameter', this.ownerSpan(declaration));
      return;
    }
    this.declare(
      node.childForFieldName('name'),
      isConstant ? 'constant' : 'variable',
      this.scopeAt(node),
      declaration?.childForFieldName('type') ?? null,
      value === null ? [] : [value],
    );
  }

  private readAssignment(node: Node): void {
    const [target, value] = [node.childForFieldName('left'), node.childForFieldName('right')];
    const isPlain = node.childForFieldName('operator')?.text === '=';
    const given = isPlain && value !== null ? value : undefined;
    if (target?.type === 'identifier') {
      this.names.assign(target.text, target.startIndex, given);
    } else if (target?.type === 'field_access' && target.childForFieldName('object')?.type === 'this') {
      const field = target.childForFieldName('field');
      const declared = field === null ? undefined : this.fieldAt(field.text, target.startIndex);
      if (declared !== undefined) {
        this.names.assign(declared.name, declared.scope.start + 1, given);
      }
    }
  }

  private declare(
    name: Node | null,
    kind: ScopedName['kind'],
    scope: Span,
    type: Node | null = null,
    values: readonly (Node | null)[] = [],
  ): void {
    if (name !== null) {
      const { start, end } = scope;
      this.names.declare(
        { name: name.text, kind, scope: { start, end }, at: name.startIndex, type: type ?? undefined },
        ...values.map((value) => value ?? undefined),
      );
    }
  }

  /** The method, constructor or lambda that a parameter belongs to. */
  private ownerSpan(parameter: Node): Span {
    return spanOf(parameter.parent?.parent ?? parameter);
  }

  private scopeAt(node: Node): Span {
    for (const each of this.around(node.startIndex)) {
      if (each.type !== 'class_declaration' && each.type !== 'finally_clause') {
        return each;
      }
    }
    return { start: 0, end: this.text.length };
  }
}
