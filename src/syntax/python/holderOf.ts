import type { CachedNode } from '../cachedNode';

/** Forms that hand on what stands in them. */
const transparent: ReadonlySet<string> = new Set([
  'parenthesized_expression',
  'conditional_expression',
  'boolean_operator',
]);

/** The last name of what holds an expression: a variable, an attribute, a key of a dictionary, a keyword argument. */
export function holderOf(expression: CachedNode): string | undefined {
  let held = expression;
  while (held.parent !== null && transparent.has(held.parent.type)) {
    held = held.parent;
  }
  const parent = held.parent;
  switch (parent?.type) {
    case 'assignment':
      return parent.childForFieldName('right') === held ? lastName(parent.childForFieldName('left')) : undefined;
    case 'named_expression':
    case 'keyword_argument':
      return parent.childForFieldName('name')?.text;
    case 'pair':
      return lastName(parent.childForFieldName('key'));
    default:
      return undefined;
  }
}

/** `requests` of `self.requests`, `metrics["requests"]`, `"requests"`. */
export function lastName(expression: CachedNode | null): string | undefined {
  switch (expression?.type) {
    case 'identifier':
      return expression.text;
    case 'attribute':
      return expression.childForFieldName('attribute')?.text;
    case 'string':
      return expression.namedChildCount === 3 ? expression.namedChildren[1]?.text : undefined;
    case 'subscript': {
      const key = expression.childForFieldName('subscript');
      return (key?.type === 'string' ? lastName(key) : undefined) ?? lastName(expression.childForFieldName('value'));
    }
    case 'call':
      return lastName(expression.childForFieldName('function'));
    default:
      return undefined;
  }
}
