import type { CachedNode } from '../cachedNode';
import { namedChildren } from '../namedChildren';
import type { Bindings } from './bindings';
import { argumentAt } from './callArguments';
import { functionOf, frameOf, functionAround } from './functionCalls';
import { importedPath } from './importedPath';
import {
  constructorAt,
  constructorNames,
  monitorMethod,
  monitorMethodNames,
  type MetricConstructor,
} from './metricConstructors';
import { monitorCall } from './monitorValue';
import { stringConstant } from './stringConstant';
import { Trail } from './trail';

/** A call that declares a metric, and how its arguments are to be read. */
export interface DeclaringCall {
  /** What stands for the declaration in the text: for a metric made through a function of this file, its call. */
  readonly node: CachedNode;
  /** The call that has the arguments. */
  readonly call: CachedNode;
  readonly constructor: MetricConstructor;
  /** Positional arguments that are none of the constructor's: the class, in `register(Counter, "name", …)`. */
  readonly skip: readonly CachedNode[];
  readonly trail: Trail;
}

/** The calls that declare metrics through a client library or TaskMonitor, functions and subclasses of this file included. */
export function declaringCalls(text: string, bindings: Bindings<CachedNode>): readonly DeclaringCall[] {
  const found: DeclaringCall[] = [];
  const names = possibleNames(text, bindings);
  for (const expression of usesOf(names, bindings)) {
    const parent = expression.parent;
    const plain = { skip: [], trail: new Trail(bindings) };
    if (parent?.type === 'call' && parent.childForFieldName('function') === expression) {
      const constructor = constructorOf(expression, bindings) ?? monitorMethodOf(expression, bindings);
      if (constructor !== undefined) {
        found.push(...throughFunctions({ node: parent, call: parent, constructor, ...plain }));
      }
    } else if (parent?.type === 'argument_list' && parent.parent?.type === 'class_definition') {
      found.push(...throughSubclass(expression, parent.parent, bindings));
    } else if (parent?.type === 'argument_list' && parent.parent?.type === 'call') {
      found.push(...passedOn(expression, parent.parent, bindings));
    }
  }
  return found;
}

/**
 * The last names of callees that may declare a metric: the classes, what they are imported as, assigned to and derived
 * into. Reading only the calls of these spares the thousands of others.
 */
