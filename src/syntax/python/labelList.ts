import type { CachedNode } from '../cachedNode';
import type { ImportedName } from '../metrics/importedName';
import type { DeclaredLabel } from '../metrics/metricDeclaration';
import { namedChildren } from '../namedChildren';
import { argumentOf } from './callArguments';
import { functionOf, returnedValues } from './functionCalls';
import { importedName } from './importedPath';
import { itemRemoval } from './itemRemoval';
import { membersOfClass } from './members';
import { stringConstant } from './stringConstant';
import type { Trail } from './trail';

export interface LabelList {
  readonly labels: readonly DeclaredLabel[];
  /** Whether these are all: false when a part of the list is made elsewhere, or by running code. */
  readonly complete: boolean;
  /** The parts that other files hold. */
  readonly from: readonly ImportedName[];
}

const none: LabelList = { labels: [], complete: true, from: [] };
const unknown: LabelList = { labels: [], complete: false, from: [] };

/** The calls that hand their argument's items on. */
const copies: ReadonlySet<string> = new Set(['list', 'tuple', 'sorted', 'set', 'frozenset']);

/**
 * The labels of a list expression: literals, constants in them, `+`, `*spread`, `list(…)`, the keys of a dictionary, the
 * members of an enumeration, and variables, attributes and functions of this file that hold or return any of these. Of
 * alternatives (`a if x else b`) all labels are given.
 */
export function labelList(expression: CachedNode, trail: Trail): LabelList {
  if (!trail.step()) {
    return unknown;
  }
  switch (expression.type) {
    case 'list':
    case 'tuple':
    case 'set':
      return together(namedChildren(expression).map((item) => element(item, trail)));
    case 'parenthesized_expression':
    case 'list_splat':
      return together(namedChildren(expression).map((inner) => labelList(inner, trail)));
    case 'none':
      return none;
    case 'binary_operator':
      return /^[+|]$/.test(expression.childForFieldName('operator')?.text ?? '')
        ? together(namedChildren(expression).map((side) => labelList(side, trail)))
        : unknown;
    case 'conditional_expression': {
      const [whenTrue, , whenFalse] = namedChildren(expression);
      return together([whenTrue, whenFalse].map((each) => (each ? labelList(each, trail) : unknown)));
    }
    case 'boolean_operator':
      return alternatives(expression, trail);
    case 'dictionary':
      return together(namedChildren(expression).map((item) => entryKey(item, trail)));
    case 'list_comprehension':
    case 'set_comprehension':
    case 'generator_expression':
      return comprehension(expression, trail);
    case 'call':
      return callResult(expression, trail);
    case 'subscript':
      return entryOf(expression, trail);
    case 'identifier':
    case 'attribute':
      return held(expression, expression, trail);
    default: {
      // `labelnames="user_id"` is a mistake (its letters become labels) that still says what was meant.
      const single = stringConstant(expression, trail);
      return single === undefined ? unknown : { ...none, labels: [{ name: single.value, span: single.span }] };
    }
  }
}

/** `labels or []`: an argument that was not given counts as empty. */
function alternatives(expression: CachedNode, trail: Trail): LabelList {
  return together(
    namedChildren(expression).map((side) => (trail.argument(side) === null ? none : labelList(side, trail))),
  );
}

function element(item: CachedNode, trail: Trail): LabelList {
  if (item.type === 'list_splat') {
    return labelList(item, trail);
  }
  const constant = stringConstant(item, trail);
  if (constant === undefined) {
    return elsewhere(item, trail);
  }
  const removal = constant.plain && item.type === 'string' ? itemRemoval(item) : undefined;
  return { ...none, labels: [{ name: constant.value, span: constant.span, ...(removal && { removal }) }] };
}

/** A part that an import brings: `USER`, `Label.USER.value`. */
function elsewhere(expression: CachedNode, trail: Trail): LabelList {
  const name = importedName(expression, trail.bindings);
  return name === undefined ? unknown : { ...unknown, from: [name] };
}

function entryKey(item: CachedNode, trail: Trail): LabelList {
  if (item.type === 'dictionary_splat') {
    return together(namedChildren(item).map((inner) => labelList(inner, trail)));
  }
  const key = item.childForFieldName('key');
  if (key === null) {
    return unknown;
  }
  const { labels, ...rest } = element(key, trail);
  return { ...rest, labels: labels.map(({ name, span }) => ({ name, span })) };
}

function callResult(call: CachedNode, trail: Trail): LabelList {
  const callee = call.childForFieldName('function');
  const method = callee?.type === 'attribute' ? callee.childForFieldName('attribute')?.text : undefined;
  const object = callee?.childForFieldName('object') ?? null;
  if (object !== null && (method === 'keys' || method === 'copy')) {
    return labelList(object, trail);
  }
  if (object !== null && method === 'values') {
    return dictionaryValues(object, trail);
  }
  if (object?.type === 'string' && method === 'split') {
    return splitText(object, call, trail);
  }
  const definition = callee === null ? undefined : functionOf(callee, trail.bindings);
  if (definition !== undefined) {
    const beyond = trail.hop();
    const returned = returnedValues(definition);
    return beyond === undefined || returned.length === 0
      ? unknown
      : together(returned.map((value) => labelList(value, beyond)));
  }
  if (callee?.type !== 'identifier' || trail.bindings.of(callee) !== undefined) {
    return unknown;
  }
  if (callee.text === 'dict') {
    return keywordNames(call);
  }
  if (!copies.has(callee.text)) {
    return unknown;
  }
  const argument = argumentOf(call, 'iterable', 0);
  return argument.kind === 'given' ? labelList(argument.value, trail) : argument.kind === 'absent' ? none : unknown;
}

