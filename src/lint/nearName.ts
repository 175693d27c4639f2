/**
 * Whether one name of a metric was probably meant for the other: an ending forgotten or too much (`_total`, `_seconds`), or
 * letters missing, doubled, wrong or swapped. The number says how near, the smaller the nearer; undefined for two names of
 * their own: those that differ in digits (`http_4xx`, `http_5xx`), in a short word (`rx_bytes`, `tx_bytes`), by a whole word.
 */
export function nearName(name: string, other: string): number | undefined {
  const suffix = sampleSuffixes.find((each) => name.endsWith(each) && other.endsWith(each)) ?? '';
  const [a, b] = [name.slice(0, name.length - suffix.length), other.slice(0, other.length - suffix.length)];
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  const ending = long.startsWith(short) ? endings.get(long.slice(short.length)) : undefined;
  if (ending !== undefined) {
    return ending;
  }
  const allowed = short.length < 6 ? 0 : short.length < 14 ? 1 : 2;
  if (long.length - short.length > allowed) {
    return undefined;
  }
  const distance = editDistance(short, long);
  return distance <= allowed && digitsOf(short) === digitsOf(long) && !hasOtherWord(short, long) ? distance : undefined;
}

/** Of histograms and summaries: a query of the one is no slip for one of the other. */
const sampleSuffixes = ['_bucket', '_sum', '_count', '_created'];

const units = ['_seconds', '_bytes'];

/** What is forgotten or added at the end of a name, with how much of it that is. */
const endings: ReadonlyMap<string, number> = new Map([
  ...[...units, '_total', '_info'].map((ending) => [ending, 1] as const),
  ...sampleSuffixes.map((ending) => [ending, 2] as const),
  ...units.flatMap((unit) => ['_total', ...sampleSuffixes].map((ending) => [unit + ending, 2] as const)),
]);

function digitsOf(name: string): string {
  return name.replaceAll(/\D+/g, ' ').trim();
}

function hasOtherWord(name: string, other: string): boolean {
  const [words, others] = [name.split('_'), other.split('_')];
  return (
    words.length === others.length &&
    words.some((word, i) => {
      const counterpart = others[i] ?? '';
      const length = Math.min(word.length, counterpart.length);
      return word !== counterpart && (length < 4 || editDistance(word, counterpart) > (length < 8 ? 1 : 2));
    })
  );
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      const isSwapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const bySwap = isSwapped ? (beforeLast[j - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY;
      row.push(Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost, bySwap));
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
}
