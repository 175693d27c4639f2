import type { CachedNode } from '../cachedNode';
import type { LabelValue } from '../metrics/labelValue';
import { namedChildren } from '../namedChildren';
import { caughtMember } from './caughtValue';
import { importedPath, namesIn } from './importedPath';
import { isEnumeration } from './members';
import { valueOfAll } from './nameValue';
import { unknownValue, type ReadValue } from './readValue';
import { stringConstant } from './stringConstant';
import { tableValue } from './tableValue';
import type { Trail } from './trail';

/** Members that are the same value in another form: of a UUID, a path. */
const otherForms: ReadonlySet<string> = new Set(['hex', 'int', 'urn', 'bytes', 'name', 'stem']);

/** `user.id`, `Status.OK.value`, `type(error).__name__`. */
export function attributeValue(attribute: CachedNode, trail: Trail, read: ReadValue): LabelValue {
  const [object, member] = [attribute.childForFieldName('object'), attribute.childForFieldName('attribute')?.text];
  if (object === null || member === undefined) {
    return unknownValue;
  }
  if (member === '__name__' || member === '__qualname__') {
    return className(object, attribute, trail, read);
  }
  if (isEnumerationMember(attribute, trail)) {
    return { kind: 'bounded', by: 'enum' };
  }
  const imported = importedPath(attribute, trail.bindings);
  if (imported !== undefined) {
    return { kind: 'name', path: namesIn(imported), origin: 'import' };
  }
  const bindings = trail.bindings.all(attribute);
  const own = bindings.length > 0 ? valueOfAll(bindings, trail, read) : {};
  const of = read(object, trail);
  switch (of.kind) {
    case 'caught':
      return of.part === 'class' ? of : caughtMember(member);
    case 'name':
      return { kind: 'name', path: [...of.path, member], origin: of.origin, ...own };
    case 'call':
      return {
        kind: 'name',
        path: [...of.callee, member],
        origin: 'unknown',
        ...(otherForms.has(member) ? { value: of } : own),
      };
    case 'bounded':
      return of.by === 'class' ? { kind: 'name', path: [object.text, member], origin: 'unknown', ...own } : of;
    default:
      return { kind: 'name', path: [member], origin: 'unknown', ...own };
  }
}

/** `type(e).__name__`, `e.__class__.__name__`, `function.__name__`: all are written in the code. */
function className(object: CachedNode, attribute: CachedNode, trail: Trail, read: ReadValue): LabelValue {
  const instance =
    object.type === 'call' && object.childForFieldName('function')?.text === 'type'
      ? namedChildren(object.childForFieldName('arguments'))[0]
      : object.childForFieldName('attribute')?.text === '__class__'
        ? object.childForFieldName('object')
        : undefined;
  const value = instance ? read(instance, trail) : undefined;
  return value?.kind === 'caught'
    ? { kind: 'caught', part: 'class', className: attribute.text }
    : { kind: 'bounded', by: 'class' };
}

/** A member of an enumeration, by the class that this file holds or by its spelling: `Status.OK`, `Status.OK.value`. */
function isEnumerationMember(attribute: CachedNode, trail: Trail): boolean {
  const last = attribute.childForFieldName('attribute')?.text;
  const object = attribute.childForFieldName('object');
  const isOfMember = last === 'value' || last === 'name';
  const member = isOfMember && object?.type === 'attribute' ? object : attribute;
  const owner = member.childForFieldName('object');
  if (owner === null) {
    return false;
  }
  if (isOfMember && owner.type !== 'identifier' && object?.type === 'call') {
    return false;
  }
  const binding = owner.type === 'identifier' ? trail.bindings.of(owner) : undefined;
  if (binding?.kind === 'class') {
    return isEnumeration(binding.definition);
  }
  const name = member.childForFieldName('attribute')?.text ?? '';
  const isClassName =
    /(?:^|\.)[A-Z][a-z]\w*$/.test(owner.text) && !/(?:config|settings|environment|env)$/i.test(owner.text);
  return isClassName && /^[A-Z][A-Z\d_]*$/.test(name) && (isOfMember || binding?.kind === 'import');
}

/** `row["user_id"]` is named like `row.user_id`; a look-up in a table of the file gives one of its values. */
export function subscriptValue(subscript: CachedNode, trail: Trail, read: ReadValue): LabelValue {
  const [object, index] = [subscript.childForFieldName('value'), subscript.childForFieldName('subscript')];
  if (object === null || index === null) {
    return unknownValue;
  }
  const looked = tableValue(object, trail, read);
  if (looked !== undefined) {
    return looked;
  }
  const of = read(object, trail);
  const key = index.type === 'string' ? stringConstant(index, trail)?.value : undefined;
  if (key === undefined) {
    return of.kind === 'literal' ? unknownValue : of;
  }
  switch (of.kind) {
    case 'name':
      return { kind: 'name', path: [...of.path, key], origin: of.origin };
    case 'call':
      return { kind: 'name', path: [...of.callee, key], origin: 'unknown' };
    default:
      return { kind: 'name', path: [key], origin: 'unknown' };
  }
}
