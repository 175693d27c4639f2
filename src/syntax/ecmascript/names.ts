import type { Node } from '@vscode/tree-sitter-wasm';
import type { Span } from '../../text/span';
import type { SyntaxTree } from '../parsers';

/** A place where a name is read or bound (`name`), or is the whole contents of a string. */
export interface Occurrence {
  readonly kind: 'name' | 'string';
  readonly node: Node;
}

const nameTypes: ReadonlySet<string> = new Set([
  'identifier',
  'type_identifier',
  'shorthand_property_identifier',
  'shorthand_property_identifier_pattern',
]);

/** Where `name` stands in the file, or in `span` of it, in the order of the text; names of properties are left out. */
export function occurrencesOf(tree: SyntaxTree, name: string, span?: Span): readonly Occurrence[] {
  const found: Occurrence[] = [];
  const from = span?.start ?? 0;
  const text = tree.text.slice(from, span?.end);
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    if (isWordUnit(text[at - 1]) || isWordUnit(text[at + name.length])) {
      continue;
    }
    const [start, end] = [from + at, from + at + name.length];
    const node = tree.root.descendantForIndex(start, end);
    if (node?.startIndex !== start || node.endIndex !== end) {
      continue;
    }
    if (nameTypes.has(node.type)) {
      found.push({ kind: 'name', node });
    } else if (node.type === 'string_fragment') {
      found.push({ kind: 'string', node });
    }
  }
  return found;
}

function isWordUnit(unit: string | undefined): boolean {
  return unit !== undefined && /[\w$\u0080-\ufefe\uff00-\uffff]/.test(unit);
}

const patterns: ReadonlySet<string> = new Set([
  'array_pattern',
  'object_pattern',
  'rest_pattern',
  'assignment_pattern',
  'object_assignment_pattern',
  'pair_pattern',
  'formal_parameters',
  'required_parameter',
  'optional_parameter',
]);

/** Fields in which a name is bound rather than read. */
const bindingFields: Readonly<Record<string, readonly string[]>> = {
  variable_declarator: ['name'],
  function_declaration: ['name', 'parameters'],
  generator_function_declaration: ['name', 'parameters'],
  function_expression: ['name', 'parameters'],
  generator_function: ['name', 'parameters'],
  function_signature: ['name', 'parameters'],
  arrow_function: ['parameter', 'parameters'],
  method_definition: ['parameters'],
  class_declaration: ['name'],
  abstract_class_declaration: ['name'],
  class: ['name'],
  enum_declaration: ['name'],
  interface_declaration: ['name'],
  type_alias_declaration: ['name'],
  type_parameter: ['name'],
  internal_module: ['name'],
  catch_clause: ['parameter'],
  for_in_statement: ['left'],
  import_specifier: ['name', 'alias'],
};

const importTypes: ReadonlySet<string> = new Set(['import_clause', 'namespace_import', 'import_require_clause']);

/** Whether an occurrence binds its name where it stands: a variable, parameter, function, class or import. */
export function bindsName(name: Node): boolean {
  let target = name;
  for (let parent = target.parent; parent !== null; parent = target.parent) {
    if (!patterns.has(parent.type)) {
      break;
    }
    if (isDefault(parent, target)) {
      return false;
    }
    target = parent;
  }
  const holder = target.parent;
  if (holder === null) {
    return false;
  }
  if (importTypes.has(holder.type)) {
    return true;
  }
  if (holder.type === 'import_specifier') {
    return holder.childForFieldName('alias') === null || holder.childForFieldName('alias')?.id === target.id;
  }
  return (bindingFields[holder.type] ?? []).some((field) => holder.childForFieldName(field)?.id === target.id);
}

/** Whether `child` is the default value in a pattern, or the key of a pair, rather than what is bound. */
function isDefault(pattern: Node, child: Node): boolean {
  switch (pattern.type) {
    case 'assignment_pattern':
    case 'object_assignment_pattern':
      return pattern.childForFieldName('right')?.id === child.id;
    case 'pair_pattern':
      return pattern.childForFieldName('key')?.id === child.id;
    case 'required_parameter':
    case 'optional_parameter':
      return pattern.childForFieldName('pattern')?.id !== child.id;
    default:
      return false;
  }
}
