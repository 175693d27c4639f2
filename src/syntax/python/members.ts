import type { CachedNode } from '../cachedNode';
import { namedChildren } from '../namedChildren';

/** A name that a class body or module assigns: `NAME = value`, `NAME: type = value`. */
export interface Member {
  readonly name: CachedNode;
  readonly value: CachedNode;
}

/** The assignments that stand directly in a class body, in the order of the text. */
export function membersOfClass(definition: CachedNode): readonly Member[] {
  return namedChildren(definition.childForFieldName('body')).flatMap((statement) => memberOf(statement) ?? []);
}

/** The name that a statement assigns, if it assigns one. */
export function memberOf(statement: CachedNode): Member | undefined {
  const assignment = statement.type === 'expression_statement' ? statement.firstNamedChild : undefined;
  if (assignment?.type !== 'assignment') {
    return undefined;
  }
  const [name, value] = [assignment.childForFieldName('left'), assignment.childForFieldName('right')];
  return name?.type === 'identifier' && value !== null ? { name, value } : undefined;
}

/** Whether a class is an enumeration by its bases: `Enum`, `str, Enum`, `StrEnum`, `enum.IntEnum`. */
export function isEnumeration(definition: CachedNode): boolean {
  const bases = namedChildren(definition.childForFieldName('superclasses'));
  return bases.some((base) => /(?:Enum|Flag|Choices)$/.test(base.text));
}
