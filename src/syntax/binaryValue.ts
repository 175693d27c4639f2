import type { Node } from '@vscode/tree-sitter-wasm';
import type { LabelValue } from './metrics/labelValue';

/** What `a + b` and comparisons give, in the grammars of Go and Java. @param read one operand of a text that is joined */
export function binaryValue(expression: Node, read: (operand: Node | null) => LabelValue): LabelValue {
  const operator = operatorOf(expression);
  if (/^(?:==|!=|<=?|>=?|&&|\|\|)$/.test(operator)) {
    return { kind: 'bounded', by: 'comparison' };
  }
  if (operator !== '+') {
    return { kind: 'unknown' };
  }
  // `a + b + c` leans to the left.
  const parts: LabelValue[] = [];
  let left: Node | null = expression;
  for (; left?.type === 'binary_expression' && operatorOf(left) === '+'; left = left.childForFieldName('left')) {
    parts.unshift(read(left.childForFieldName('right')));
  }
  return { kind: 'joined', parts: [read(left), ...parts] };
}

function operatorOf(expression: Node): string {
  return expression.childForFieldName('operator')?.text ?? '';
}
