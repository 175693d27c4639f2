import type { Node } from '@vscode/tree-sitter-wasm';
import type { DeclaredLabel } from '../metrics/metricDeclaration';
import { namedChildren } from '../namedChildren';
import { argumentOf } from './callArguments';
import { stringConstant } from './stringConstant';
import type { Trail } from './trail';

export interface LabelList {
  readonly labels: readonly DeclaredLabel[];
  /** Whether these are all: false when a part of the list is made elsewhere, or by running code. */
  readonly complete: boolean;
}

const none: LabelList = { labels: [], complete: true };
const unknown: LabelList = { labels: [], complete: false };

/** The calls that hand their argument's items on. */
const copies: ReadonlySet<string> = new Set(['list', 'tuple', 'sorted', 'set', 'frozenset']);

/**
 * The labels of a list expression: literals, constants in them, `+`, `*spread`, `list(…)`, the keys of a dictionary, and
 * variables and attributes of this file that hold any of these. Of alternatives (`a if x else b`) all labels are given.
 */
export function labelList(expression: Node, trail: Trail): LabelList {
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
      return expression.childForFieldName('operator')?.text === '+'
        ? together(namedChildren(expression).map((side) => labelList(side, trail)))
        : unknown;
    case 'conditional_expression': {
      const [whenTrue, , whenFalse] = namedChildren(expression);
      return together([whenTrue, whenFalse].map((each) => (each ? labelList(each, trail) : unknown)));
    }
    case 'boolean_operator':
      return together(namedChildren(expression).map((side) => labelList(side, trail)));
    case 'dictionary':
      return together(namedChildren(expression).map((item) => entryKey(item, trail)));
    case 'call':
      return callResult(expression, trail);
    case 'identifier':
    case 'attribute':
      return held(expression, expression, trail);
    default: {
      // `labelnames="user_id"` is a mistake (its letters become labels) that still says what was meant.
      const single = stringConstant(expression, trail);
      return single === undefined ? unknown : { labels: [{ name: single.value, span: single.span }], complete: true };
    }
  }
}

function element(item: Node, trail: Trail): LabelList {
  if (item.type === 'list_splat') {
    return labelList(item, trail);
  }
  const constant = stringConstant(item, trail);
  return constant === undefined ? unknown : { labels: [{ name: constant.value, span: constant.span }], complete: true };
}

function entryKey(item: Node, trail: Trail): LabelList {
  if (item.type === 'dictionary_splat') {
    return together(namedChildren(item).map((inner) => labelList(inner, trail)));
  }
  const key = item.childForFieldName('key');
  return key === null ? unknown : element(key, trail);
}

function callResult(call: Node, trail: Trail): LabelList {
  const callee = call.childForFieldName('function');
  if (callee?.type === 'attribute' && callee.childForFieldName('attribute')?.text === 'keys') {
    const object = callee.childForFieldName('object');
    return object === null ? unknown : labelList(object, trail);
  }
  if (callee?.type !== 'identifier' || trail.bindings.of(callee) !== undefined) {
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
  return argument.kind === 'given' ? labelList(argument.value, trail) : argument.kind === 'absent' ? none : unknown;
}

/** The list that a name or attribute holds where `at` stands, with what was added to it before. */
function held(expression: Node, at: Node, trail: Trail): LabelList {
  const binding = trail.bindings.before(expression, at);
  const beyond = trail.hop();
  if (beyond === undefined || (binding?.kind !== 'value' && binding?.kind !== 'addition')) {
    return unknown;
  }
  const before = binding.kind === 'addition' ? held(expression, binding.at, trail) : none;
  return together([before, labelList(binding.value, beyond), ...appended(expression, binding.at, at, beyond)]);
}

/** What `.append(x)` and `.extend(xs)` put into the list between its binding and the use at `at`. */
function appended(expression: Node, boundAt: Node, at: Node, trail: Trail): LabelList[] {
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
    const isCalled = call?.type === 'call' && call.childForFieldName('function')?.id === method?.id;
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
  return { labels: lists.flatMap((list) => list.labels), complete: lists.every((list) => list.complete) };
}
