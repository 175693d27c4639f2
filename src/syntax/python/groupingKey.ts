import type { CachedNode } from '../cachedNode';
import type { KeyPart } from '../metrics/push';
import { namedChildren } from '../namedChildren';
import type { Argument } from './callArguments';
import { importedPath } from './importedPath';
import { labelValue } from './labelValue';
import { spanOf } from './spanOf';
import { stringConstant } from './stringConstant';
import { Trail } from './trail';

/** A part of the key of a group. */
export function keyPart(name: string | undefined, value: CachedNode, { bindings }: Trail): KeyPart {
  return { name, value: labelValue(value, new Trail(bindings)), span: spanOf(value) };
}

interface Key {
  readonly parts: readonly KeyPart[];
  readonly complete: boolean;
}

/** `grouping_key={"team": team}`, a variable that holds it, or `instance_ip_grouping_key()`. */
export function keyOf(argument: Argument, trail: Trail): Key {
  if (argument.kind !== 'given') {
    return { parts: [], complete: argument.kind === 'absent' };
  }
  const held =
    argument.value.type === 'identifier' || argument.value.type === 'attribute'
      ? trail.bindings.of(argument.value)
      : undefined;
  const value = held?.kind === 'value' ? held.value : argument.value;
  if (value.type === 'none') {
    return { parts: [], complete: true };
  }
  if (value.type === 'dictionary') {
    return fromPairs(value, trail);
  }
  const callee = value.type === 'call' ? value.childForFieldName('function') : null;
  if (callee !== null && importedPath(callee, trail.bindings)?.endsWith('.instance_ip_grouping_key') === true) {
    return { parts: [keyPart('instance', value, trail)], complete: true };
  }
  if (callee?.text === 'dict') {
    const parts = namedChildren(value.childForFieldName('arguments')).flatMap((given) => {
      const [name, inner] = [given.childForFieldName('name'), given.childForFieldName('value')];
      return given.type === 'keyword_argument' && name !== null && inner !== null
        ? [keyPart(name.text, inner, trail)]
        : [];
    });
    return { parts, complete: parts.length === namedChildren(value.childForFieldName('arguments')).length };
  }
  return { parts: [], complete: false };
}

function fromPairs(dictionary: CachedNode, trail: Trail): Key {
  let complete = true;
  const parts = namedChildren(dictionary).flatMap((pair) => {
    const [key, value] = [pair.childForFieldName('key'), pair.childForFieldName('value')];
    if (key === null || value === null) {
      complete = false;
      return [];
    }
    const name = stringConstant(key, trail)?.value;
    complete &&= name !== undefined;
    return [keyPart(name, value, trail)];
  });
  return { parts, complete };
}
