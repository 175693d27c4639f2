import type { CachedNode } from '../cachedNode';
import type { LabelValue } from '../metrics/labelValue';
import { namedChildren } from '../namedChildren';
import { choiceOf, isConstantValue, type ReadValue } from './readValue';
import type { Trail } from './trail';

/** One of the values of a literal table, or of one whose name says that it is constant. */
export function tableValue(table: CachedNode, trail: Trail, read: ReadValue): LabelValue | undefined {
  if (table.type === 'identifier' || table.type === 'attribute') {
    const binding = trail.bindings.of(table);
    const beyond = trail.hop();
    if (binding?.kind === 'value' && beyond !== undefined) {
      return tableValue(binding.value, beyond, read);
    }
    const isConstant = /(?:^|\.)_*[A-Z][A-Z\d_]*$/.test(table.text) && !/environ|headers|session/i.test(table.text);
    return isConstant && binding?.kind !== 'unknown' ? { kind: 'bounded', by: 'lookup' } : undefined;
  }
  if (table.type !== 'dictionary' || table.namedChildCount === 0) {
    return undefined;
  }
  const values = namedChildren(table).flatMap((pair) => pair.childForFieldName('value') ?? []);
  const choice = choiceOf(values, trail, read);
  const isConstant = choice.kind === 'choice' && choice.options.every(isConstantValue);
  return isConstant ? { kind: 'bounded', by: 'lookup' } : undefined;
}
