/** Matches whole names by a pattern in which `*` stands for any characters. */
export function namePattern(pattern: string): { test(name: string): boolean } {
  const pieces = pattern.split('*');
  return { test: (name) => matches(name, pieces) };
}

/**
 * By pieces, not by a regular expression of them: `a*a*a*a*b` takes such an expression time that grows with a power of the
 * name's length. The earliest place is right for every piece between the first and the last.
 */
function matches(name: string, pieces: readonly string[]): boolean {
  const [first = ''] = pieces;
  if (pieces.length === 1) {
    return name === first;
  }
  const last = pieces.at(-1) ?? '';
  if (!name.startsWith(first) || !name.endsWith(last) || name.length < first.length + last.length) {
    return false;
  }
  const end = name.length - last.length;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = name.indexOf(piece, at);
    if (found < 0 || found + piece.length > end) {
      return false;
    }
    at = found + piece.length;
  }
  return true;
}
