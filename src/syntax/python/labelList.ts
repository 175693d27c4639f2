import type { Node } from '@vscode/tree-sitter-wasm';
import type { DeclaredLabel } from '../metricDeclaration';
import { namedChildren } from '../namedChildren';
import { argumentOf } from './callArguments';
import type { Bindings } from './bindings';
import { scopeOf } from './scopes';
import { stringConstant } from './stringConstant';

export interface LabelList {
  readonly labels: readonly DeclaredLabel[];
  /** Whether these are all: false when a part of the list is made elsewhere, or by running code. */
  readonly complete: boolean;
}

const none: LabelList = { labels: [], complete: true };
const unknown: LabelList = { labels: [], complete: false };

/** Circles must end, and nobody writes a list through more names than this. */
const maxHops = 8;

/** The calls that hand their argument's items on. */
const copies: ReadonlySet<string> = new Set(['list', 'tuple', 'sorted', 'set', 'frozenset']);

/**
 * The labels of a list expression: literals, constants in them, `+`, `*spread`, `list(…)`, the keys of a dictionary, and
 * variables and attributes of this file that hold any of these. Of alternatives (`a if x else b`) all labels are given.
 */
export function labelList(expression: Node, bindings: Bindings, hops = maxHops): LabelList {
  switch (expression.type) {
    case 'list':
    case 'tuple':
    case 'set':
      return together(namedChildren(expression).map((item) => element(item, bindings, hops)));
    case 'parenthesized_expression':
    case 'list_splat':
      return together(namedChildren(expression).map((inner) => labelList(inner, bindings, hops)));
    case 'none':
      return none;
    case 'binary_operator':
      return expression.childForFieldName('operator')?.text === '+'
        ? together(namedChildren(expression).map((side) => labelList(side, bindings, hops)))
        : unknown;
    case 'conditional_expression': {
      const [whenTrue, , whenFalse] = namedChildren(expression);
      return together([whenTrue, whenFalse].map((each) => (each ? labelList(each, bindings, hops) : unknown)));
    }
    case 'boolean_operator':
      return together(namedChildren(expression).map((side) => labelList(side, bindings, hops)));
    case 'dictionary':
      return together(namedChildren(expression).map((item) => entryKey(item, bindings, hops)));
    case 'call':
      return hops > 0 ? callResult(expression, bindings, hops - 1) : unknown;
    case 'identifier':
    case 'attribute':
      return hops > 0 ? held(expression, expression, bindings, hops - 1) : unknown;
    default: {
      // `labelnames="user_id"` is a mistake (its letters become labels) that still says what was meant.
      const single = stringConstant(expression, bindings);
      return single === undefined ? unknown : { labels: [{ name: single.value, span: single.span }], complete: true };
    }
  }
}

function element(item: Node, bindings: Bindings, hops: number): LabelList {
  if (item.type === 'list_splat') {
    return labelList(item, bindings, hops);
  }
  const constant = stringConstant(item, bindings);
  return constant === undefined ? unknown : { labels: [{ name: constant.value, span: constant.span }], complete: true };
}

function entryKey(item: Node, bindings: Bindings, hops: number): LabelList {
  if (item.type === 'dictionary_splat') {
    return together(namedChildren(item).map((inner) => labelList(inner, bindings, hops)));
  }
  const key = item.childForFieldName('key');
  return key === null ? unknown : element(key, bindings, hops);
}

function callResult(call: Node, bindings: Bindings, hops: number): LabelList {
  const callee = call.childForFieldName('function');
  if (callee?.type === 'attribute' && callee.childForFieldName('attribute')?.text === 'keys') {
    const object = callee.childForFieldName('object');
    return object === null ? unknown : labelList(object, bindings, hops);
  }
  if (callee?.type !== 'identifier' || bindings.of(callee) !== undefined) {
    return unknown;
  }
  if (callee.text === 'dict') {
    const given = namedChildren(call.childForFieldName('arguments'));
    return together(
      given.map((argument) => {
        const name = argument.type === 'keyword_argument' ? argument.childForFieldName('name') : null;
        return name === null
          ? unknown
          : { labels: [{ name: name.text, span: { start: name.startIndex, end: name.endIndex } }], complete: true };
      }),
    );
  }
  if (!copies.has(callee.text)) {
    return unknown;
  }
  const argument = argumentOf(call, 'iterable', 0);
  return argument.kind === 'given'
    ? labelList(argument.value, bindings, hops)
    : argument.kind === 'absent'
      ? none
      : unknown;
}

/** The list that a name or attribute holds where `at` stands, with what was added to it before. */
function held(expression: Node, at: Node, bindings: Bindings, hops: number): LabelList {
  const binding = bindings.before(expression, at);
  if (binding?.kind === 'value') {
    return together([
      labelList(binding.value, bindings, hops),
      ...appended(expression, binding.at, at, bindings, hops),
    ]);
  }
  if (binding?.kind === 'addition' && hops > 0) {
    const added = labelList(binding.value, bindings, hops);
    return together([
      held(expression, binding.at, bindings, hops - 1),
      added,
      ...appended(expression, binding.at, at, bindings, hops),
    ]);
  }
  return unknown;
}

/** What `.append(x)` and `.extend(xs)` put into the list between its binding and the use at `at`. */
function appended(expression: Node, boundAt: Node, at: Node, bindings: Bindings, hops: number): LabelList[] {
  const name = expression.childForFieldName('attribute') ?? expression;
  const scope = scopeOf(boundAt);
  const end = scopeOf(at).id === scope.id ? at.startIndex : Infinity;
  return bindings.occurrences(name.text).flatMap((node) => {
    if (node.startIndex < boundAt.endIndex || node.startIndex >= end || scopeOf(node).id !== scope.id) {
      return [];
    }
    const list = expression.type === 'attribute' ? node.parent : node;
    const method = list?.parent;
    const call = method?.parent;
    const isCalled = call?.type === 'call' && call.childForFieldName('function')?.id === method?.id;
    if (!isCalled || method?.type !== 'attribute' || list?.text !== expression.text) {
      return [];
    }
    const item = argumentOf(call, '', 0);
    const verb = method.childForFieldName('attribute')?.text;
    if (item.kind !== 'given' || (verb !== 'append' && verb !== 'extend')) {
      return [];
    }
    return [verb === 'append' ? element(item.value, bindings, hops) : labelList(item.value, bindings, hops)];
  });
}

function together(lists: readonly LabelList[]): LabelList {
  return { labels: lists.flatMap((list) => list.labels), complete: lists.every((list) => list.complete) };
}
