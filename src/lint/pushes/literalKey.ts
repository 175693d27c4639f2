import type { LabelValue } from '../../syntax/metrics/labelValue';
import type { Push } from '../../syntax/metrics/push';

/** The labels of the group that a push goes to, sorted by name, where the source says all of them; undefined otherwise. */
export function literalKey({
  job,
  groupingKey,
  keyComplete,
}: Push): readonly (readonly [string, string])[] | undefined {
  if (!keyComplete || job === undefined) {
    return undefined;
  }
  const labels: [string, string][] = [];
  for (const { name, value } of [{ ...job, name: 'job' }, ...groupingKey]) {
    const text = literalText(value);
    if (name === undefined || text === undefined) {
      return undefined;
    }
    labels.push([name, text]);
  }
  return labels.toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** As the exposition format writes labels: `{job="nightly",team="data"}`. */
export function keyText(key: readonly (readonly [string, string])[]): string {
  return `{${key.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join(',')}}`;
}

function literalText(value: LabelValue): string | undefined {
  return value.kind === 'literal'
    ? value.text
    : value.kind === 'name' && value.value !== undefined
      ? literalText(value.value)
      : undefined;
}
