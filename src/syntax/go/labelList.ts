import type { Node } from '@vscode/tree-sitter-wasm';
import { listItemRemoval } from '../listItemRemoval';
import type { ImportedName } from '../metrics/importedName';
import type { DeclaredLabel } from '../metrics/metricDeclaration';
import { namedChildren } from '../namedChildren';
import type { ScopedName } from '../scopedNames';
import { spanOf } from '../spanOf';
import { fieldsOf, itemsOf } from './composite';
import type { GoSource } from './goSource';
import { stringConstant } from './stringConstant';

export interface GoLabels {
  readonly labels: readonly DeclaredLabel[];
  readonly complete: boolean;
  readonly from: readonly ImportedName[];
}

export const noLabels: GoLabels = { labels: [], complete: true, from: [] };
const unknown: GoLabels = { labels: [], complete: false, from: [] };

/** How far names are followed, and which were: `labels = append(labels, "x")` means itself. */
interface Way {
  readonly hops: number;
  readonly seen: readonly ScopedName[];
}

const begin: Way = { hops: 8, seen: [] };

function further({ hops, seen }: Way): Way {
  return { hops: hops - 1, seen };
}

/** The label names of a list: `[]string{…}` with constants in it, `append(list, …)`, variables of this file, `nil`. */
export function labelList(expression: Node, source: GoSource, way = begin): GoLabels {
  source.budget.spend();
  if (way.hops === 0) {
    return unknown;
  }
  switch (expression.type) {
    case 'nil':
      return noLabels;
    case 'composite_literal':
      return together(constrained(expression, source) ?? items(expression, itemsOf(expression), source));
    case 'parenthesized_expression':
    case 'slice_expression':
    case 'variadic_argument': {
      const [inner] = namedChildren(expression);
      // Of a slice of a list only that its labels are known: all that could be in it.
      const list = inner === undefined ? unknown : labelList(inner, source, further(way));
      return expression.type === 'slice_expression' && namedChildren(expression).length > 1
        ? { ...list, complete: false }
        : list;
    }
    case 'call_expression':
      return ofCall(expression, source, way);
    case 'identifier': {
      const declared = source.declaredAt(expression);
      if (declared === undefined) {
        // A name that the file does not declare is of another file of its package.
        return { ...unknown, from: [{ module: '.', name: expression.text }] };
      }
      const values = source.valuesOf(declared);
      const rest = isVariadic(declared) ? source.givenTo(declared) : undefined;
      if (rest !== undefined) {
        return together(rest.map((each) => variadic(each, source, way)));
      }
      if (values.length === 0) {
        return unknown;
      }
      if (way.seen.includes(declared)) {
        return noLabels;
      }
      const beyond = { hops: way.hops - 1, seen: [...way.seen, declared] };
      const lists = values.map((value) => (value === undefined ? unknown : labelList(value, source, beyond)));
      return together(lists);
    }
    default: {
      const member = source.packageMember(expression);
      return member === undefined ? unknown : { ...unknown, from: [{ module: member.path, name: member.name }] };
    }
  }
}

/** `func newCounter(name string, labels ...string)`. */
function isVariadic({ type }: ScopedName): boolean {
  return type?.parent?.type === 'variadic_parameter_declaration';
}

/** `newCounter("x", "label", more...)`. */
function variadic(argument: Node, source: GoSource, way: Way): GoLabels {
  return argument.type === 'variadic_argument' ? labelList(argument, source, further(way)) : item(argument, source);
}

/** `prometheus.ConstrainedLabels{{Name: "x", Constraint: f}}` of the V2 constructors. */
function constrained(literal: Node, source: GoSource): readonly GoLabels[] | undefined {
  const type = literal.childForFieldName('type')?.text ?? '';
  if (!/\bConstrainedLabels$/.test(type)) {
    return undefined;
  }
  return namedChildren(literal.childForFieldName('body')).map((element) => {
    const inner = element.type === 'literal_element' ? element.firstNamedChild : element;
    const body = inner?.type === 'composite_literal' ? inner.childForFieldName('body') : inner;
    const name = namedChildren(body).find((each) => each.childForFieldName('key')?.text === 'Name');
    const value = name?.childForFieldName('value')?.firstNamedChild;
    return value ? item(value, source) : unknown;
  });
}

function ofCall(call: Node, source: GoSource, way: Way): GoLabels {
  const callee = call.childForFieldName('function');
  const given = namedChildren(call.childForFieldName('arguments'));
  if (callee?.text === 'append') {
    const [list, ...more] = given;
    const added = more.map((each) =>
      each.type === 'variadic_argument' ? labelList(each, source, further(way)) : item(each, source),
    );
    return together([list === undefined ? unknown : labelList(list, source, further(way)), ...added]);
  }
  const member = callee === null ? undefined : source.packageMember(callee);
  return member?.path === 'slices' && (member.name === 'Concat' || member.name === 'Clone')
    ? together(given.map((each) => labelList(each, source, further(way))))
    : // `[]string("x")` and the conversions `prometheus.UnconstrainedLabels(names)`.
      member?.name === 'UnconstrainedLabels' && given[0] !== undefined
      ? labelList(given[0], source, further(way))
      : unknown;
}

function items(list: Node, given: readonly Node[], source: GoSource): GoLabels[] {
  const elements = namedChildren(list.childForFieldName('body')).map(spanOf);
  return given.map((each, index) => item(each, source, listItemRemoval(source.text, elements, index)));
}

function item(
  expression: Node,
  source: GoSource,
  removal?: { readonly start: number; readonly end: number },
): GoLabels {
  const constant = stringConstant(expression, source);
  if (constant === undefined) {
    const member = source.packageMember(expression);
    const isOfPackage = expression.type === 'identifier' && source.declaredAt(expression) === undefined;
    const from = member
      ? [{ module: member.path, name: member.name }]
      : isOfPackage
        ? [{ module: '.', name: expression.text }]
        : [];
    return { ...unknown, from };
  }
  return {
    labels: [{ name: constant.value, span: constant.isPlain ? constant.span : spanOf(expression), removal }],
    complete: true,
    from: [],
  };
}

function together(lists: readonly GoLabels[]): GoLabels {
  // Lists of alternatives have labels in common.
  const labels = new Map<string, DeclaredLabel>();
  for (const label of lists.flatMap((list) => list.labels)) {
    if (!labels.has(label.name)) {
      labels.set(label.name, label);
    }
  }
  return {
    labels: [...labels.values()],
    complete: lists.every((list) => list.complete),
    from: lists.flatMap((list) => list.from),
  };
}

/** The labels that have one value for good: `ConstLabels: prometheus.Labels{"app": "shop"}`. */
export function constantLabels(literal: Node | undefined, source: GoSource): GoLabels {
  if (literal === undefined) {
    return unknown;
  }
  const fields = fieldsOf(literal);
  return together(
    fields.map(({ key, value }): GoLabels => {
      const [name, constant] = [stringConstant(key, source), stringConstant(value, source)];
      return name === undefined
        ? unknown
        : {
            labels: [
              { name: name.value, span: name.isPlain ? name.span : spanOf(key), constant: constant?.value ?? '' },
            ],
            complete: true,
            from: [],
          };
    }),
  );
}
