import type { Node } from '@vscode/tree-sitter-wasm';
import type { LabelValue } from '../../metrics/labelValue';
import type { Binding } from './bindings';
import { caughtMember, isCaught } from './caughtError';
import { isGuarded } from './guards';
import { isLiteralTable } from './literalTable';
import { nameChain, type Chain } from './nameChain';
import type { References } from './references';
import { textConstant } from './textConstant';
import { isBoundedType } from './valueType';

type Read = (node: Node | null) => LabelValue;

/** How the expressions are read that a name leads to. */
export interface ReadValue {
  /** A part of the expression itself. */
  readonly inner: Read;
  /** What stands behind a name; undefined where names have been followed far enough. */
  readonly beyond: Read | undefined;
}

const unknown: LabelValue = { kind: 'unknown' };
const lookup: LabelValue = { kind: 'bounded', by: 'lookup' };
const mostAssignments = 4;

/** What a name, a member or an element is. */
export function namedValue(expression: Node, references: References, read: ReadValue): LabelValue {
  const chain = nameChain(expression);
  if (chain === undefined) {
    return subscripted(expression, references);
  }
  const { root, names } = chain;
  const binding = references.binding(root);
  if (root.type !== 'identifier' && root.type !== 'shorthand_property_identifier' && root.type !== 'this') {
    return memberOf(chain, read);
  }
  if (binding !== undefined && isCaught(binding, references)) {
    return caughtMember(references.text(root), binding, names, references);
  }
  const target = references.follow(expression);
  if (target?.kind === 'enum-member' || (target?.kind === 'imported' && isConstantName(target.path))) {
    return { kind: 'bounded', by: 'enum' };
  }
  const constant = textConstant(expression, references);
  if (constant !== undefined) {
    return { kind: 'literal', text: constant.text };
  }
  if (isGuarded(expression, references)) {
    return { kind: 'bounded', by: 'guard' };
  }
  if (binding !== undefined && names.length === 0 && 'type' in binding && isBoundedType(binding.type, references)) {
    return { kind: 'bounded', by: 'enum' };
  }
  const rootName = references.text(root);
  const value = read.beyond === undefined ? undefined : oneHop(rootName, chain, binding, references, read.beyond);
  return {
    kind: 'name',
    path: [rootName, ...names],
    origin: binding === undefined ? 'unknown' : originOf(binding),
    ...(value === undefined ? {} : { value }),
  };
}

/** `STATUS_OK`, `Status.Ok`, `Status.OK` of another file: a constant, or a member of an enumeration, by how it is spelled. */
function isConstantName(path: readonly string[]): boolean {
  const [first = '', second, ...others] = path.filter((part) => part !== 'default');
  return second === undefined
    ? /^[A-Z][A-Z0-9]*_[A-Z0-9_]+$/.test(first)
    : /^[A-Z]\w*$/.test(first) && /^[A-Z]/.test(second) && others.length === 0;
}

/** What a variable, parameter or property gets, when that is one thing, or one of few. */
function oneHop(
  name: string,
  { names, root }: Chain,
  binding: Binding | undefined,
  references: References,
  read: Read,
): LabelValue | undefined {
  if (binding === undefined || names.length > 0) {
    // A property's value: only where following it leads somewhere else than to what stands here.
    const target = root.type === 'this' || binding?.kind === 'variable' ? references.follow(root) : undefined;
    let member = target;
    for (const each of names) {
      member = references.member(member, each);
    }
    return member?.kind === 'expression' && names.length > 0 ? read(member.node) : undefined;
  }
  const later = references.bindings.assignments(name, binding);
  if (later.length > mostAssignments) {
    return undefined;
  }
  switch (binding.kind) {
    case 'variable': {
      const first = binding.value === null ? [] : [destructured(binding.value, binding, references, read)];
      const options = [...first, ...later.map(read)];
      return options.length > 1 ? { kind: 'choice', options } : options[0];
    }
    case 'loop': {
      const over = binding.over === null ? undefined : references.follow(binding.over);
      return isLiteralTable(over, references) ? lookup : undefined;
    }
    case 'parameter': {
      const call = binding.of.outer;
      const callee = call?.type === 'call_expression' ? call.node.childForFieldName('function') : null;
      const isEach = /^(?:forEach|map|flatMap|filter)$/.test(callee?.childForFieldName('property')?.text ?? '');
      const over =
        isEach && binding.index === 0 ? references.follow(callee?.childForFieldName('object') ?? null) : undefined;
      return isLiteralTable(over, references) ? lookup : undefined;
    }
    default:
      return undefined;
  }
}

/** `userId` of `const { userId } = req.params` is `req.params.userId`. */
function destructured(value: Node, { path }: Binding, references: References, read: Read): LabelValue {
  if (path.length === 0) {
    return read(value);
  }
  const chain = nameChain(value);
  const names = path.flatMap((part) => part ?? []);
  const isPath = chain !== undefined && /^(?:identifier|this)$/.test(chain.root.type) && names.length === path.length;
  if (!isPath) {
    return unknown;
  }
  const binding = references.binding(chain.root);
  if (binding !== undefined && isCaught(binding, references)) {
    return caughtMember(references.text(chain.root), binding, [...chain.names, ...names], references);
  }
  const origin = binding === undefined ? 'unknown' : originOf(binding);
  return { kind: 'name', path: [references.text(chain.root), ...chain.names, ...names], origin };
}

/** A member of what a call gives: `url.parse(x).pathname` is read as a call of that name. */
function memberOf({ root, names }: Chain, read: ReadValue): LabelValue {
  const receiver = read.inner(root);
  if (receiver.kind === 'caught') {
    return receiver;
  }
  return receiver.kind === 'unknown'
    ? unknown
    : { kind: 'call', callee: names, imported: false, receiver, arguments: [] };
}

/** `TABLE[key]` of a literal table. */
function subscripted(expression: Node, references: References): LabelValue {
  const object = expression.childForFieldName('object');
  return isLiteralTable(references.follow(object), references) ? lookup : unknown;
}

function originOf(binding: Binding): Extract<LabelValue, { kind: 'name' }>['origin'] {
  switch (binding.kind) {
    case 'import':
      return 'import';
    case 'loop':
      return 'loop';
    case 'parameter':
      return 'parameter';
    default:
      return 'local';
  }
}