/** `dict(a=1, b=2)`. */
function keywordNames(call: CachedNode): LabelList {
  return together(
    namedChildren(call.childForFieldName('arguments')).map((argument) => {
      const name = argument.type === 'keyword_argument' ? argument.childForFieldName('name') : null;
      return name === null
        ? unknown
        : { ...none, labels: [{ name: name.text, span: { start: name.startIndex, end: name.endIndex } }] };
    }),
  );
}

function splitText(object: CachedNode, call: CachedNode, trail: Trail): LabelList {
  const [text, separator] = [stringConstant(object, trail), argumentOf(call, 'sep', 0)];
  const between = separator.kind === 'given' ? stringConstant(separator.value, trail)?.value : /\s+/;
  if (text === undefined || between === undefined || separator.kind === 'hidden') {
    return unknown;
  }
  const names = text.value.split(between).filter((name) => name !== '');
  return { ...none, labels: names.map((name) => ({ name, span: text.span })) };
}

/** The literal that a name holds, or the expression itself. */
function literalOf(expression: CachedNode, trail: Trail): CachedNode | undefined {
  if (expression.type !== 'identifier' && expression.type !== 'attribute') {
    return expression;
  }
  const binding = trail.bindings.of(expression);
  return binding?.kind === 'value' ? binding.value : undefined;
}

function dictionaryValues(object: CachedNode, trail: Trail): LabelList {
  const dictionary = literalOf(object, trail);
  if (dictionary?.type !== 'dictionary') {
    return unknown;
  }
  return together(
    namedChildren(dictionary).map((pair) => {
      const value = pair.childForFieldName('value');
      return value === null ? unknown : element(value, trail);
    }),
  );
}

/** `LABELS["requests"]` of a literal table. */
function entryOf(subscript: CachedNode, trail: Trail): LabelList {
  const [object, index] = [subscript.childForFieldName('value'), subscript.childForFieldName('subscript')];
  const [table, key, beyond] = [
    object && literalOf(object, trail),
    index && stringConstant(index, trail)?.value,
    trail.hop(),
  ];
  if (table?.type !== 'dictionary' || key === undefined || key === null || beyond === undefined) {
    return unknown;
  }
  const value = namedChildren(table)
    .find((pair) => {
      const name = pair.childForFieldName('key');
      return name !== null && stringConstant(name, trail)?.value === key;
    })
    ?.childForFieldName('value');
  return value ? labelList(value, beyond) : unknown;
}

/** `[label.value for label in Labels]`, `[label for label in LABELS]`. */
function comprehension(expression: CachedNode, trail: Trail): LabelList {
  const [body, clause, ...others] = namedChildren(expression);
  const [variable, source] = [clause?.childForFieldName('left'), clause?.childForFieldName('right')];
  if (body === undefined || !variable || !source || others.length > 0) {
    return unknown;
  }
  const isMember = body.type === 'attribute' && body.childForFieldName('object')?.text === variable.text;
  if (body.text !== variable.text && !(isMember && body.childForFieldName('attribute')?.text === 'value')) {
    return unknown;
  }
  const binding = trail.bindings.of(source);
  if (binding?.kind !== 'class') {
    return labelList(source, trail);
  }
  return together(membersOfClass(binding.definition).map(({ value }) => element(value, trail)));
}

/** The list that a name or attribute holds where `at` stands, with what was added to it before. */
function held(expression: CachedNode, at: CachedNode, trail: Trail): LabelList {
  const argument = trail.argument(expression);
  if (argument !== undefined) {
    const outside = trail.outside();
    return argument === null ? none : outside === undefined ? unknown : labelList(argument, outside);
  }
  const binding = trail.bindings.before(expression, at);
  const beyond = trail.hop();
  if (beyond === undefined || (binding?.kind !== 'value' && binding?.kind !== 'addition')) {
    return elsewhere(expression, trail);
  }
  const before = binding.kind === 'addition' ? held(expression, binding.at, trail) : none;
  return together([before, labelList(binding.value, beyond), ...appended(expression, binding.at, at, beyond)]);
}

/** What `.append(x)` and `.extend(xs)` put into the list between its binding and the use at `at`. */
function appended(expression: CachedNode, boundAt: CachedNode, at: CachedNode, trail: Trail): LabelList[] {
  const name = expression.childForFieldName('attribute') ?? expression;
  const { scopes } = trail.bindings;
  const scope = scopes.at(boundAt.startIndex);
  const end = scopes.at(at.startIndex) === scope ? at.startIndex : Infinity;
  return trail.bindings.occurrences(name.text).flatMap((node) => {
    if (node.startIndex < boundAt.endIndex || node.startIndex >= end || scopes.at(node.startIndex) !== scope) {
      return [];
    }
    const list = expression.type === 'attribute' ? node.parent : node;
    const method = list?.parent;
    const call = method?.parent;
    const isCalled = call?.type === 'call' && call.childForFieldName('function') === method;
    if (!isCalled || method?.type !== 'attribute' || list?.text !== expression.text) {
      return [];
    }
    const item = argumentOf(call, '', 0);
    const verb = method.childForFieldName('attribute')?.text;
    if (item.kind !== 'given' || (verb !== 'append' && verb !== 'extend')) {
      return [];
    }
    return [verb === 'append' ? element(item.value, trail) : labelList(item.value, trail)];
  });
}

function together(lists: readonly LabelList[]): LabelList {
  return {
    labels: lists.flatMap((list) => list.labels),
    complete: lists.every((list) => list.complete),
    from: lists.flatMap((list) => list.from),
  };
}
