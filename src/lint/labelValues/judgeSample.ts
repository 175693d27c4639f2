import type { ValueGrowth, ValueJudgement } from './valueJudgement';

/** What a value of a sample looks like when there are ever new ones. */
const forms: readonly (readonly [ValueGrowth, RegExp])[] = [
  ['unique', /(^|[^\da-f])[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}($|[^\da-f])/i],
  // ISO 8601 with a time of day, or seconds and milliseconds since 1970 in this decade or the next.
  ['time', /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d|^(1[6-9]|2[01])\d{8}(\d{3})?$/],
  ['person', /^[^\s@/]+@[^\s@/]+\.[a-z]{2,}$/i],
];

/** Judges a label's value in a file of samples: it is written out, so only its form can tell. */
export function judgeSample(text: string): ValueJudgement {
  const form = forms.find(([, pattern]) => pattern.test(text));
  return form === undefined
    ? { kind: 'unknown' }
    : { kind: 'unbounded', growth: form[0], by: 'value', source: text.slice(0, 60) };
}
