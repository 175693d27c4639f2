import type { CachedNode } from '../cachedNode';
import type { LabelValue } from '../metrics/labelValue';
import { namedChildren } from '../namedChildren';
import type { Binding } from './bindings';
import { caughtBy, isExceptionType } from './caughtValue';
import { namesIn } from './importedPath';
import { comprehensionClause, loopValue } from './loopValue';
import { isEnumeration } from './members';
import { choiceOf, unknownValue, type ReadValue } from './readValue';
import type { Trail } from './trail';

type NameValue = Extract<LabelValue, { kind: 'name' }>;

/** A variable, with what its only assignments give it. */
export function nameValue(identifier: CachedNode, trail: Trail, read: ReadValue): LabelValue {
  if (identifier.text === '__name__' || identifier.text === '__qualname__') {
    return { kind: 'bounded', by: 'class' };
  }
  const path = [identifier.text];
  if (identifier.text === 'self' || identifier.text === 'cls') {
    return { kind: 'name', path, origin: 'parameter' };
  }
  const clause = comprehensionClause(identifier);
  if (clause !== undefined) {
    return loopValue(clause, path, trail);
  }
  const bindings = trail.bindings.all(identifier);
  const binding = trail.bindings.of(identifier);
  switch (binding?.kind) {
    case 'import':
      return { kind: 'name', path: namesIn(binding.path), origin: 'import' };
    case 'class':
      return { kind: 'bounded', by: 'class' };
    case 'value':
    case 'addition':
      return { kind: 'name', path, origin: 'local', ...valueOfAll(reaching(bindings, identifier, trail), trail, read) };
    case 'unknown':
      return boundElsewhere(binding.at, path, trail, read);
    case undefined:
      return { kind: 'name', path, origin: 'unknown' };
  }
}

/**
 * The bindings that can hold at a use: those in front of it, from the last one that nothing goes around. Of a use in an
 * inner function, or in front of all of them, all.
 */
function reaching(
  bindings: readonly Binding<CachedNode>[],
  use: CachedNode,
  { bindings: { scopes } }: Trail,
): readonly Binding<CachedNode>[] {
  const scope = scopes.at(use.startIndex);
  const reached: Binding<CachedNode>[] = [];
  for (const binding of bindings.toReversed()) {
    const heldFrom = 'value' in binding ? binding.value.endIndex : binding.at.endIndex;
    const isParameter = parameterList(binding.at)?.parent === scope.node;
    if (heldFrom <= use.startIndex && (isParameter || scopes.at(binding.at.startIndex) === scope)) {
      reached.unshift(binding);
      const block = blockAround(binding.at);
      if (isParameter || (block.startIndex <= use.startIndex && use.endIndex <= block.endIndex)) {
        break;
      }
    }
  }
  return reached.length > 0 ? reached : bindings;
}

/** The list of parameters that a name stands in, as one of them. */
function parameterList(name: CachedNode): CachedNode | undefined {
  let around = name.parent;
  while (around !== null && /parameter$|_pattern$/.test(around.type)) {
    around = around.parent;
  }
  return around?.type === 'parameters' || around?.type === 'lambda_parameters' ? around : undefined;
}

function blockAround(node: CachedNode): CachedNode {
  let around = node;
  while (around.parent !== null && around.type !== 'block') {
    around = around.parent;
  }
  return around;
}

/** How many assignments to one name are told apart. */
const maxAssignments = 8;

/** What the only assignments to a name give it. */
export function valueOfAll(
  bindings: readonly Binding<CachedNode>[],
  trail: Trail,
  read: ReadValue,
): Pick<NameValue, 'value'> {
  const beyond = trail.hop();
  const given = bindings.flatMap((binding) =>
    binding.kind === 'value' && binding.value.type !== 'none' ? [binding.value] : [],
  );
  const [only, ...others] = given;
  // A name that is given so many values is no label's own.
  if (given.length > maxAssignments) {
    return {};
  }
  if (beyond === undefined || only === undefined) {
    return {};
  }
  const isKnown = bindings.every((binding) => binding.kind === 'value');
  if (others.length === 0 && isKnown) {
    return { value: read(only, beyond) };
  }
  const choice = choiceOf(given, beyond, read);
  return {
    value: isKnown || choice.kind !== 'choice' ? choice : { ...choice, options: [...choice.options, unknownValue] },
  };
}

/** A parameter, loop variable, caught exception or part of a tuple. */
function boundElsewhere(at: CachedNode, path: readonly string[], trail: Trail, read: ReadValue): LabelValue {
  for (let around = at.parent; around !== null; around = around.parent) {
    switch (around.type) {
      case 'parameters':
      case 'lambda_parameters':
        return parameterValue(at, path, trail);
      case 'for_statement':
        return loopValue(around, path, trail);
      case 'except_clause':
      case 'except_group_clause':
        return caughtBy(path[0] ?? '');
      case 'assignment':
        return { kind: 'name', path, origin: 'local', ...partOfTuple(at, around, trail, read) };
      case 'block':
      case 'function_definition':
      case 'module':
        return { kind: 'name', path, origin: 'local' };
      default:
    }
  }
  return { kind: 'name', path, origin: 'local' };
}

/** `a, b = 1, x`. */
function partOfTuple(
  target: CachedNode,
  assignment: CachedNode,
  trail: Trail,
  read: ReadValue,
): Pick<NameValue, 'value'> {
  const [left, right] = [assignment.childForFieldName('left'), assignment.childForFieldName('right')];
  const [targets, values] = [namedChildren(left), namedChildren(right)];
  const value =
    right !== null && /^(?:expression_list|tuple|list)$/.test(right.type) ? values[targets.indexOf(target)] : undefined;
  const beyond = trail.hop();
  return value === undefined || beyond === undefined || targets.length !== values.length
    ? {}
    : { value: read(value, beyond) };
}

function parameterValue(at: CachedNode, path: readonly string[], trail: Trail): LabelValue {
  const parameter = at.parent?.type.endsWith('parameter') === true ? at.parent : undefined;
  const type = parameter?.childForFieldName('type');
  if (type) {
    if (isExceptionType(type.text)) {
      return caughtBy(path[0] ?? '');
    }
    if (type.text === 'bool' || /^(?:typing\.)?Literal\[/.test(type.text) || isEnumerationType(type, trail)) {
      return { kind: 'bounded', by: type.text === 'bool' ? 'comparison' : 'enum' };
    }
  }
  return { kind: 'name', path, origin: 'parameter' };
}

function isEnumerationType(type: CachedNode, trail: Trail): boolean {
  const binding = type.firstNamedChild?.type === 'identifier' ? trail.bindings.of(type.firstNamedChild) : undefined;
  return binding?.kind === 'class' && isEnumeration(binding.definition);
}
