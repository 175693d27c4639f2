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
  const binding = expression.type === 'identifier' ? trail.bindings.of(expression) : undefined;
  const [timed] = binding?.kind === 'unknown' ? timedMetric(binding.at) : [];
  const from = importedName(timed ?? expression, trail.bindings);
  return from === undefined || from.name === ''
    ? { kind: 'unknown', holder: lastName(expression) }
    : { kind: 'imported', from };
}

/** The declaration of this file that an expression holds. */
export function declaredIndex(expression: CachedNode, declared: DeclaredIndexes, trail: Trail): number | undefined {
  const index = declared.get(expression);
  // Most files declare nothing: no name needs to be followed then.
  if (index !== undefined || declared.size === 0 || !trail.step()) {
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

/** What a name holds: its own value, the metric that a timer is of, or the member of an object of a class of this file. */
function heldValues(expression: CachedNode, trail: Trail): readonly CachedNode[] {
  const { bindings } = trail;
  const binding = bindings.of(expression);
  if (binding?.kind === 'value') {
    return [binding.value];
  }
  if (binding?.kind === 'unknown') {
    return timedMetric(binding.at);
  }
  const [object, member] = [expression.childForFieldName('object'), expression.childForFieldName('attribute')];
  const owner = object === null ? undefined : classOf(object, trail);
  if (owner === undefined || member === null) {
    return [];
  }
  return bindings.membersOf(owner, member.text).flatMap((each) => (each.kind === 'value' ? [each.value] : []));
}

/** The metric of `with DURATION.time() as timer:`, whose labels may be given at the end, to the timer. */
function timedMetric(name: CachedNode): readonly CachedNode[] {
  const pattern = name.parent?.type === 'as_pattern_target' ? name.parent.parent : null;
  const callee = pattern?.firstNamedChild?.childForFieldName('function');
  const object = callee?.childForFieldName('attribute')?.text === 'time' ? callee.childForFieldName('object') : null;
  return object === null || object === undefined ? [] : [object];
}

/** The class of this file that an expression is an object of: by what it was given, or by its annotation. */
function classOf(expression: CachedNode, trail: Trail): CachedNode | undefined {
  const beyond = trail.step() ? trail.hop() : undefined;
  if (beyond === undefined) {
    return undefined;
  }
  const { bindings } = trail;
  if (expression.type === 'call') {
    const callee = expression.childForFieldName('function');
    const definition = callee === null ? undefined : functionOf(callee, bindings);
    const returned = definition === undefined ? [] : returnedValues(definition);
    return instanceOf(expression, bindings) ?? firstClass(returned, beyond);
  }
  if (expression.type !== 'identifier' && expression.type !== 'attribute') {
    return undefined;
  }
  if (expression.text === 'self' || expression.text === 'cls') {
    return undefined;
  }
  const binding = bindings.of(expression);
  if (binding?.kind === 'value') {
    return classOf(binding.value, beyond);
  }
  const type = binding?.kind === 'unknown' ? binding.at.parent?.childForFieldName('type')?.firstNamedChild : undefined;
  const named = type?.type === 'identifier' ? bindings.of(type) : undefined;
  return named?.kind === 'class' ? named.definition : undefined;
}

function firstClass(expressions: readonly CachedNode[], trail: Trail): CachedNode | undefined {
  for (const expression of expressions) {
    const owner = classOf(expression, trail);
    if (owner !== undefined) {
      return owner;
    }
  }
  return undefined;
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
