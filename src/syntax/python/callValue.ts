import type { CachedNode } from '../cachedNode';
import type { LabelValue } from '../metrics/labelValue';
import { namedChildren } from '../namedChildren';
import { caughtMember } from './caughtValue';
import { functionOf, returnedValues } from './functionCalls';
import { importedPath, namesIn } from './importedPath';
import { isEnumeration } from './members';
import { isConstantValue, unknownValue, type ReadValue } from './readValue';
import { stringConstant } from './stringConstant';
import { tableValue } from './tableValue';
import type { Trail } from './trail';

const yesOrNo: ReadonlySet<string> = new Set([
  'bool',
  'isinstance',
  'issubclass',
  'hasattr',
  'callable',
  'any',
  'all',
  'startswith',
  'endswith',
  'isdigit',
  'is_set',
]);

/** Methods of text that give one text for each: what is bounded stays so. */
const textMethods: ReadonlySet<string> = new Set([
  'lower',
  'upper',
  'strip',
  'lstrip',
  'rstrip',
  'title',
  'capitalize',
  'casefold',
  'replace',
  'removeprefix',
  'removesuffix',
  'decode',
]);

/** What a call gives: a text made of parts, an entry of a table, one of a function's literal results, or just a call. */
export function callValue(call: CachedNode, trail: Trail, read: ReadValue): LabelValue {
  const callee = call.childForFieldName('function');
  if (callee === null) {
    return unknownValue;
  }
  const given = namedChildren(call.childForFieldName('arguments')).flatMap((argument) => valueNode(argument) ?? []);
  return callee.type === 'attribute'
    ? methodCall(callee, given, trail, read)
    : functionCall(call, callee, given, trail, read);
}

/** The expression of an argument; what `*` and `**` bring is not one. */
function valueNode(argument: CachedNode): CachedNode | undefined {
  switch (argument.type) {
    case 'keyword_argument':
      return argument.childForFieldName('value') ?? undefined;
    case 'list_splat':
    case 'dictionary_splat':
    case 'ERROR':
      return undefined;
    default:
      return argument;
  }
}

function functionCall(
  call: CachedNode,
  callee: CachedNode,
  given: readonly CachedNode[],
  trail: Trail,
  read: ReadValue,
): LabelValue {
  const name = callee.type === 'identifier' ? callee.text : undefined;
  const binding = name === undefined ? undefined : trail.bindings.of(callee);
  if (name !== undefined && binding === undefined) {
    const [first, second] = given;
    if (yesOrNo.has(name)) {
      return { kind: 'bounded', by: 'comparison' };
    }
    if (name === 'getattr' && first !== undefined && second?.type === 'string') {
      return memberOf(read(first, trail), stringConstant(second, trail)?.value);
    }
    if (name === 'type' && first !== undefined) {
      return typeOf(first, call, trail, read);
    }
    if (/^(?:str|repr|format)$/.test(name) && first !== undefined) {
      const value = read(first, trail);
      if (value.kind === 'caught') {
        return value;
      }
    }
  }
  if (binding?.kind === 'class' && isEnumeration(binding.definition)) {
    return { kind: 'bounded', by: 'enum' };
  }
  return resultOf(callee, trail, read) ?? plainCall(callee, given, trail, read);
}

function memberOf(value: LabelValue, member: string | undefined): LabelValue {
  if (value.kind === 'caught' && member !== undefined) {
    return caughtMember(member);
  }
  return value.kind === 'name' && member !== undefined
    ? { kind: 'name', path: [...value.path, member], origin: value.origin }
    : { kind: 'name', path: member === undefined ? [] : [member], origin: 'unknown' };
}

function typeOf(instance: CachedNode, call: CachedNode, trail: Trail, read: ReadValue): LabelValue {
  return read(instance, trail).kind === 'caught'
    ? { kind: 'caught', part: 'class', className: `${call.text}.__name__` }
    : { kind: 'bounded', by: 'class' };
}

function methodCall(callee: CachedNode, given: readonly CachedNode[], trail: Trail, read: ReadValue): LabelValue {
  const [object, method] = [callee.childForFieldName('object'), callee.childForFieldName('attribute')?.text ?? ''];
  if (object === null) {
    return unknownValue;
  }
  if (object.type.endsWith('string') && (method === 'format' || method === 'join')) {
    return { kind: 'joined', parts: [object, ...given].map((part) => read(part, trail)) };
  }
  if (yesOrNo.has(method)) {
    return { kind: 'bounded', by: 'comparison' };
  }
  if (method === 'get' || method === 'pop') {
    const looked = tableValue(object, trail, read);
    const other = given[1];
    if (looked !== undefined) {
      const otherwise = other === undefined ? undefined : read(other, trail);
      return otherwise === undefined || isConstantValue(otherwise)
        ? looked
        : { kind: 'choice', options: [looked, otherwise] };
    }
  }
  if (method === '__str__' || method === '__repr__' || textMethods.has(method)) {
    const value = read(object, trail);
    if (value.kind === 'caught' || value.kind === 'bounded' || value.kind === 'literal') {
      return value;
    }
  }
  return resultOf(callee, trail, read) ?? plainCall(callee, given, trail, read);
}

/** What a function of this file returns, where all of it is literal or bounded. */
function resultOf(callee: CachedNode, trail: Trail, read: ReadValue): LabelValue | undefined {
  const definition = functionOf(callee, trail.bindings);
  const beyond = trail.hop();
  if (definition === undefined || beyond === undefined) {
    return undefined;
  }
  const options = returnedValues(definition).map((value) => read(value, beyond));
  const isBounded = options.length > 0 && options.every(isConstantValue);
  return isBounded ? { kind: 'choice', options } : undefined;
}

function plainCall(callee: CachedNode, given: readonly CachedNode[], trail: Trail, read: ReadValue): LabelValue {
  const path = importedPath(callee, trail.bindings);
  const object = callee.type === 'attribute' ? callee.childForFieldName('object') : null;
  const receiver = object === null || path !== undefined ? undefined : read(object, trail);
  return {
    kind: 'call',
    callee: path === undefined ? writtenPath(callee, trail) : namesIn(path),
    imported: path !== undefined,
    ...(receiver === undefined ? {} : { receiver }),
    arguments: given.map((argument) => read(argument, trail)),
  };
}

/** The names of a callee as written; of a method of something unnamed its own name alone. */
function writtenPath(callee: CachedNode, trail: Trail): readonly string[] {
  const names: string[] = [];
  for (let part: CachedNode | null = callee; part !== null && trail.step(); part = part.childForFieldName('object')) {
    if (part.type === 'identifier') {
      return [part.text, ...names];
    }
    const name = part.type === 'attribute' ? part.childForFieldName('attribute') : null;
    if (name === null) {
      break;
    }
    names.unshift(name.text);
  }
  return names.slice(-1);
}
