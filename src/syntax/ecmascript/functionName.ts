import type { Node } from '@vscode/tree-sitter-wasm';

/** Nodes that give the function, class or object in them a name: its left-hand side. */
export const holderTypes: readonly string[] = [
  'variable_declarator',
  'assignment_expression',
  'pair',
  'field_definition',
  'public_field_definition',
  'export_statement',
];

const valueFields: Readonly<Record<string, string>> = {
  assignment_expression: 'right',
};

const nameFields: Readonly<Record<string, string>> = {
  variable_declarator: 'name',
  assignment_expression: 'left',
  pair: 'key',
  field_definition: 'property',
  public_field_definition: 'name',
};

/** What a holder holds, without the parentheses and type assertions around it. */
export function heldValue(holder: Node): Node | null {
  const value = bareExpression(holder.childForFieldName(valueFields[holder.type] ?? 'value'));
  return holder.type === 'export_statement' ? defaultExport(value) : value;
}

/** The grammar takes what follows `export default function () {}` for a call of it, where it looks like one. */
function defaultExport(value: Node | null): Node | null {
  let callee = value;
  while (callee !== null && /^(?:call|member|subscript)_expression$/.test(callee.type)) {
    callee = callee.childForFieldName('function') ?? callee.childForFieldName('object');
  }
  return callee !== null && /^(?:function_expression|generator_function|class)$/.test(callee.type) ? callee : value;
}

const coverings: ReadonlySet<string> = new Set([
  'parenthesized_expression',
  'as_expression',
  'satisfies_expression',
  'non_null_expression',
]);

/** An expression without the parentheses and type assertions around it. */
export function bareExpression(expression: Node | null): Node | null {
  let bare = expression;
  while (bare !== null && coverings.has(bare.type)) {
    bare = bare.namedChildren.find((child) => child !== null && child.type !== 'comment') ?? null;
  }
  return bare;
}

/** The node that a holder takes the name from. */
export function holderNameNode(holder: Node): Node | null {
  const field = nameFields[holder.type];
  return field === undefined ? null : holder.childForFieldName(field);
}

/** The name that a holder gives: `f`, `Foo.bar` for `Foo.prototype.bar`, `default`; empty when it gives none. */
export function holderName(holder: Node): string {
  if (holder.type === 'export_statement') {
    return 'default';
  }
  const name = holderNameNode(holder);
  return name === null ? '' : nameText(name);
}

/** The name of a property, variable or path of them as a person says it; empty for what is none. */
export function nameText(name: Node): string {
  switch (name.type) {
    case 'identifier':
    case 'type_identifier':
    case 'property_identifier':
    case 'private_property_identifier':
    case 'number':
      return name.text;
    case 'string':
      return name.text.slice(1, -1);
    case 'computed_property_name': {
      const text = name.text.replace(/\s+/g, ' ');
      const [, literal] = /^\[ ?(['"])([^'"\\]*)\1 ?\]$/.exec(text)?.slice(1) ?? [];
      return literal ?? (text.length <= 60 ? text : '');
    }
    case 'member_expression':
    case 'subscript_expression':
      return pathText(name);
    case 'nested_identifier':
      return name.text.replace(/\s/g, '');
    default:
      return '';
  }
}

/** `exports.f`, `this.f` and `module.exports.f` are called `f`, `Foo.prototype.bar` is called `Foo.bar`. */
function pathText(path: Node): string {
  const text = path.text;
  if (text.length > 200) {
    return '';
  }
  const dotted = text.replace(/\s/g, '').replace(/\[(['"])([^'"\\]+)\1\]/g, '.$2');
  if (!/^[\w$#\u0080-\uffff.-]+$/.test(dotted)) {
    return '';
  }
  const names = dotted.replace(/^(?:module\.exports|exports|this)(?:\.|$)/, '').split('.');
  return names.filter((name) => name !== 'prototype' && name !== '').join('.');
}
