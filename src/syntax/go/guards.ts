import type { Node } from '@vscode/tree-sitter-wasm';
import type { GoSource } from './goSource';

/**
 * Whether a name is one of a few where it stands: in a case of a switch over it, and behind `if known[x]`, `if _, ok :=
 * known[x]; ok`, `if x == "a"`, `if slices.Contains(known, x)`.
 */
export function isGuarded(expression: Node, source: GoSource): boolean {
  const { text, startIndex } = expression;
  for (const { type, node } of source.around(startIndex)) {
    if (type === 'func_literal' || type === 'function_declaration' || type === 'method_declaration') {
      return false;
    }
    if (
      type === 'expression_case' &&
      node.parent?.childForFieldName('value')?.text === text &&
      isBehind(node.childForFieldName('value'), startIndex)
    ) {
      return true;
    }
    if (type === 'if_statement' && isIn(node.childForFieldName('consequence'), startIndex) && limits(node, text)) {
      return true;
    }
  }
  return false;
}

/** Long conditions are not read: what matters stands in short ones. */
const maxCondition = 300;

function limits(statement: Node, name: string): boolean {
  const [initializer, condition] = [
    statement.childForFieldName('initializer'),
    statement.childForFieldName('condition'),
  ];
  const text = condition?.text ?? '';
  if (text.length > maxCondition || (/\|\|/.test(text) && !onlyComparisons(text, name))) {
    return false;
  }
  const looked = new RegExp(String.raw`^[\w.]+\[${escaped(name)}\]$`);
  const [, ok, from] = /^\w+,\s*(\w+)\s*:=\s*(.*)$/s.exec(initializer?.text ?? '') ?? [];
  if (ok !== undefined && ok === text.trim() && looked.test(from?.trim() ?? '')) {
    return true;
  }
  return text.split(/&&|\|\|/).some((part) => {
    const test = part.trim().replace(/^\(+|\)+$/g, '');
    return (
      looked.test(part.trim()) ||
      new RegExp(String.raw`^${escaped(name)}\s*==\s*(?:"[^"]*"|[A-Z]\w*|\w+\.[A-Z]\w*)$`).test(test) ||
      new RegExp(String.raw`^slices\.Contains\([\w.]+,\s*${escaped(name)}$`).test(test)
    );
  });
}

/** `x == "a" || x == "b"`. */
function onlyComparisons(text: string, name: string): boolean {
  const one = new RegExp(String.raw`^${escaped(name)}\s*==\s*\S+$`);
  return text.split('||').every((part) => one.test(part.trim()));
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}

function isIn(node: Node | null, offset: number): boolean {
  return node !== null && node.startIndex <= offset && offset < node.endIndex;
}

function isBehind(node: Node | null, offset: number): boolean {
  return node !== null && node.endIndex <= offset;
}
