import type { Span } from '../../src/text/span';

/** All spans that a value holds, however deep: of facts, which are plain data. */
export function spansIn(value: unknown): readonly Span[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const own = isSpan(value) ? [value] : [];
  return [...own, ...Object.values(value).flatMap(spansIn)];
}

function isSpan(value: object): value is Span {
  return 'start' in value && 'end' in value && typeof value.start === 'number' && typeof value.end === 'number';
}
