import type { Node } from '@vscode/tree-sitter-wasm';
import type { LabelValue } from '../../metrics/labelValue';
import { namedChildren } from '../../namedChildren';
import type { Binding } from './bindings';
import { caughtMember, isCaught, isTextConversion } from './caughtError';
import { checks, isGuarded } from './guards';
import { argumentsOf, plainExpression } from './plainExpression';
import type { Chain, References } from './references';
import { piecesOf, textConstant } from './textConstant';
import { isBoundedType } from './valueType';

const unknown: LabelValue = { kind: 'unknown' };
const comparison: LabelValue = { kind: 'bounded', by: 'comparison' };
const lookup: LabelValue = { kind: 'bounded', by: 'lookup' };

/** So deep an expression is read, and so many names are followed from it. */
const deepest = 12;
const hopsOfNames = 2;
const mostParts = 20;
const mostAssignments = 4;

const comparisons: ReadonlySet<string> = new Set(['===', '!==', '==', '!=', '<', '>', '<=', '>=', 'in', 'instanceof']);

/** What an expression says of a label's value. */
export function labelValue(
  expression: Node | null,
  references: References,
  depth = deepest,
  hops = hopsOfNames,
): LabelValue {
  references.budget.spend();
  const plain = plainExpression(expression);
  if (plain === null || depth <= 0) {
    return unknown;
  }
  const inner = (node: Node | null): LabelValue => labelValue(node, references, depth - 1, hops);
  switch (plain.type) {
    case 'string':
    case 'number':
    case 'template_string':
      return textOf(plain, references, inner);
    case 'true':
    case 'false':
    case 'null':
    case 'undefined':
      return { kind: 'literal', text: references.text(plain) };
    case 'binary_expression':
      return operation(plain, references, inner);
    case 'unary_expression':
      return /^(?:!|typeof)$/.test(plain.childForFieldName('operator')?.type ?? '') ? comparison : unknown;
    case 'ternary_expression':
      return ternary(plain, references, inner);
    case 'identifier':
    case 'shorthand_property_identifier':
    case 'member_expression':
    case 'subscript_expression':
      return named(plain, references, depth, hops);
    case 'call_expression':
      return called(plain, plain.childForFieldName('function'), references, inner);
    case 'new_expression':
      return called(plain, plain.childForFieldName('constructor'), references, inner);
    default:
      return unknown;
  }
}

type Read = (node: Node | null) => LabelValue;

/** Text in pieces; `${error}` alone is the error's text. */
function textOf(expression: Node, references: References, inner: Read): LabelValue {
  const constant = textConstant(expression, references);
  if (constant !== undefined) {
    return { kind: 'literal', text: constant.text };
  }
  const pieces = piecesOf(expression, references);
  if (pieces === undefined) {
    return unknown;
  }
  const parts = pieces
    .slice(0, mostParts)
    .map((piece): LabelValue => (typeof piece === 'string' ? { kind: 'literal', text: piece } : inner(piece)));
  const [only] = parts;
  return parts.length === 1 && only?.kind === 'caught' ? only : { kind: 'joined', parts };
}

function operation(expression: Node, references: References, inner: Read): LabelValue {
  const operator = expression.childForFieldName('operator')?.type ?? '';
  if (operator === '+') {
    return textOf(expression, references, inner);
  }
  if (comparisons.has(operator)) {
    return comparison;
  }
  if (operator !== '||' && operator !== '??' && operator !== '&&') {
    return unknown;
  }
  const options: LabelValue[] = [];
  let left: Node | null = expression;
  while (left?.type === 'binary_expression' && left.childForFieldName('operator')?.type === operator) {
    references.budget.spend();
    options.unshift(inner(left.childForFieldName('right')));
    left = plainExpression(left.childForFieldName('left'));
    if (options.length > mostParts) {
      return unknown;
    }
  }
  // Of `a && b` the value is `b`, or something false.
  return operator === '&&' && options.length === 1
    ? (options[0] ?? unknown)
    : { kind: 'choice', options: [inner(left), ...options] };
}

function ternary(expression: Node, references: References, inner: Read): LabelValue {
  const condition = expression.childForFieldName('condition');
  const option = (field: string, bounding: 'in' | 'out'): LabelValue => {
    const side = plainExpression(expression.childForFieldName(field));
    const isName = side !== null && /^(?:identifier|member_expression|subscript_expression)$/.test(side.type);
    return isName && checks(condition, references.text(side), references) === bounding
      ? { kind: 'bounded', by: 'guard' }
      : inner(side);
  };
  return { kind: 'choice', options: [option('consequence', 'in'), option('alternative', 'out')] };
}

