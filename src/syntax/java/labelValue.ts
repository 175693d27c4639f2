import type { Node } from '@vscode/tree-sitter-wasm';
import { binaryValue } from '../binaryValue';
import type { LabelValue } from '../metrics/labelValue';
import { assignedValue, fullReach } from '../metrics/valueReach';
import type { ValueReach } from '../metrics/valueReach';
import type { ScopedName } from '../scopedNames';
import { asText, formatted } from './formatted';
import { isGuarded } from './guards';
import { javaChildren } from './javaChildren';
import type { JavaSource } from './javaSource';
import { literal } from './stringConstant';

const unknown: LabelValue = { kind: 'unknown' };

/** What stands at a label's value. */
export function labelValue(expression: Node | null | undefined, source: JavaSource, reach = fullReach): LabelValue {
  source.budget.spend();
  if (!expression || reach.depth === 0) {
    return unknown;
  }
  const within = { ...reach, depth: reach.depth - 1 };
  switch (expression.type) {
    case 'string_literal':
      return { kind: 'literal', text: literal(expression).value };
    case 'character_literal':
    case 'decimal_integer_literal':
    case 'decimal_floating_point_literal':
    case 'true':
    case 'false':
    case 'null_literal':
      return { kind: 'literal', text: expression.text };
    case 'parenthesized_expression':
      return labelValue(javaChildren(expression)[0], source, within);
    case 'cast_expression':
      return labelValue(expression.childForFieldName('value'), source, within);
    case 'unary_expression':
    case 'instanceof_expression':
      return { kind: 'bounded', by: 'comparison' };
    case 'binary_expression':
      return binaryValue(expression, (each) => asText(labelValue(each, source, within)));
    case 'ternary_expression':
      return {
        kind: 'choice',
        options: ['consequence', 'alternative'].map((each) =>
          labelValue(expression.childForFieldName(each), source, within),
        ),
      };
    case 'switch_expression':
      return { kind: 'choice', options: arms(expression).map((each) => labelValue(each, source, within)) };
    case 'identifier':
      return name(expression, source, within);
    case 'field_access':
      return field(expression, source, within);
    case 'method_invocation':
      return call(expression, source, within);
    case 'class_literal':
      return { kind: 'bounded', by: 'class' };
    default:
      return unknown;
  }
}

/** What the arms of a switch give. */
function arms(expression: Node): Node[] {
  return javaChildren(expression.childForFieldName('body')).flatMap((rule) => {
    const body = javaChildren(rule).at(-1);
    if (rule.type === 'switch_rule' && body?.type === 'expression_statement') {
      return body.firstNamedChild ?? [];
    }
    return rule.descendantsOfType('yield_statement').flatMap((each) => each?.firstNamedChild ?? []);
  });
}

function name(identifier: Node, source: JavaSource, reach: ValueReach): LabelValue {
  if (isGuarded(identifier, source)) {
    return { kind: 'bounded', by: 'guard' };
  }
  const { text } = identifier;
  const declared = source.declaredAt(identifier);
  if (declared === undefined) {
    const isImported = source.imports.byName.has(text);
    return { kind: 'name', path: [text], origin: isImported ? 'import' : 'unknown' };
  }
  if (isThrowable(declared)) {
    return { kind: 'caught', part: 'other', className: `${text}.getClass().getSimpleName()` };
  }
  return named([text], declared, source, reach);
}

const origins = {
  constant: 'local',
  variable: 'local',
  parameter: 'parameter',
  receiver: 'unknown',
  loop: 'loop',
  caught: 'local',
} as const;

function named(path: readonly string[], declared: ScopedName, source: JavaSource, reach: ValueReach): LabelValue {
  if (isEnum(declared, source)) {
    return { kind: 'bounded', by: 'enum' };
  }
  return {
    kind: 'name',
    path,
    origin: origins[declared.kind],
    value: assignedValue(declared.values, reach, (each, next) => labelValue(each, source, next)),
  };
}

function isThrowable(declared: ScopedName): boolean {
  return (
    declared.kind === 'caught' || /^(?:\w+\.)*(?:Throwable|(?:\w*)(?:Exception|Error))$/.test(declared.type?.text ?? '')
  );
}

function isEnum(declared: ScopedName, source: JavaSource): boolean {
  return source.classes.get(declared.type?.text ?? '') === 'enum';
}

function field(expression: Node, source: JavaSource, reach: ValueReach): LabelValue {
  if (isGuarded(expression, source)) {
    return { kind: 'bounded', by: 'guard' };
  }
  const [object, member] = [expression.childForFieldName('object'), expression.childForFieldName('field')?.text ?? ''];
  if (object?.type === 'this') {
    const declared = source.fieldAt(member, expression.startIndex);
    return declared === undefined
      ? { kind: 'name', path: ['this', member], origin: 'unknown' }
      : named(['this', member], declared, source, reach);
  }
  if (object?.type === 'identifier' && source.classes.get(object.text) === 'enum') {
    return { kind: 'bounded', by: 'enum' };
  }
  const path = pathOf(expression, source);
  if (path === undefined) {
    return { kind: 'name', path: [member], origin: 'unknown' };
  }
  const held = object === null ? undefined : source.memberOf(object.text, member);
  const declared = source.names.at(path[0] ?? '', expression.startIndex);
  const origin =
    declared === undefined ? (source.imports.byName.has(path[0] ?? '') ? 'import' : 'unknown') : origins[declared.kind];
  return {
    kind: 'name',
    path,
    origin,
    value:
      held === undefined ? undefined : assignedValue([held], reach, (each, next) => labelValue(each, source, next)),
  };
}

