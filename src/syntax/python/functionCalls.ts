import type { CachedNode } from '../cachedNode';
import { namedChildren } from '../namedChildren';
import type { Bindings } from './bindings';
import type { Frame } from './trail';

/** The `def` of this file that a callee is: a function that is seen there, or a method of `self`, `cls` or a class. */
export function functionOf(callee: CachedNode, bindings: Bindings<CachedNode>): CachedNode | undefined {
  if (callee.type === 'identifier') {
    const binding = bindings.of(callee);
    return binding?.kind === 'unknown' ? definitionNamed(binding.at) : undefined;
  }
  const [object, name] = [callee.childForFieldName('object'), callee.childForFieldName('attribute')];
  if (callee.type !== 'attribute' || object?.type !== 'identifier' || name === null) {
    return undefined;
  }
  const binding = bindings.of(object);
  const isOwn = object.text === 'self' || object.text === 'cls';
  const owner =
    binding?.kind === 'class'
      ? binding.definition
      : isOwn
        ? bindings.scopes.classAt(object.startIndex)
        : instanceOf(binding?.kind === 'value' ? binding.value : undefined, bindings);
  const method = bindings
    .occurrences(name.text)
    .find((node) => owner !== undefined && bindings.scopes.at(node.startIndex).node === owner && definitionNamed(node));
  return method && definitionNamed(method);
}

/** The class of this file that `Class()` makes an object of. */
export function instanceOf(value: CachedNode | undefined, bindings: Bindings<CachedNode>): CachedNode | undefined {
  const callee = value?.type === 'call' ? value.childForFieldName('function') : null;
  const binding = callee?.type === 'identifier' ? bindings.of(callee) : undefined;
  return binding?.kind === 'class' ? binding.definition : undefined;
}

function definitionNamed(name: CachedNode): CachedNode | undefined {
  const definition = name.parent;
  return definition?.type === 'function_definition' && definition.childForFieldName('name') === name
    ? definition
    : undefined;
}

/** What the `return` statements of a function itself give back; those of functions inside it are none of its. */
export function returnedValues(definition: CachedNode): readonly CachedNode[] {
  return (definition.childForFieldName('body')?.descendantsOfType(['return_statement']) ?? []).flatMap((statement) => {
    const value = statement.firstNamedChild;
    return value === null || functionAround(statement) !== definition ? [] : [value];
  });
}

/** The innermost function or lambda around a node. */
export function functionAround(node: CachedNode): CachedNode | undefined {
  for (let around = node.parent; around !== null; around = around.parent) {
    if (around.type === 'function_definition' || around.type === 'lambda') {
      return around;
    }
  }
  return undefined;
}

/** A parameter of a function: its name, and its default value if it has one. */
export interface Parameter {
  readonly name: string;
  readonly form: 'plain' | 'rest' | 'keywords';
  readonly value: CachedNode | undefined;
  readonly type: CachedNode | undefined;
}

/** The parameters in their order, `self` and `cls` of methods included. */
export function parametersOf(definition: CachedNode): readonly Parameter[] {
  return namedChildren(definition.childForFieldName('parameters')).flatMap((parameter): Parameter[] => {
    const inner =
      parameter.type === 'identifier' ? parameter : (parameter.childForFieldName('name') ?? parameter.firstNamedChild);
    if (inner === null || parameter.type === 'keyword_separator' || parameter.type === 'positional_separator') {
      return [];
    }
    const form =
      inner.type === 'list_splat_pattern' || parameter.type === 'list_splat_pattern'
        ? 'rest'
        : inner.type === 'dictionary_splat_pattern' || parameter.type === 'dictionary_splat_pattern'
          ? 'keywords'
          : 'plain';
    const name = inner.type === 'identifier' ? inner.text : (inner.firstNamedChild?.text ?? '');
    return [
      {
        name,
        form,
        value: parameter.childForFieldName('value') ?? undefined,
        type: parameter.childForFieldName('type') ?? undefined,
      },
    ];
  });
}

/** A call with its arguments by the parameters of the function that it calls; undefined where `*` or `**` hides some. */
export function frameOf(call: CachedNode, definition: CachedNode, isMethod: boolean): Frame | undefined {
  const parameters = parametersOf(definition).slice(isMethod ? 1 : 0);
  const given = new Map<string, CachedNode | null>(
    parameters.flatMap(({ name, form, value }) => (form === 'plain' ? [[name, value ?? null]] : [])),
  );
  let place = 0;
  for (const argument of namedChildren(call.childForFieldName('arguments'))) {
    if (argument.type === 'keyword_argument') {
      const [name, value] = [argument.childForFieldName('name'), argument.childForFieldName('value')];
      if (name !== null && given.has(name.text)) {
        given.set(name.text, value);
      }
    } else if (argument.type === 'list_splat' || argument.type === 'dictionary_splat') {
      return undefined;
    } else {
      const parameter = parameters[place];
      place += 1;
      if (parameter?.form === 'plain') {
        given.set(parameter.name, argument);
      }
    }
  }
  return { definition, given };
}
