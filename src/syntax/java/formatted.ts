import type { LabelValue } from '../metrics/labelValue';

const unknown: LabelValue = { kind: 'unknown' };

/** An exception that becomes text gives its message. */
export function asText(value: LabelValue): LabelValue {
  return value.kind === 'caught' && value.part === 'other' ? { ...value, part: 'message' } : value;
}

/** What `String.format` and `formatted` make of a format and values. */
export function formatted(format: LabelValue | undefined, values: readonly LabelValue[]): LabelValue {
  if (format?.kind !== 'literal') {
    return { kind: 'joined', parts: [format ?? unknown, ...values.map(asText)] };
  }
  const parts: LabelValue[] = [];
  let [from, next] = [0, 0];
  for (const match of format.text.matchAll(/%(?:(\d+)\$)?[-#+ 0,(]*\d*(?:\.\d+)?([a-zA-Z%])[a-zA-Z]?/g)) {
    if (match.index > from) {
      parts.push({ kind: 'literal', text: format.text.slice(from, match.index) });
    }
    from = match.index + match[0].length;
    if (match[2] === '%' || match[2] === 'n') {
      parts.push({ kind: 'literal', text: match[2] === 'n' ? '\n' : '%' });
    } else {
      const index = match[1] === undefined ? next++ : Number(match[1]) - 1;
      parts.push(asText(values[index] ?? unknown));
    }
  }
  if (from < format.text.length) {
    parts.push({ kind: 'literal', text: format.text.slice(from) });
  }
  return { kind: 'joined', parts };
}
