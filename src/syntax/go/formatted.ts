import type { LabelValue } from '../metrics/labelValue';

const verbs = /%(?:%|[-+# 0]*(?:\[\d+\])?(?:\d+|\*)?(?:\.(?:\d+|\*)?)?(?:\[\d+\])?([a-zA-Z]))/g;

/** What `fmt.Sprintf` makes of a format and values. */
export function formatted(format: string, values: readonly LabelValue[]): LabelValue {
  const parts: LabelValue[] = [];
  let [from, index] = [0, 0];
  for (const match of format.matchAll(verbs)) {
    const [verb, letter] = match;
    if (match.index > from) {
      parts.push({ kind: 'literal', text: format.slice(from, match.index) });
    }
    from = match.index + verb.length;
    if (letter === undefined) {
      parts.push({ kind: 'literal', text: '%' });
    } else {
      // `%T` is a type, `%t` true or false.
      const isBounded = letter === 'T' || letter === 't';
      parts.push(isBounded ? { kind: 'bounded', by: 'class' } : (values[index] ?? { kind: 'unknown' }));
      index += 1;
    }
  }
  if (from < format.length) {
    parts.push({ kind: 'literal', text: format.slice(from) });
  }
  const [only] = parts;
  return parts.length === 1 && only !== undefined && only.kind !== 'name' ? only : { kind: 'joined', parts };
}
