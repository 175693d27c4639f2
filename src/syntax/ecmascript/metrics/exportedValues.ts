import type { Node } from '@vscode/tree-sitter-wasm';
import type { ExportedValue, MetricFacts } from '../../metrics/metricFacts';
import { namedChildren } from '../../namedChildren';
import { importedModule, topLevelStatements } from '../moduleImports';
import { importedName, labelNames } from './metricLabels';
import type { MetricsByExpression } from './metricOfUse';
import { nameChain } from './nameChain';
import { plainExpression } from './plainExpression';
import type { References, Target } from './references';
import { textConstant } from './textConstant';

type Exports = Pick<MetricFacts, 'exports' | 'wildcards'>;

/** What is neither a label's nor a metric's name is of no use to others. */
const usefulText = /^[\w.:-]{1,100}$/;
const deepestMember = 4;

/** What a module gives to others: by `export`, and by `module.exports` and `exports`. */
export function exportedValues(metrics: MetricsByExpression, references: References): Exports {
  const reader = new ExportReader(metrics, references);
  for (const statement of topLevelStatements(references.tree)) {
    references.budget.spend();
    if (statement.type === 'export_statement') {
      reader.statement(statement);
    } else if (statement.type === 'expression_statement') {
      reader.assignment(statement.firstNamedChild);
    }
  }
  return { exports: reader.exports, wildcards: reader.wildcards };
}

class ExportReader {
  readonly exports: { readonly name: string; readonly value: ExportedValue }[] = [];
  readonly wildcards: string[] = [];

  constructor(
    private readonly metrics: MetricsByExpression,
    private readonly references: References,
  ) {}

  statement(statement: Node): void {
    const module = importedModule(statement);
    const clause = statement.namedChildren.find((child) => child?.type === 'export_clause') ?? null;
    for (const each of namedChildren(clause)) {
      const name = each.childForFieldName('name');
      const exported = nameOf(each.childForFieldName('alias') ?? name);
      if (name !== null && module !== undefined) {
        this.exports.push({ name: exported, value: { kind: 'imported', from: { module, name: nameOf(name) } } });
      } else if (name !== null) {
        this.value(exported, name);
      }
    }
    if (module !== undefined) {
      const namespace = statement.namedChildren.find((child) => child?.type === 'namespace_export');
      if (namespace) {
        const name = nameOf(namespace.firstNamedChild);
        this.exports.push({ name, value: { kind: 'imported', from: { module, name: '*' } } });
      } else if (clause === null) {
        this.wildcards.push(module);
      }
      return;
    }
    const value = statement.childForFieldName('value');
    if (value !== null) {
      this.value('default', value);
    } else if (statement.child(1)?.type === '=') {
      this.whole(statement.lastNamedChild);
    }
    this.declaration(statement);
  }

  /** `module.exports = …`, `exports.x = …`. */
  assignment(expression: Node | null): void {
    if (expression?.type !== 'assignment_expression') {
      return;
    }
    const chain = nameChain(expression.childForFieldName('left'));
    const path = chain?.root.type === 'identifier' ? [this.references.text(chain.root), ...chain.names] : [];
    const right = expression.childForFieldName('right');
    const names =
      path[0] === 'module' && path[1] === 'exports' ? path.slice(2) : path[0] === 'exports' ? path.slice(1) : undefined;
    if (names === undefined || (names.length === 0 && path[0] === 'exports')) {
      return;
    }
    if (right?.type === 'assignment_expression') {
      // `exports = module.exports = …`
      this.assignment(right);
    }
    if (names.length === 0) {
      this.whole(right);
    } else {
      this.value(names.join('.'), right);
    }
  }

  /** What a module gives instead of itself: its members are the module's, and those of its default. */
  private whole(value: Node | null): void {
    const plain = plainExpression(value);
    const target = this.references.follow(plain);
    if (target?.kind === 'imported') {
      if (target.path.length === 0) {
        this.wildcards.push(target.module);
      }
      this.exports.push({ name: 'default', value: { kind: 'imported', from: importedName(target) } });
    } else {
      this.target('default', plain, target, deepestMember);
    }
    const object = target?.kind === 'expression' && target.node.type === 'object' ? target.node : undefined;
    for (const part of namedChildren(object ?? null)) {
      const spread = part.type === 'spread_element' ? this.references.follow(part.firstNamedChild) : undefined;
      if (spread?.kind === 'imported' && spread.path.length === 0) {
        this.wildcards.push(spread.module);
      }
    }
  }

