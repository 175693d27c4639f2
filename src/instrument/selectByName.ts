import type { Targets } from './plan';

/** What a plan takes as a target: by its dotted name, which several may have, or by its key, which is its own. */
interface Named {
  readonly name: string;
  readonly key: string;
}

export interface NamedSelection<T> {
  /** In the order of the text, each once. */
  readonly functions: readonly T[];
  /** Names that no function has. */
  readonly unknown: readonly string[];
}

/** The names among targets; the empty one stands for what has none. */
export function targetNames(targets: Targets | 'all'): readonly string[] {
  return targets === 'all' || 'statements' in targets ? [''] : targets;
}

/** The functions that `names` names: `Class.method` all of that name, `Class.method#2` that one. */
export function selectByName<T extends Named>(all: readonly T[], names: readonly string[]): NamedSelection<T> {
  const wanted = new Set(names);
  const functions = all.filter(({ name, key }) => wanted.has(name) || wanted.has(key));
  const known = new Set(functions.flatMap(({ name, key }) => [name, key]));
  return { functions, unknown: [...wanted].filter((name) => !known.has(name)) };
}
