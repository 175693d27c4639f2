import type { Node } from '@vscode/tree-sitter-wasm';
import { binaryValue } from '../binaryValue';
import type { LabelValue } from '../metrics/labelValue';
import { assignedValue, fullReach } from '../metrics/valueReach';
import type { ValueReach } from '../metrics/valueReach';
import { namedChildren } from '../namedChildren';
import { itemsOf } from './composite';
import type { GoSource } from './goSource';
import { formatted } from './formatted';
import { isGuarded } from './guards';
import { literal } from './stringConstant';

const unknown: LabelValue = { kind: 'unknown' };

/** What stands at a label's value. */
export function labelValue(expression: Node | null | undefined, source: GoSource, reach = fullReach): LabelValue {
  source.budget.spend();
  if (!expression || reach.depth === 0) {
    return unknown;
  }
  const within = { ...reach, depth: reach.depth - 1 };
  switch (expression.type) {
    case 'interpreted_string_literal':
    case 'raw_string_literal':
      return { kind: 'literal', text: literal(expression).value };
    case 'int_literal':
    case 'float_literal':
    case 'rune_literal':
    case 'true':
    case 'false':
    case 'nil':
      return { kind: 'literal', text: expression.text };
    case 'parenthesized_expression':
      return labelValue(namedChildren(expression)[0], source, within);
    case 'unary_expression':
      return expression.childForFieldName('operator')?.text === '!'
        ? { kind: 'bounded', by: 'comparison' }
        : labelValue(expression.childForFieldName('operand'), source, within);
    case 'type_assertion_expression':
    case 'type_conversion_expression':
      return labelValue(expression.childForFieldName('operand'), source, within);
    case 'binary_expression':
      return binaryValue(expression, (each) => labelValue(each, source, within));
    case 'identifier':
      return name(expression, source, within);
    case 'selector_expression':
      return selector(expression, source, within);
    case 'index_expression':
      return indexed(expression, source, within);
    case 'slice_expression':
      return labelValue(expression.childForFieldName('operand'), source, within);
    case 'call_expression':
      return call(expression, source, within);
    default:
      return unknown;
  }
}

function name(identifier: Node, source: GoSource, reach: ValueReach): LabelValue {
  if (isGuarded(identifier, source)) {
    return { kind: 'bounded', by: 'guard' };
  }
  const declared = source.declaredAt(identifier);
  if (declared === undefined) {
    return { kind: 'name', path: [identifier.text], origin: 'unknown' };
  }
  if (isError(identifier, source)) {
    return { kind: 'caught', part: 'other', className: undefined };
  }
  const origins = {
    constant: 'local',
    variable: 'local',
    parameter: 'parameter',
    receiver: 'unknown',
    loop: 'loop',
    caught: 'local',
  } as const;
  return {
    kind: 'name',
    path: [identifier.text],
    origin: origins[declared.kind],
    value: assignedValue(declared.values, reach, (each, next) => labelValue(each, source, next)),
  };
}

function selector(expression: Node, source: GoSource, reach: ValueReach): LabelValue {
  if (isGuarded(expression, source)) {
    return { kind: 'bounded', by: 'guard' };
  }
  const member = source.packageMember(expression);
  if (member !== undefined) {
    return { kind: 'name', path: [member.package, member.name], origin: 'import' };
  }
  const path = pathOf(expression, source);
  if (path === undefined) {
    // `f(x).Name`: the attribute's name is what is left.
    const field = expression.childForFieldName('field');
    return field === null ? unknown : { kind: 'name', path: [field.text], origin: 'unknown' };
  }
  const first = source.declaredAt(path.first);
  const origin =
    first?.kind === 'parameter' || first?.kind === 'loop'
      ? first.kind
      : first?.kind === 'variable'
        ? 'local'
        : 'unknown';
  return {
    kind: 'name',
    path: path.names,
    origin: source.packageAt(path.first) === undefined ? origin : 'import',
    value:
      path.names.length === 2 && first?.kind === 'variable'
        ? fieldOf(first.values, path.names[1], source, reach)
        : undefined,
  };
}

/** `labels.user` where `labels := T{user: x}`. */
function fieldOf(
  values: readonly (Node | undefined)[],
  field: string | undefined,
  source: GoSource,
  reach: ValueReach,
): LabelValue | undefined {
  const [value] = values;
  const composite = value?.type === 'unary_expression' ? value.childForFieldName('operand') : value;
  if (composite?.type !== 'composite_literal' || values.length !== 1 || reach.hops === 0) {
    return undefined;
  }
  const element = namedChildren(composite.childForFieldName('body')).find(
    (each) => each.childForFieldName('key')?.text === field,
  );
  const inner = element?.childForFieldName('value')?.firstNamedChild;
  return inner ? labelValue(inner, source, { depth: reach.depth, hops: reach.hops - 1 }) : undefined;
}

