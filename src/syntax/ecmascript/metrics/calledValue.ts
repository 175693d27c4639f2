import type { Node } from '@vscode/tree-sitter-wasm';
import type { LabelValue } from '../../metrics/labelValue';
import { isTextConversion } from './caughtError';
import { isLiteralTable } from './literalTable';
import { nameChain } from './nameChain';
import { argumentsOf } from './plainExpression';
import type { References } from './references';

const comparison: LabelValue = { kind: 'bounded', by: 'comparison' };
const mostArguments = 20;

/** What a call gives, by the name of what is called and by what it is called on and with. */
export function calledValue(
  expression: Node,
  callee: Node | null,
  references: References,
  inner: (node: Node | null) => LabelValue,
): LabelValue {
  const given = argumentsOf(expression).slice(0, mostArguments);
  const chain = nameChain(callee);
  if (callee === null || chain === undefined) {
    return { kind: 'unknown' };
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
  if (isLiteralTable(table, references)) {
    return { kind: 'bounded', by: 'lookup' };
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
