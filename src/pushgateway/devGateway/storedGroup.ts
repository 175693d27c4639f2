import type { MetricFamily } from '../exposition/metricFamily';
import type { GroupingKey } from '../groupingKey';

/** One group as the gateway keeps it. Never changed: a push makes a new one. */
export interface StoredGroup {
  readonly key: GroupingKey;
  /** By name; the gateway's own `push_time_seconds` and `push_failure_time_seconds` among them. */
  readonly families: ReadonlyMap<string, StoredFamily>;
}

export interface StoredFamily {
  /** Sanitised: every metric has the labels of the group's key and an `instance`, sorted. */
  readonly family: MetricFamily;
  /** When it was pushed, in Unix milliseconds. */
  readonly timeMs: number;
  /** `seriesId` of each metric: made once, since every later push is checked against all of them. */
  readonly seriesIds: readonly string[];
}

export function storedFamily(family: MetricFamily, timeMs: number): StoredFamily {
  const seriesIds = family.metrics.map(({ labels }) =>
    JSON.stringify([family.name, ...labels.flatMap(({ name, value }) => [name, value])]),
  );
  return { family, timeMs, seriesIds };
}
