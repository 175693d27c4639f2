import type { MetricFamily } from '../exposition/metricFamily';
import type { GroupingKey } from '../groupingKey';
import { PUSH_FAILURE_TIME, PUSH_TIME, timeFamily } from './pushTimes';
import { sanitizeFamily } from './sanitizeFamily';
import { storedFamily } from './storedGroup';
import type { StoredFamily, StoredGroup } from './storedGroup';

export interface Push {
  readonly key: GroupingKey;
  /** With unique names. */
  readonly families: readonly MetricFamily[];
  /** `PUT` replaces the whole group, `POST` only the families of the same names. */
  readonly replace: boolean;
}

/**
 * The group after a push (pushgateway storage.processWriteRequest). Both times stay under `PUT`; a pushed `push_time_seconds` is
 * overwritten, a pushed `push_failure_time_seconds` only while the group has none.
 */
export function groupAfterPush(group: StoredGroup | undefined, push: Push, nowMs: number): StoredGroup {
  const { key, replace } = push;
  const families = new Map<string, StoredFamily>(group?.families);
  const hadFailureTime = families.has(PUSH_FAILURE_TIME);
  if (replace) {
    for (const name of families.keys()) {
      if (name !== PUSH_TIME && name !== PUSH_FAILURE_TIME) families.delete(name);
    }
  }
  for (const family of push.families) families.set(family.name, storedFamily(sanitizeFamily(family, key), nowMs));
  families.set(PUSH_TIME, timeFamily(PUSH_TIME, key, nowMs, nowMs));
  if (!hadFailureTime) families.set(PUSH_FAILURE_TIME, timeFamily(PUSH_FAILURE_TIME, key, 'never', nowMs));
  return { key, families };
}

/** The group after a push that was rejected: only the failure time moves, and a group that was not there comes into being. */
export function groupAfterRejection(group: StoredGroup | undefined, key: GroupingKey, nowMs: number): StoredGroup {
  const families = new Map<string, StoredFamily>(group?.families);
  families.set(PUSH_FAILURE_TIME, timeFamily(PUSH_FAILURE_TIME, key, nowMs, nowMs));
  if (!families.has(PUSH_TIME)) families.set(PUSH_TIME, timeFamily(PUSH_TIME, key, 'never', nowMs));
  return { key, families };
}