/** The names of `a.b.c`, an imported package by its own name. */
function pathOf(
  expression: Node,
  source: GoSource,
): { readonly first: Node; readonly names: readonly string[] } | undefined {
  const names: string[] = [];
  let at: Node | null = expression;
  for (; at?.type === 'selector_expression'; at = at.childForFieldName('operand')) {
    source.budget.spend();
    names.unshift(at.childForFieldName('field')?.text ?? '');
  }
  if (at?.type !== 'identifier') {
    return undefined;
  }
  const member = source.packageAt(at) === undefined || at.parent === null ? undefined : source.packageMember(at.parent);
  return { first: at, names: [member?.package ?? at.text, ...names] };
}

function indexed(expression: Node, source: GoSource, reach: ValueReach): LabelValue {
  const [operand, index] = [expression.childForFieldName('operand'), expression.childForFieldName('index')];
  if (operand?.type === 'identifier') {
    const declared = source.declaredAt(operand);
    const [table] = declared?.values ?? [];
    if (declared?.values.length === 1 && table?.type === 'composite_literal') {
      const isMap = table.childForFieldName('type')?.type === 'map_type';
      const isTable = isMap || itemsOf(table).every((item) => item.type.endsWith('literal'));
      return isTable ? { kind: 'bounded', by: 'lookup' } : unknown;
    }
  }
  // `vars["id"]` is named by its key as an attribute is.
  const key = index?.type === 'interpreted_string_literal' ? literal(index).value : undefined;
  const base = operand === null || key === undefined ? undefined : labelValue(operand, source, reach);
  return key !== undefined && base?.kind === 'name'
    ? { kind: 'name', path: [...base.path, key], origin: base.origin }
    : key === undefined
      ? unknown
      : { kind: 'name', path: [key], origin: 'unknown' };
}

function call(expression: Node, source: GoSource, reach: ValueReach): LabelValue {
  const callee = expression.childForFieldName('function');
  const given = namedChildren(expression.childForFieldName('arguments'));
  if (callee === null) {
    return unknown;
  }
  const member = source.packageMember(callee);
  if (member?.path === 'fmt' && /^Sprint(?:f|ln)?$/.test(member.name)) {
    return member.name === 'Sprintf'
      ? sprintf(given, source, reach)
      : { kind: 'joined', parts: given.map((each) => labelValue(each, source, reach)) };
  }
  if (member?.path === 'strings' && member.name === 'Join' && given[0]?.type === 'composite_literal') {
    return { kind: 'joined', parts: itemsOf(given[0]).map((each) => labelValue(each, source, reach)) };
  }
  const operand = callee.type === 'selector_expression' ? callee.childForFieldName('operand') : null;
  const method = callee.childForFieldName('field')?.text ?? '';
  if (operand !== null && method === 'Error' && given.length === 0 && member === undefined) {
    return { kind: 'caught', part: 'message', className: classNameOf(operand, source) };
  }
  if (member?.path === 'reflect' && member.name === 'TypeOf') {
    return { kind: 'bounded', by: 'class' };
  }
  const parameters = given.map((each) => labelValue(each, source, reach));
  if (member !== undefined) {
    return { kind: 'call', callee: [member.package, member.name], imported: true, arguments: parameters };
  }
  const path = callee.type === 'identifier' ? { first: callee, names: [callee.text] } : pathOf(callee, source);
  if (path === undefined) {
    const receiver = labelValue(operand, source, reach);
    // `reflect.TypeOf(err).String()` is a class still.
    return receiver.kind === 'bounded'
      ? receiver
      : { kind: 'call', callee: [method], imported: false, receiver, arguments: parameters };
  }
  // Of a variable its value says more than its name: `now := time.Now()`, `now.Unix()`.
  const receiver = operand === null ? undefined : labelValue(operand, source, reach);
  return {
    kind: 'call',
    callee: path.names,
    imported: source.packageAt(path.first) !== undefined,
    ...(receiver?.kind === 'name' && receiver.value !== undefined ? { receiver } : {}),
    arguments: parameters,
  };
}

/** `fmt.Sprintf(format, value…)`. */
function sprintf([format, ...given]: readonly Node[], source: GoSource, reach: ValueReach): LabelValue {
  const parts = given.map((each) => asText(labelValue(each, source, reach), each, source));
  const isLiteral = format?.type === 'interpreted_string_literal' || format?.type === 'raw_string_literal';
  return isLiteral
    ? formatted(literal(format).value, parts)
    : { kind: 'joined', parts: [labelValue(format, source, reach), ...parts] };
}

function asText(value: LabelValue, expression: Node | undefined, source: GoSource): LabelValue {
  return value.kind === 'caught' && expression !== undefined
    ? { kind: 'caught', part: 'message', className: classNameOf(expression, source) }
    : value;
}

/** Whether a variable is an error: by its type, or by the name that all Go code gives one. */
function isError(identifier: Node, source: GoSource): boolean {
  const declared = source.declaredAt(identifier);
  return (
    declared !== undefined &&
    (declared.type?.text === 'error' || (declared.type === undefined && /^(?:err|\w*Err)$/.test(identifier.text)))
  );
}

/** The type of an error as text; only where the file imports what says it. */
function classNameOf(error: Node, source: GoSource): string | undefined {
  const fmt = [...source.imports.byName].find(([, path]) => path === 'fmt')?.[0];
  return fmt === undefined || error.type !== 'identifier' ? undefined : `${fmt}.Sprintf("%T", ${error.text})`;
}