  private declaration(statement: Node): void {
    const declaration = statement.childForFieldName('declaration');
    const isDefault = statement.child(1)?.type === 'default';
    switch (declaration?.type) {
      case 'lexical_declaration':
      case 'variable_declaration':
        for (const declarator of namedChildren(declaration)) {
          const name = declarator.childForFieldName('name');
          if (name?.type === 'identifier') {
            this.value(name.text, name);
          } else if (name?.type === 'object_pattern') {
            for (const part of namedChildren(name)) {
              const bound = part.type === 'pair_pattern' ? part.childForFieldName('value') : part;
              if (bound !== null && /^(?:identifier|shorthand_property_identifier_pattern)$/.test(bound.type)) {
                this.target(bound.text, bound, this.boundTarget(bound), deepestMember);
              }
            }
          }
        }
        break;
      case 'class_declaration':
      case 'abstract_class_declaration':
      case 'enum_declaration': {
        const name = declaration.childForFieldName('name');
        const kind = declaration.type === 'enum_declaration' ? 'enum' : 'class';
        const exported = isDefault ? 'default' : (name?.text ?? '');
        this.target(exported, declaration, { kind, node: declaration }, deepestMember);
      }
    }
  }

  private boundTarget(bound: Node): Target | undefined {
    const binding = this.references.bindings.of(bound.text, bound.startIndex);
    if (binding?.kind !== 'variable' || binding.value === null) {
      return undefined;
    }
    let target = this.references.follow(binding.value);
    for (const name of binding.path) {
      target = name === undefined ? undefined : this.references.member(target, name);
    }
    return target;
  }

  private value(name: string, expression: Node | null): void {
    this.target(name, expression, this.references.follow(expression), deepestMember);
  }

  private target(name: string, expression: Node | null, target: Target | undefined, depth: number): void {
    this.references.budget.spend();
    if (name === '' || depth <= 0 || target === undefined) {
      return;
    }
    switch (target.kind) {
      case 'imported':
        this.exports.push({ name, value: { kind: 'imported', from: importedName(target) } });
        return;
      case 'class':
        for (const [member, values] of this.references.tables.membersOf(target.node)) {
          if (values.length === 1 && values[0] !== undefined) {
            this.target(`${name}.${member}`, values[0], this.references.follow(values[0]), depth - 1);
          }
        }
        return;
      case 'enum':
        for (const member of namedChildren(target.node.childForFieldName('body'))) {
          const text = textConstant(member.childForFieldName('value'), this.references)?.text;
          this.text(`${name}.${(member.childForFieldName('name') ?? member).text}`, text);
        }
        return;
      case 'expression':
        this.made(name, expression, target.node, depth);
        return;
      default:
    }
  }

  /** What a value is made by: a metric, a list of labels, a text, or an object of these. */
  private made(name: string, expression: Node | null, node: Node, depth: number): void {
    const index = this.metrics.indexOf(expression) ?? this.metrics.indexOf(node);
    if (index !== undefined) {
      this.exports.push({ name, value: { kind: 'metric', index } });
      return;
    }
    switch (node.type) {
      case 'object':
        for (const [member, value] of this.references.tables.propertiesOf(node)) {
          this.target(`${name}.${member}`, value, this.references.follow(value), depth - 1);
        }
        for (const { name: member, value } of expression === null ? [] : this.references.assigned.addedTo(expression)) {
          if (member !== undefined) {
            this.target(`${name}.${member}`, value, this.references.follow(value), depth - 1);
          }
        }
        return;
      case 'array': {
        const { labels, complete } = labelNames(node, this.references, false);
        if (labels.length > 0 && labels.every((label) => usefulText.test(label.name))) {
          this.exports.push({ name, value: { kind: 'labels', labels, complete } });
        }
        return;
      }
      case 'new_expression': {
        const made = this.references.follow(node.childForFieldName('constructor'));
        if (made?.kind === 'class') {
          this.target(name, null, made, depth);
        }
        return;
      }
      case 'call_expression': {
        const { labels, complete } = labelNames(node, this.references, false);
        if (labels.length > 0) {
          this.exports.push({ name, value: { kind: 'labels', labels, complete } });
        }
        return;
      }
      case 'number':
        return;
      default:
        this.text(name, textConstant(node, this.references)?.text);
    }
  }

  private text(name: string, text: string | undefined): void {
    if (text !== undefined && usefulText.test(text)) {
      this.exports.push({ name, value: { kind: 'text', text } });
    }
  }
}

function nameOf(node: Node | null): string {
  return node === null ? '' : node.type === 'string' ? node.text.slice(1, -1) : node.text;
}
