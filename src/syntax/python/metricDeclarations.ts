import type { Node } from '@vscode/tree-sitter-wasm';
import type { Span } from '../../text/span';
import type { MetricDeclaration } from '../metrics/metricDeclaration';
import type { SyntaxTree } from '../parsers';
import { Bindings } from './bindings';
import { argumentOf } from './callArguments';
import { importedPath } from './importedPath';
import { labelList } from './labelList';
import {
  constructorAt,
  constructorNames,
  isTaskMonitor,
  monitorMethod,
  monitorMethodNames,
  type MetricConstructor,
} from './metricConstructors';
import { stringConstant } from './stringConstant';
import { Trail } from './trail';

/**
 * The metrics that a Python file declares through prometheus_client and TaskMonitor, in the order of the text. A name
 * counts only if the file's imports lead it there.
 */
export function metricDeclarations(tree: SyntaxTree): MetricDeclaration[] {
  if (!/prometheus_client|TaskMonitor/.test(tree.text)) {
    return [];
  }
  const bindings = new Bindings(tree);
  const declarations: MetricDeclaration[] = [];
  for (const { call, callee } of callsOf(possibleNames(tree, bindings), bindings)) {
    const constructor = constructorOf(callee, bindings) ?? monitorMethodOf(callee, bindings);
    if (constructor !== undefined) {
      declarations.push(declaration(call, constructor, bindings));
    }
  }
  return declarations.toSorted((a, b) => a.span.start - b.span.start);
}

/**
 * The last names of callees that may declare a metric: the classes, what they are imported as, assigned to and derived
 * into. Reading only the calls of these spares the thousands of others.
 */
function possibleNames(tree: SyntaxTree, bindings: Bindings): ReadonlySet<string> {
  const names = new Set([
    ...(tree.text.includes('prometheus_client') ? constructorNames : []),
    ...(tree.text.includes('TaskMonitor') ? monitorMethodNames : []),
  ]);
  for (const each of bindings.imports) {
    if (constructorAt(each.path) !== undefined) {
      names.add(each.local);
    }
  }
  // A set iterates over what is added meanwhile: aliases of aliases are followed.
  for (const name of names) {
    for (const occurrence of bindings.occurrences(name)) {
      const derived = derivedName(wholeOf(occurrence));
      if (derived !== undefined) {
        names.add(derived);
      }
    }
  }
  return names;
}

/** The dotted expression that ends in `name`. */
function wholeOf(name: Node): Node {
  return name.parent?.type === 'attribute' && name.parent.childForFieldName('attribute')?.id === name.id
    ? name.parent
    : name;
}

/** `Alias` of `Alias = expression`, `self.alias = expression` and `class Alias(expression)`. */
function derivedName(expression: Node): string | undefined {
  const parent = expression.parent;
  if (parent?.type === 'assignment' && parent.childForFieldName('right')?.id === expression.id) {
    const target = parent.childForFieldName('left');
    return (target?.childForFieldName('attribute') ?? target)?.text;
  }
  const definition = parent?.type === 'argument_list' ? parent.parent : undefined;
  return definition?.type === 'class_definition' ? definition.childForFieldName('name')?.text : undefined;
}

function callsOf(names: ReadonlySet<string>, bindings: Bindings): { readonly call: Node; readonly callee: Node }[] {
  return [...names].flatMap((name) =>
    bindings.occurrences(name).flatMap((occurrence) => {
      const callee = wholeOf(occurrence);
      const call = callee.parent;
      return call?.type === 'call' && call.childForFieldName('function')?.id === callee.id ? [{ call, callee }] : [];
    }),
  );
}

/** The class that a callee is, also through a subclass in this file that leaves the constructor as it is. */
function constructorOf(callee: Node, bindings: Bindings, hops = 8): MetricConstructor | undefined {
  const path = importedPath(callee, bindings);
  if (path !== undefined) {
    return constructorAt(path);
  }
  const binding = hops > 0 ? bindings.of(callee) : undefined;
  if (binding?.kind !== 'class' || /\bdef\s+__(?:init|new)__\b/.test(binding.definition.text)) {
    return undefined;
  }
  const base = binding.definition.childForFieldName('superclasses')?.firstNamedChild;
  return base ? constructorOf(base, bindings, hops - 1) : undefined;
}

/** The method of a value that this file makes by `TaskMonitor(…)`. */
function monitorMethodOf(callee: Node, bindings: Bindings): MetricConstructor | undefined {
  const [object, name] = [callee.childForFieldName('object'), callee.childForFieldName('attribute')];
  const method = name === null ? undefined : monitorMethod(name.text);
  if (object === null || method === undefined) {
    return undefined;
  }
  const binding = object.type === 'call' ? undefined : bindings.of(object);
  const value = binding?.kind === 'value' ? binding.value : object;
  const constructor = value.type === 'call' ? value.childForFieldName('function') : null;
  const path = constructor === null ? undefined : importedPath(constructor, bindings);
  return path !== undefined && isTaskMonitor(path) ? method : undefined;
}

function declaration(call: Node, constructor: MetricConstructor, bindings: Bindings): MetricDeclaration {
  const name = argumentOf(call, 'name', 0);
  const labels = argumentOf(call, constructor.labelsKeyword, constructor.labelsIndex);
  const list =
    labels.kind === 'given'
      ? labelList(labels.value, new Trail(bindings))
      : { labels: [], complete: labels.kind === 'absent' };
  return {
    type: constructor.type,
    name: name.kind === 'given' ? stringConstant(name.value, new Trail(bindings))?.value : undefined,
    nameSpan: name.kind === 'given' ? spanOf(name.value) : undefined,
    labels: list.labels,
    ...(labels.kind === 'given' ? { labelsSpan: spanOf(labels.value) } : {}),
    labelsComplete: list.complete,
    help: { kind: 'unknown' },
    registry: 'unknown',
    client: constructor.client,
    span: spanOf(call),
  };
}

function spanOf(node: Node): Span {
  return { start: node.startIndex, end: node.endIndex };
}
