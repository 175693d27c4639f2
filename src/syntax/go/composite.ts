import type { Node } from '@vscode/tree-sitter-wasm';
import { namedChildren } from '../namedChildren';
import type { GoSource } from './goSource';

export interface GoField {
  readonly key: Node;
  readonly value: Node;
  /** The whole `key: value`. */
  readonly element: Node;
}

/** The `key: value` pairs of a composite literal. */
export function fieldsOf(literal: Node): GoField[] {
  return namedChildren(literal.childForFieldName('body')).flatMap((element) => {
    const key = inner(element.childForFieldName('key'));
    const value = inner(element.childForFieldName('value'));
    return element.type === 'keyed_element' && key !== undefined && value !== undefined
      ? [{ key, value, element }]
      : [];
  });
}

/** The items of a slice literal. */
export function itemsOf(literal: Node): Node[] {
  return namedChildren(literal.childForFieldName('body')).flatMap((element) => {
    const item = element.type === 'literal_element' ? element.firstNamedChild : null;
    return item === null ? [] : [item];
  });
}

function inner(element: Node | null): Node | undefined {
  return (element?.type === 'literal_element' ? element.firstNamedChild : element) ?? undefined;
}

const maxHops = 8;

/**
 * The composite literal that an expression is, or that the variable's only value is: through `&x`, parentheses and
 * conversions such as `prometheus.CounterOpts(opts)`.
 */
export function compositeOf(expression: Node | undefined, source: GoSource, hops = maxHops): Node | undefined {
  source.budget.spend();
  if (expression === undefined || hops === 0) {
    return undefined;
  }
  switch (expression.type) {
    case 'composite_literal':
      return expression;
    case 'parenthesized_expression':
      return compositeOf(namedChildren(expression)[0], source, hops - 1);
    case 'unary_expression':
      return compositeOf(expression.childForFieldName('operand') ?? undefined, source, hops - 1);
    case 'type_conversion_expression':
      return compositeOf(expression.childForFieldName('operand') ?? undefined, source, hops - 1);
    case 'call_expression': {
      const callee = expression.childForFieldName('function');
      const given = namedChildren(expression.childForFieldName('arguments'));
      const isConversion = callee !== null && given.length === 1 && /(?:Opts|Labels)$/.test(callee.text);
      return isConversion ? compositeOf(given[0], source, hops - 1) : undefined;
    }
    case 'identifier': {
      const values = source.valuesOf(source.declaredAt(expression));
      return values.length === 1 ? compositeOf(values[0], source, hops - 1) : undefined;
    }
    default:
      return undefined;
  }
}
