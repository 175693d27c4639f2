import type { CachedNode } from '../cachedNode';
import type { MetricOfUse } from '../metrics/labelCall';
import { namedChildren } from '../namedChildren';
import { functionOf, instanceOf, returnedValues } from './functionCalls';
import { lastName } from './holderOf';
import { importedName } from './importedPath';
import { stringConstant } from './stringConstant';
import type { Trail } from './trail';

/** The places of the file's declarations in their list, by the nodes that stand for them. */
export type DeclaredIndexes = ReadonlyMap<CachedNode, number>;

/** The metric that an expression is, followed through names, tables and functions of this file. */
export function metricOf(expression: CachedNode, declared: DeclaredIndexes, trail: Trail): MetricOfUse {
  const index = declaredIndex(expression, declared, trail);
  if (index !== undefined) {
    return { kind: 'declared', index };
  }
  const from = importedName(expression, trail.bindings);
  return from === undefined || from.name === ''
    ? { kind: 'unknown', holder: lastName(expression) }
    : { kind: 'imported', from };
}

/** The declaration of this file that an expression holds. */
export function declaredIndex(expression: CachedNode, declared: DeclaredIndexes, trail: Trail): number | undefined {
  const index = declared.get(expression);
  if (index !== undefined || !trail.step()) {
    return index;
  }
  const beyond = trail.hop();
  if (beyond === undefined) {
    return undefined;
  }
  switch (expression.type) {
    case 'parenthesized_expression':
    case 'conditional_expression':
    case 'boolean_operator':
    case 'await':
      return firstOf(namedChildren(expression), declared, beyond);
    case 'identifier':
    case 'attribute':
      return firstOf(heldValues(expression, trail), declared, beyond);
    case 'subscript':
      return firstOf(entries(expression, trail), declared, beyond);
    case 'call':
      return ofCall(expression, declared, beyond);
    default:
      return undefined;
  }
}

function firstOf(expressions: readonly CachedNode[], declared: DeclaredIndexes, trail: Trail): number | undefined {
  for (const expression of expressions) {
    const index = declaredIndex(expression, declared, trail);
    if (index !== undefined) {
      return index;
    }
  }
  return undefined;
}

/** What a name holds: its own value, or the member of the object of a class of this file. */
function heldValues(expression: CachedNode, { bindings }: Trail): readonly CachedNode[] {
  const binding = bindings.of(expression);
  if (binding?.kind === 'value') {
    return [binding.value];
  }
  const [object, member] = [expression.childForFieldName('object'), expression.childForFieldName('attribute')];
  const holder = object?.type === 'identifier' || object?.type === 'attribute' ? bindings.of(object) : undefined;
  const owner = holder?.kind === 'value' ? instanceOf(holder.value, bindings) : undefined;
  if (owner === undefined || member === null) {
    return [];
  }
  return bindings.membersOf(owner, member.text).flatMap((each) => (each.kind === 'value' ? [each.value] : []));
}

/** `metrics["requests"]` of a literal table, or of entries that were assigned one by one. */
function entries(subscript: CachedNode, trail: Trail): readonly CachedNode[] {
  const [table, index] = [subscript.childForFieldName('value'), subscript.childForFieldName('subscript')];
  const key = index === null ? undefined : stringConstant(index, trail)?.value;
  const name = table?.childForFieldName('attribute') ?? table;
  if (!table || !name || key === undefined || (table.type !== 'identifier' && table.type !== 'attribute')) {
    return [];
  }
  const { bindings } = trail;
  const binding = bindings.of(table);
  const literal = binding?.kind === 'value' && binding.value.type === 'dictionary' ? binding.value : null;
  const pairs = namedChildren(literal).flatMap((pair) => {
    const [written, value] = [pair.childForFieldName('key'), pair.childForFieldName('value')];
    return written !== null && value !== null && stringConstant(written, trail)?.value === key ? [value] : [];
  });
  return pairs.length > 0 ? pairs : assignedEntries(table, name.text, key, trail);
}

function assignedEntries(table: CachedNode, name: string, key: string, trail: Trail): readonly CachedNode[] {
  return trail.bindings.occurrences(name).flatMap((occurrence) => {
    const whole = table.type === 'attribute' ? occurrence.parent : occurrence;
    const target = whole?.parent;
    const assignment = target?.parent;
    if (target?.type !== 'subscript' || assignment?.type !== 'assignment' || whole?.text !== table.text) {
      return [];
    }
    const index = target.childForFieldName('subscript');
    const value = assignment.childForFieldName('right');
    const isIt = index !== null && stringConstant(index, trail)?.value === key;
    return isIt && assignment.childForFieldName('left') === target && value !== null ? [value] : [];
  });
}

/** A metric that a function of this file gives back, one that `labels()` was asked for, and an entry of a table. */
function ofCall(call: CachedNode, declared: DeclaredIndexes, trail: Trail): number | undefined {
  const callee = call.childForFieldName('function');
  const definition = callee === null ? undefined : functionOf(callee, trail.bindings);
  if (definition !== undefined) {
    return firstOf(returnedValues(definition), declared, trail);
  }
  const object = callee?.childForFieldName('object');
  return object && callee?.childForFieldName('attribute')?.text === 'labels'
    ? declaredIndex(object, declared, trail)
    : undefined;
}
