import { namedChildren } from '../../namedChildren';
import { argumentsOf } from './plainExpression';
import type { References, Target } from './references';

const farthest = 6;

/** Whether a target is an enum or a literal array, object, Map or Set: what is looked up in it is one of what stands there. */
export function isLiteralTable(target: Target | undefined, references: References, hops = farthest): boolean {
  if (target?.kind !== 'expression' || hops <= 0) {
    return target?.kind === 'enum';
  }
  const { node } = target;
  if (node.type === 'array' || node.type === 'object') {
    // What is empty here is filled by running code.
    const items = namedChildren(node);
    return items.length > 0 && items.every(({ type }) => type !== 'spread_element');
  }
  if (node.type === 'call_expression') {
    const [first] = argumentsOf(node);
    const isEntries = /^Object\.(?:keys|values|entries)$/.test(
      references.text(node.childForFieldName('function') ?? node),
    );
    return isEntries && isLiteralTable(references.follow(first ?? null), references, hops - 1);
  }
  const [items] = node.type === 'new_expression' ? argumentsOf(node) : [];
  const isCollection = /^(?:Map|Set)$/.test(node.childForFieldName('constructor')?.text ?? '');
  return (
    isCollection && items?.type === 'array' && isLiteralTable({ kind: 'expression', node: items }, references, hops - 1)
  );
}
