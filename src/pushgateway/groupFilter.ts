import type { Group } from './group';

/** Which groups are meant; what is not given does not narrow. */
export interface GroupFilter {
  /** Must fit the value of the label; a label that the key lacks has the value "". */
  readonly labels: ReadonlyMap<string, RegExp>;
  /** Only groups whose last push is at least this many milliseconds ago. */
  readonly olderThanMs?: number;
  /** Only groups whose last push failed. */
  readonly failedOnly?: boolean;
}

/**
 * Time of the last push that the gateway took, in milliseconds since 1970; for a group that never took one (a first
 * push that was rejected leaves such a group behind) the time of the failure. Undefined when neither is known.
 */
export function lastPushMs(group: Group): number | undefined {
  const seconds = group.pushTime || group.pushFailureTime;
  return seconds ? seconds * 1_000 : undefined;
}

export function matchesGroup(group: Group, filter: GroupFilter, nowMs: number): boolean {
  for (const [label, pattern] of filter.labels) {
    if (!pattern.test(group.key[label] ?? '')) {
      return false;
    }
  }
  if (filter.failedOnly === true && group.lastPushSuccessful) {
    return false;
  }
  if (filter.olderThanMs !== undefined) {
    const last = lastPushMs(group);
    return last !== undefined && nowMs - last >= filter.olderThanMs;
  }
  return true;
}
