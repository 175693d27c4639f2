import type { Node } from '@vscode/tree-sitter-wasm';
import type { JavaSource } from './javaSource';

/**
 * Whether a name is one of a few where it stands: in a case of a switch over it, and behind `if (KNOWN.contains(x))`,
 * `if ("a".equals(x))`, `if (x == Kind.A)`.
 */
export function isGuarded(expression: Node, source: JavaSource): boolean {
  const { text, startIndex } = expression;
  for (const { type, node } of source.around(startIndex)) {
    if (
      type === 'method_declaration' ||
      type === 'constructor_declaration' ||
      type === 'lambda_expression' ||
      type === 'class_body'
    ) {
      return false;
    }
    if (type === 'switch_rule' || type === 'switch_block_statement_group') {
      const label = node.firstNamedChild;
      const isCase = label?.type === 'switch_label' && label.namedChildCount > 0 && label.endIndex <= startIndex;
      const over = node.parent?.parent?.childForFieldName('condition')?.text.replace(/^\(\s*|\s*\)$/g, '');
      if (isCase && over === text) {
        return true;
      }
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
  const condition = statement.childForFieldName('condition')?.text.slice(1, -1).trim() ?? '';
  if (condition.length > maxCondition) {
    return false;
  }
  const variable = name.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
  const tests = [
    String.raw`^[\w.]+(?:\([^()]*\))?\.contains(?:Key)?\(\s*${variable}\s*\)$`,
    String.raw`^"[^"]*"\.equals(?:IgnoreCase)?\(\s*${variable}\s*\)$`,
    String.raw`^${variable}\.equals(?:IgnoreCase)?\(\s*(?:"[^"]*"|(?:\w+\.)*[A-Z][A-Z0-9_]*)\s*\)$`,
    String.raw`^${variable}\s*==\s*(?:\w+\.)*[A-Z][A-Z0-9_]*$`,
  ].map((test) => new RegExp(test));
  const isOne = (part: string): boolean => tests.some((test) => test.test(part.trim()));
  return condition.includes('||') ? condition.split('||').every(isOne) : condition.split('&&').some(isOne);
}

function isIn(node: Node | null, offset: number): boolean {
  return node !== null && node.startIndex <= offset && offset < node.endIndex;
}
