import type { CachedNode } from '../cachedNode';
import { namedChildren } from '../namedChildren';

/** An argument that was not given, or one that may hide in `*args` or `**kwargs`. */
export type Argument = { readonly kind: 'given'; readonly value: CachedNode } | { readonly kind: 'absent' | 'hidden' };

/** The argument of `call` that has this keyword, or this place (from 0) among the positional ones. */
export function argumentOf(
  call: CachedNode,
  keyword: string,
  index: number,
  skip: readonly CachedNode[] = [],
): Argument {
  const list = call.childForFieldName('arguments');
  if (list?.type !== 'argument_list') {
    return { kind: 'hidden' };
  }
  let positional = 0;
  let hidden = false;
  let splat = false;
  for (const argument of namedChildren(list)) {
    if (argument.type === 'keyword_argument') {
      const value = argument.childForFieldName('value');
      if (argument.childForFieldName('name')?.text === keyword && value !== null) {
        return { kind: 'given', value };
      }
    } else if (argument.type === 'dictionary_splat') {
      hidden = true;
    } else if (argument.type === 'list_splat') {
      splat = true;
      hidden ||= positional <= index;
    } else if (argument.type !== 'ERROR' && !skip.includes(argument)) {
      if (positional === index && !splat) {
        return { kind: 'given', value: argument };
      }
      positional += 1;
    }
  }
  return { kind: hidden ? 'hidden' : 'absent' };
}

/** `argumentOf` for a described argument; what is skipped has no place among the positional ones. */
export function argumentAt(
  call: CachedNode,
  { keyword, index }: { readonly keyword: string; readonly index: number },
  skip: readonly CachedNode[] = [],
): Argument {
  return argumentOf(call, keyword, index, skip);
}
