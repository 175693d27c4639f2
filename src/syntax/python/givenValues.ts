import type { CachedNode } from '../cachedNode';
import type { GivenValue } from '../metrics/labelCall';
import { namedChildren } from '../namedChildren';
import { itemRemoval } from './itemRemoval';
import { labelValue } from './labelValue';
import { spanOf } from './spanOf';
import { stringConstant } from './stringConstant';
import { Trail } from './trail';

export interface GivenValues {
  readonly values: readonly GivenValue[];
  /** False when some come from what this file does not show. */
  readonly complete: boolean;
}

const hidden: GivenValues = { values: [], complete: false };

/** A value of a label; each is looked at on a trail of its own, so that a long one takes nothing from the others. */
function given(
  value: CachedNode,
  said: Pick<GivenValue, 'label' | 'position'>,
  item: CachedNode | undefined,
  { bindings }: Trail,
): GivenValue {
  const removal = item && itemRemoval(item);
  return { ...said, value: labelValue(value, new Trail(bindings)), span: spanOf(value), ...(removal && { removal }) };
}

/** The arguments of `labels(…)`: positional ones by their place, keywords, `*values` and `**labels` where they are known. */
export function givenByArguments(call: CachedNode, names: readonly string[] | undefined, trail: Trail): GivenValues {
  const parts: GivenValues[] = [];
  let place = 0;
  for (const argument of namedChildren(call.childForFieldName('arguments'))) {
    switch (argument.type) {
      case 'keyword_argument': {
        const [name, value] = [argument.childForFieldName('name'), argument.childForFieldName('value')];
        if (name !== null && value !== null) {
          parts.push({ values: [given(value, { label: name.text }, argument, trail)], complete: true });
        }
        break;
      }
      case 'dictionary_splat':
        parts.push(givenByDictionary(argument.firstNamedChild, trail));
        break;
      case 'list_splat': {
        const list = givenByList(argument.firstNamedChild, names, trail, place);
        parts.push(list);
        place = list.complete ? place + list.values.length : Infinity;
        break;
      }
      case 'ERROR':
        parts.push(hidden);
        break;
      default: {
        const said = place === Infinity ? { label: undefined } : { label: names?.[place], position: place };
        parts.push({ values: [given(argument, said, argument, trail)], complete: true });
        place += 1;
      }
    }
  }
  return together(parts);
}

/** The items of a list or tuple: `add_metric([a, b], 1)`, `labels(*values)`. */
export function givenByList(
  expression: CachedNode | null,
  names: readonly string[] | undefined,
  trail: Trail,
  firstPlace = 0,
): GivenValues {
  const list = expression && literalOf(expression, trail);
  if (!list || !/^(?:list|tuple)$/.test(list.type)) {
    return hidden;
  }
  const items = namedChildren(list);
  const isWhole = items.every((item) => item.type !== 'list_splat' && item.type !== 'ERROR');
  return {
    values: items.flatMap((item, index) => {
      const position = firstPlace + index;
      const said = isWhole ? { label: names?.[position], position } : { label: undefined };
      return item.type === 'list_splat' || item.type === 'ERROR'
        ? []
        : [given(item, said, ownItem(item, list, expression), trail)];
    }),
    complete: isWhole,
  };
}

/** The entries of a dictionary: `**{USER: user.id}`, `info({"version": v})`. */
export function givenByDictionary(expression: CachedNode | null, trail: Trail): GivenValues {
  const dictionary = expression && literalOf(expression, trail);
  if (dictionary?.type === 'call' && dictionary.childForFieldName('function')?.text === 'dict') {
    const { values, complete } = givenByArguments(dictionary, undefined, trail);
    return { values: values.filter((value) => value.label !== undefined), complete };
  }
  if (dictionary?.type !== 'dictionary') {
    return hidden;
  }
  return together(
    namedChildren(dictionary).map((pair) => {
      if (pair.type === 'dictionary_splat') {
        return trail.step() ? givenByDictionary(pair.firstNamedChild, trail) : hidden;
      }
      const [key, value] = [pair.childForFieldName('key'), pair.childForFieldName('value')];
      if (key === null || value === null) {
        return hidden;
      }
      const label = stringConstant(key, new Trail(trail.bindings))?.value;
      return {
        values: [given(value, { label }, ownItem(pair, dictionary, expression), trail)],
        complete: label !== undefined,
      };
    }),
  );
}

/** An item can be taken out where the collection stands in the call; what a variable holds may serve others. */
function ownItem(item: CachedNode, collection: CachedNode, stated: CachedNode | null): CachedNode | undefined {
  return collection === stated ? item : undefined;
}

/** The collection itself, or the one that a variable was given and that nothing but reads it. */
function literalOf(expression: CachedNode, trail: Trail): CachedNode | undefined {
  if (expression.type !== 'identifier' && expression.type !== 'attribute') {
    return expression;
  }
  const bindings = trail.bindings.all(expression);
  const [only, ...others] = bindings;
  return only?.kind === 'value' && others.length === 0 ? only.value : undefined;
}

function together(parts: readonly GivenValues[]): GivenValues {
  return { values: parts.flatMap((part) => part.values), complete: parts.every((part) => part.complete) };
}
