import type { Targets } from '../plan';
import type { PythonFunction } from '../../syntax/python/functions';

export interface Selection {
  /** In the order of the text, each once. */
  readonly functions: readonly PythonFunction[];
  /** Names that no function has. */
  readonly unknown: readonly string[];
}

/** The names among targets; the empty one stands for what has none. */
export function namesOf(targets: Targets | 'all'): readonly string[] {
  return targets === 'all' || 'statements' in targets ? [''] : targets;
}

/**
 * The functions that `targets` names: by dotted name (`Class.method`, `outer.inner`), all of that name, or by key
 * (`Class.method#2`), that one.
 */
export function selectFunctions(all: readonly PythonFunction[], targets: readonly string[]): Selection {
  const wanted = new Set(targets);
  const functions = all.filter(({ name, key }) => wanted.has(name) || wanted.has(key));
  const known = new Set(functions.flatMap(({ name, key }) => [name, key]));
  return { functions, unknown: [...wanted].filter((target) => !known.has(target)) };
}
