/**
 * Gives each function a key of its own: its name, or `name#2` for the second one of that name in the file, such as a setter
 * or an `else` variant.
 *
 * @param functions in the order of the text
 */
export function withKeys<T extends { readonly name: string }>(
  functions: readonly T[],
): readonly (T & { readonly key: string })[] {
  const counts = new Map<string, number>();
  for (const { name } of functions) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const seen = new Map<string, number>();
  return functions.map((each) => {
    const ordinal = (seen.get(each.name) ?? 0) + 1;
    seen.set(each.name, ordinal);
    return { ...each, key: counts.get(each.name) === 1 ? each.name : `${each.name}#${ordinal}` };
  });
}
