const unitMilliseconds: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
  y: 31_536_000_000,
};

/**
 * Milliseconds of a duration as Go and Prometheus write it: `5m`, `1h30m`, `0.5s`, `7d`; a bare `0` too.
 * Undefined when it is none.
 */
export function parseDuration(text: string): number | undefined {
  if (text === '0') {
    return 0;
  }
  const part = /(\d+(?:\.\d+)?)(ms|[smhdwy])/gy;
  let total = 0;
  let done = 0;
  for (let match = part.exec(text); match !== null; match = part.exec(text)) {
    total += Number(match[1]) * (unitMilliseconds[match[2] ?? ''] ?? Number.NaN);
    done = part.lastIndex;
  }
  return done > 0 && done === text.length && Number.isFinite(total) ? total : undefined;
}

/** A duration as a person says it, in its largest whole unit: `45s`, `12m`, `3h`, `2d`. Never negative. */
export function formatAge(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(milliseconds / 1_000));
  if (seconds < 60) {
    return `${seconds}s`;
  }
  if (seconds < 3_600) {
    return `${Math.floor(seconds / 60)}m`;
  }
  return seconds < 172_800 ? `${Math.floor(seconds / 3_600)}h` : `${Math.floor(seconds / 86_400)}d`;
}
