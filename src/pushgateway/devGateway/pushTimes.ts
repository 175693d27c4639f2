import type { MetricFamily } from '../exposition/metricFamily';
import type { GroupingKey } from '../groupingKey';
import { sanitizeFamily } from './sanitizeFamily';
import { storedFamily } from './storedGroup';
import type { StoredFamily, StoredGroup } from './storedGroup';

export const PUSH_TIME = 'push_time_seconds';
export const PUSH_FAILURE_TIME = 'push_failure_time_seconds';

const HELP = {
  [PUSH_TIME]: 'Last Unix time when changing this group in the Pushgateway succeeded.',
  [PUSH_FAILURE_TIME]: 'Last Unix time when changing this group in the Pushgateway failed.',
};

/**
 * The family that tells when a group was changed.
 * @param eventMs Unix milliseconds, or 'never' (its value is then 0)
 * @param timeMs when the family itself is written
 */
export function timeFamily(
  name: typeof PUSH_TIME | typeof PUSH_FAILURE_TIME,
  key: GroupingKey,
  eventMs: number | 'never',
  timeMs: number,
): StoredFamily {
  const value = eventMs === 'never' ? 0 : eventMs / 1000;
  const family: MetricFamily = {
    name,
    type: 'GAUGE',
    help: HELP[name],
    metrics: [{ kind: 'number', labels: [], value }],
  };
  return storedFamily(sanitizeFamily(family, key), timeMs);
}

/** The failure time is not after the push time (pushgateway storage.LastPushSuccess). */
export function lastPushSuccessful(group: StoredGroup): boolean {
  return gaugeValue(group, PUSH_FAILURE_TIME) <= gaugeValue(group, PUSH_TIME);
}

/** Of the first metric; a pushed `push_failure_time_seconds` of another type counts as 0. */
export function gaugeValue(group: StoredGroup, name: string): number {
  const family = group.families.get(name)?.family;
  const metric = family?.metrics[0];
  return family?.type === 'GAUGE' && metric?.kind === 'number' ? metric.value : 0;
}