function named(expression: Node, references: References, depth: number, hops: number): LabelValue {
  const chain = references.chain(expression);
  if (chain === undefined) {
    return subscripted(expression, references);
  }
  const { root, names } = chain;
  const binding = references.binding(root);
  if (root.type !== 'identifier' && root.type !== 'shorthand_property_identifier' && root.type !== 'this') {
    return memberOf(chain, references, depth, hops);
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
  const value = hops > 0 ? oneHop(rootName, chain, binding, references, depth, hops) : undefined;
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
  depth: number,
  hops: number,
): LabelValue | undefined {
  const read = (node: Node | null): LabelValue => labelValue(node, references, depth - 1, hops - 1);
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
      return over?.kind === 'expression' && isLiteralTable(over.node, references) ? lookup : undefined;
    }
    case 'parameter': {
      const call = binding.of.outer;
      const callee = call?.type === 'call_expression' ? call.node.childForFieldName('function') : null;
      const isEach = /^(?:forEach|map|flatMap|filter)$/.test(callee?.childForFieldName('property')?.text ?? '');
      const over =
        isEach && binding.index === 0 ? references.follow(callee?.childForFieldName('object') ?? null) : undefined;
      return over?.kind === 'expression' && isLiteralTable(over.node, references) ? lookup : undefined;
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
  const chain = references.chain(value);
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
function memberOf({ root, names }: Chain, references: References, depth: number, hops: number): LabelValue {
  const receiver = labelValue(root, references, depth - 1, hops);
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
  const target = references.follow(object);
  const isTable = (target?.kind === 'expression' && isLiteralTable(target.node, references)) || target?.kind === 'enum';
  return isTable ? lookup : unknown;
}

/** Whether a node is a literal array, object, Map or Set: what is looked up in it is one of what stands there. */
function isLiteralTable(node: Node, references: References): boolean {
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
    const target = isEntries ? references.follow(first ?? null) : undefined;
    return target?.kind === 'enum' || (target?.kind === 'expression' && isLiteralTable(target.node, references));
  }
  const [items] = node.type === 'new_expression' ? argumentsOf(node) : [];
  const isCollection = /^(?:Map|Set)$/.test(node.childForFieldName('constructor')?.text ?? '');
  return isCollection && items?.type === 'array' && isLiteralTable(items, references);
}

function called(expression: Node, callee: Node | null, references: References, inner: Read): LabelValue {
  const given = argumentsOf(expression).slice(0, mostParts);
  const chain = references.chain(callee);
  if (callee === null || chain === undefined) {
    return unknown;
  }
  const { root, names } = chain;
  const object = callee.type === 'member_expression' ? callee.childForFieldName('object') : null;
  const converted = isTextConversion(expression)
    ? inner(object === null || given.length > 0 ? (given[0] ?? null) : object)
    : undefined;
  if (converted?.kind === 'caught') {
    return converted;
  }
  if (names.length === 0 && root.type === 'identifier' && references.text(root) === 'Boolean') {
    return comparison;
  }
  if (/^(?:has|includes|startsWith|endsWith|test|some|every|isArray)$/.test(names.at(-1) ?? '')) {
    return comparison;
  }
  const table = names.at(-1) === 'get' && object !== null ? references.follow(object) : undefined;
  if (table?.kind === 'expression' && isLiteralTable(table.node, references)) {
    return lookup;
  }
  const values = given.map((argument) => inner(argument));
  const target = references.follow(callee);
  if (target?.kind === 'imported') {
    // Names of packages say what a function is; paths in the project do not.
    const { module, path } = target;
    const from = module.startsWith('.') ? [] : module.replace(/^node:/, '').split('/');
    const inModule = path.filter((part) => part !== 'default');
    const name = inModule.length > 0 || from.length > 0 ? [...from, ...inModule] : [references.text(root)];
    return { kind: 'call', callee: name, imported: true, arguments: values };
  }
  const isPath = root.type === 'identifier' || root.type === 'this';
  const receiver = object === null ? undefined : inner(object);
  return {
    kind: 'call',
    callee: isPath ? [references.text(root), ...names] : names,
    imported: false,
    ...(receiver === undefined || receiver.kind === 'unknown' ? {} : { receiver }),
    arguments: values,
  };
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