/** The names of `a.b.c`, without the package of a class that is written in full. */
function pathOf(expression: Node, source: JavaSource): readonly string[] | undefined {
  const names: string[] = [];
  let at: Node | null = expression;
  for (; at?.type === 'field_access'; at = at.childForFieldName('object')) {
    source.budget.spend();
    names.unshift(at.childForFieldName('field')?.text ?? '');
  }
  if (at?.type !== 'identifier' && at?.type !== 'this') {
    return undefined;
  }
  const path = [at.text, ...names];
  const classAt = path.findIndex((each) => /^[A-Z]/.test(each));
  const isQualified = classAt > 1 && source.names.at(at.text, expression.startIndex) === undefined;
  return isQualified ? path.slice(classAt) : path;
}

const messages: ReadonlySet<string> = new Set(['getMessage', 'getLocalizedMessage', 'toString']);

function call(expression: Node, source: JavaSource, reach: ValueReach): LabelValue {
  const method = expression.childForFieldName('name')?.text ?? '';
  const object = expression.childForFieldName('object');
  const given = javaChildren(expression.childForFieldName('arguments'));
  if (object === null) {
    const parameters = given.map((each) => labelValue(each, source, reach));
    return { kind: 'call', callee: [method], imported: source.imports.byName.has(method), arguments: parameters };
  }
  if (/^get(?:Simple|Canonical|Type)?Name$/.test(method) && isGetClass(object)) {
    const of = object.childForFieldName('object');
    const isError = of !== null && labelValue(of, source, reach).kind === 'caught';
    return isError ? { kind: 'caught', part: 'class', className: undefined } : { kind: 'bounded', by: 'class' };
  }
  const isString = object.text === 'String';
  const received = isString ? undefined : labelValue(object, source, reach);
  if (given.length === 0 && messages.has(method) && isCaught(received)) {
    const isName = object.type === 'identifier';
    return {
      kind: 'caught',
      part: 'message',
      className: isName ? `${object.text}.getClass().getSimpleName()` : undefined,
    };
  }
  if (given.length === 0 && isMember(object, received, method, source)) {
    return { kind: 'bounded', by: 'enum' };
  }
  const parameters = given.map((each) => labelValue(each, source, reach));
  if (isString && method === 'valueOf' && parameters[0]?.kind === 'caught') {
    return asText(parameters[0]);
  }
  if ((isString && method === 'format') || (method === 'formatted' && received?.kind === 'literal')) {
    return isString ? formatted(parameters[0], parameters.slice(1)) : formatted(received, parameters);
  }
  if (method === 'concat' || (isString && method === 'join')) {
    return { kind: 'joined', parts: isString ? parameters.slice(1) : [received ?? unknown, ...parameters] };
  }
  if (/^get(?:OrDefault)?$/.test(method) && isTable(object, source)) {
    return { kind: 'bounded', by: 'lookup' };
  }
  if (received?.kind === 'bounded' && given.length === 0) {
    return received;
  }
  const path = pathOf(object, source);
  if (path === undefined) {
    return { kind: 'call', callee: [method], imported: false, receiver: received ?? unknown, arguments: parameters };
  }
  const isClass = /^[A-Z]/.test(path[0] ?? '') && source.names.at(path[0] ?? '', expression.startIndex) === undefined;
  return {
    kind: 'call',
    callee: [...path, method],
    imported: isClass,
    // Of a variable its value says more than its name: `now = Instant.now()`, `now.toString()`.
    ...(received?.kind === 'caught' || (received?.kind === 'name' && received.value !== undefined)
      ? { receiver: received }
      : {}),
    arguments: parameters,
  };
}

function isGetClass(object: Node): boolean {
  return (
    object.type === 'class_literal' ||
    (object.type === 'method_invocation' &&
      /^(?:getClass|getDeclaringClass)$/.test(object.childForFieldName('name')?.text ?? ''))
  );
}

/** `e`, and `e.getCause()`. */
function isCaught(value: LabelValue | undefined): boolean {
  return (
    value?.kind === 'caught' ||
    (value?.kind === 'call' && value.receiver?.kind === 'caught' && value.callee.at(-1)?.endsWith('Cause') === true)
  );
}

/** A method of an enumeration's member, such as `Status.OK.name()`; and `type.name()`, which is a method of enumerations. */
function isMember(object: Node, received: LabelValue | undefined, method: string, source: JavaSource): boolean {
  if (received?.kind === 'bounded') {
    return true;
  }
  const isConstant =
    object.type === 'field_access' && /^(?:[A-Za-z_]\w*\.)*[A-Z]\w*\.[A-Z][A-Z0-9_]*$/.test(object.text.slice(0, 200));
  const type = object.type === 'identifier' ? source.declaredAt(object)?.type : undefined;
  return (
    isConstant ||
    ((method === 'name' || method === 'ordinal') &&
      type?.type === 'type_identifier' &&
      type.text !== 'String' &&
      type.text !== 'var')
  );
}

function isTable(object: Node, source: JavaSource): boolean {
  const declared = object.type === 'identifier' ? source.declaredAt(object) : undefined;
  const [value] = declared?.values ?? [];
  return (
    declared?.values.length === 1 &&
    value?.type === 'method_invocation' &&
    /^(?:Immutable)?Map$/.test(value.childForFieldName('object')?.text ?? '') &&
    /^of(?:Entries)?$/.test(value.childForFieldName('name')?.text ?? '')
  );
}
