import type { Node } from '@vscode/tree-sitter-wasm';
import { listItemRemoval } from '../listItemRemoval';
import type { ImportedName } from '../metrics/importedName';
import type { DeclaredLabel } from '../metrics/metricDeclaration';
import { spanOf } from '../spanOf';
import { javaChildren } from './javaChildren';
import type { JavaSource } from './javaSource';
import { heldBy, stringConstant } from './stringConstant';

export interface JavaLabels {
  readonly labels: readonly DeclaredLabel[];
  readonly complete: boolean;
  readonly from: readonly ImportedName[];
}

export const noLabels: JavaLabels = { labels: [], complete: true, from: [] };
const unknown: JavaLabels = { labels: [], complete: false, from: [] };

const maxHops = 8;

/** The label names of arguments: strings and constants, or one array or list of them. */
export function labelArguments(given: readonly Node[], source: JavaSource): JavaLabels {
  const [only] = given;
  return given.length === 1 && only !== undefined && stringConstant(only, source) === undefined
    ? labelList(only, source)
    : items(given, source);
}

/** The strings of an array, of `Arrays.asList(…)`, `List.of(…)`, and of variables of this file that hold one. */
export function labelList(expression: Node, source: JavaSource, hops = maxHops): JavaLabels {
  source.budget.spend();
  if (hops === 0) {
    return unknown;
  }
  switch (expression.type) {
    case 'array_initializer':
      return items(javaChildren(expression), source);
    case 'array_creation_expression': {
      const value = expression.childForFieldName('value');
      return value === null
        ? /\[\s*0\s*\]$/.test(expression.text.slice(-20))
          ? noLabels
          : unknown
        : labelList(value, source, hops - 1);
    }
    case 'parenthesized_expression':
    case 'cast_expression': {
      const inner = expression.childForFieldName('value') ?? javaChildren(expression)[0];
      return inner === undefined ? unknown : labelList(inner, source, hops - 1);
    }
    case 'method_invocation': {
      const name = expression.childForFieldName('name')?.text ?? '';
      const object = expression.childForFieldName('object');
      if (/^(?:asList|of|singletonList|emptyList|copyOf)$/.test(name)) {
        return labelArguments(javaChildren(expression.childForFieldName('arguments')), source);
      }
      return name === 'toArray' && object !== null ? labelList(object, source, hops - 1) : unknown;
    }
    case 'identifier':
    case 'field_access': {
      const held = heldBy(expression, source);
      return held === undefined
        ? { ...unknown, from: importOf(expression, source) }
        : labelList(held, source, hops - 1);
    }
    default:
      return unknown;
  }
}

function items(list: readonly Node[], source: JavaSource): JavaLabels {
  const spans = list.map(spanOf);
  const found = list.map((each, index): JavaLabels => {
    const constant = stringConstant(each, source);
    if (constant === undefined) {
      return { ...unknown, from: importOf(each, source) };
    }
    const removal = listItemRemoval(source.text, spans, index);
    const span = constant.isPlain ? constant.span : spanOf(each);
    return { labels: [{ name: constant.value, span, removal }], complete: true, from: [] };
  });
  return {
    labels: found.flatMap(({ labels }) => labels),
    complete: found.every(({ complete }) => complete),
    from: found.flatMap(({ from }) => from),
  };
}

/** `Labels.USER` of another class, and a name that a static import brings. */
export function importOf(expression: Node, source: JavaSource): ImportedName[] {
  if (expression.type === 'identifier') {
    if (source.declaredAt(expression) !== undefined) {
      return [];
    }
    const path = source.imports.byName.get(expression.text) ?? '';
    const dot = path.lastIndexOf('.');
    const [only, ...others] = source.imports.staticWildcards;
    return dot >= 0
      ? [{ module: path.slice(0, dot), name: path.slice(dot + 1) }]
      : only !== undefined && others.length === 0
        ? [{ module: only, name: expression.text }]
        : [];
  }
  const path = expression.type === 'field_access' ? expression.text.replace(/\s+/g, '') : '';
  const [first = '', ...rest] = /^[A-Z]\w*(?:\.\w+)+$/.test(path) ? path.split('.') : [];
  const isElsewhere =
    first !== '' && !source.classes.has(first) && source.names.at(first, expression.startIndex) === undefined;
  return isElsewhere ? [{ module: source.moduleOf(first), name: rest.join('.') }] : [];
}