function possibleNames(text: string, bindings: Bindings<CachedNode>): ReadonlySet<string> {
  const names = new Set([
    ...(/prometheus_client|aioprometheus/.test(text) ? constructorNames : []),
    ...(text.includes('TaskMonitor') ? monitorMethodNames : []),
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

function usesOf(names: ReadonlySet<string>, bindings: Bindings<CachedNode>): readonly CachedNode[] {
  return [...names].flatMap((name) => bindings.occurrences(name).map((occurrence) => wholeOf(occurrence)));
}

/** The dotted expression that ends in `name`. */
function wholeOf(name: CachedNode): CachedNode {
  return name.parent?.type === 'attribute' && name.parent.childForFieldName('attribute') === name ? name.parent : name;
}

/** `Alias` of `Alias = expression`, `self.alias = expression` and `class Alias(expression)`. */
function derivedName(expression: CachedNode): string | undefined {
  const parent = expression.parent;
  if (parent?.type === 'assignment' && parent.childForFieldName('right') === expression) {
    const target = parent.childForFieldName('left');
    return (target?.childForFieldName('attribute') ?? target)?.text;
  }
  const definition = parent?.type === 'argument_list' ? parent.parent : undefined;
  return definition?.type === 'class_definition' ? definition.childForFieldName('name')?.text : undefined;
}

/** The class that a callee is, also through a subclass in this file that leaves the constructor as it is. */
function constructorOf(callee: CachedNode, bindings: Bindings<CachedNode>, hops = 8): MetricConstructor | undefined {
  const path = importedPath(callee, bindings);
  if (path !== undefined) {
    return constructorAt(path);
  }
  const binding = hops > 0 ? bindings.of(callee) : undefined;
  if (binding?.kind !== 'class' || ownConstructor(binding.definition) !== undefined) {
    return undefined;
  }
  const base = binding.definition.childForFieldName('superclasses')?.firstNamedChild;
  return base ? constructorOf(base, bindings, hops - 1) : undefined;
}

/** The `__init__` or `__new__` that a class body defines. */
function ownConstructor(definition: CachedNode): CachedNode | undefined {
  for (const statement of namedChildren(definition.childForFieldName('body'))) {
    const method = statement.type === 'decorated_definition' ? statement.childForFieldName('definition') : statement;
    const name = method?.type === 'function_definition' ? method.childForFieldName('name')?.text : undefined;
    if (method && (name === '__init__' || name === '__new__')) {
      return method;
    }
  }
  return undefined;
}

/** The method of a value that this file makes by `TaskMonitor(…)`. */
function monitorMethodOf(callee: CachedNode, bindings: Bindings<CachedNode>): MetricConstructor | undefined {
  const [object, name] = [callee.childForFieldName('object'), callee.childForFieldName('attribute')];
  const method = name === null ? undefined : monitorMethod(name.text);
  return object !== null && method !== undefined && monitorCall(object, bindings) !== undefined ? method : undefined;
}

/** Where a function's parameter gives the name, each call of the function in this file declares a metric. */
function throughFunctions(declaring: DeclaringCall): readonly DeclaringCall[] {
  const { call, trail } = declaring;
  const definition = functionAround(call);
  if (definition?.type !== 'function_definition' || isNamed(declaring)) {
    return [declaring];
  }
  const calls = callsOf(definition, trail.bindings).flatMap(({ node, isMethod }) => {
    const frame = frameOf(node, definition, isMethod);
    const read = { ...declaring, node, trail: new Trail(trail.bindings, frame) };
    return frame !== undefined && isNamed(read) ? [read] : [];
  });
  return calls.length > 0 ? calls : [declaring];
}

function isNamed({ call, constructor, skip, trail }: DeclaringCall): boolean {
  const name = argumentAt(call, constructor.name, skip);
  return name.kind === 'given' && stringConstant(name.value, trail) !== undefined;
}

/** The calls of a function, or of the class whose constructor it is. */
function callsOf(
  definition: CachedNode,
  bindings: Bindings<CachedNode>,
): readonly { readonly node: CachedNode; readonly isMethod: boolean }[] {
  const owner = bindings.scopes.at(definition.startIndex).node;
  const isConstructor = definition.childForFieldName('name')?.text === '__init__';
  const isMethod = owner.type === 'class_definition';
  const name = (isMethod && isConstructor ? owner : definition).childForFieldName('name');
  if (name === null) {
    return [];
  }
  const isStatic = definition.parent?.text.startsWith('@staticmethod') === true;
  return bindings.occurrences(name.text).flatMap((occurrence) => {
    const callee = wholeOf(occurrence);
    const node = callee.parent;
    if (node?.type !== 'call' || node.childForFieldName('function') !== callee) {
      return [];
    }
    const binding = isConstructor ? bindings.of(callee) : undefined;
    const isIt = isConstructor
      ? binding?.kind === 'class' && binding.definition === owner
      : functionOf(callee, bindings) === definition;
    return isIt ? [{ node, isMethod: isMethod && !isStatic }] : [];
  });
}

/** `class Requests(Counter)` whose constructor calls that of the metric. */
function throughSubclass(
  base: CachedNode,
  definition: CachedNode,
  bindings: Bindings<CachedNode>,
): readonly DeclaringCall[] {
  const [constructor, method] = [constructorOf(base, bindings), ownConstructor(definition)];
  if (constructor === undefined || method === undefined) {
    return [];
  }
  for (const call of method.descendantsOfType(['call'])) {
    const callee = call.childForFieldName('function')?.text.replace(/\s/g, '') ?? '';
    const skip =
      callee === `${base.text}.__init__` ? namedChildren(call.childForFieldName('arguments')).slice(0, 1) : [];
    if (skip.length > 0 || /^super\(.*\)\.__init__$/.test(callee)) {
      return throughFunctions({ node: call, call, constructor, skip, trail: new Trail(bindings) });
    }
  }
  return [];
}

/** `register(Counter, "requests_total", "Requests", ["path"])`: a function gets the class with what its constructor needs. */
function passedOn(expression: CachedNode, call: CachedNode, bindings: Bindings<CachedNode>): readonly DeclaringCall[] {
  const path = importedPath(expression, bindings);
  const constructor = path === undefined ? undefined : constructorAt(path);
  if (constructor === undefined) {
    return [];
  }
  const declaring = { node: call, call, constructor, skip: [expression], trail: new Trail(bindings) };
  const [name, help] = [constructor.name, constructor.help].map((place) => argumentAt(call, place, [expression]));
  if (name?.kind !== 'given' || help?.kind !== 'given') {
    return [];
  }
  const text = stringConstant(name.value, declaring.trail)?.value ?? '';
  const isDeclaration = /^[a-zA-Z_:][\w:]*$/.test(text) && innermost(help.value).type.endsWith('string');
  return isDeclaration ? [declaring] : [];
}

function innermost(expression: CachedNode): CachedNode {
  return expression.type === 'parenthesized_expression' && expression.firstNamedChild !== null
    ? innermost(expression.firstNamedChild)
    : expression;
}
