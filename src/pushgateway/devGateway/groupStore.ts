import type { MetricFamily } from '../exposition/metricFamily';
import { groupId } from '../groupingKey';
import type { GroupingKey } from '../groupingKey';
import { groupAfterPush, groupAfterRejection } from './changeGroup';
import type { Push } from './changeGroup';
import { findInconsistency } from './gather';
import type { StoredGroup } from './storedGroup';

export type PushOutcome =
  | { readonly kind: 'stored' }
  /** In the Pushgateway's words. The group's failure time was set. */
  | { readonly kind: 'rejected'; readonly reason: string };

/** The groups of a gateway. */
export class GroupStore {
  private readonly byId = new Map<string, StoredGroup>();

  /**
   * @param now Unix milliseconds, later with every call
   * @param changed called after every change
   */
  constructor(
    groups: Iterable<StoredGroup>,
    private readonly now: () => number,
    private readonly changed: () => void,
  ) {
    for (const group of groups) this.byId.set(groupId(group.key), group);
  }

  get size(): number {
    return this.byId.size;
  }

  groups(): Iterable<StoredGroup> {
    return this.byId.values();
  }

  /**
   * Stores a push when everything would be consistent with it: whatever is wrong in any group makes every push fail, as on a real
   * Pushgateway. That costs time in proportion to all series.
   */
  push(push: Push): PushOutcome {
    const id = groupId(push.key);
    const before = this.byId.get(id);
    const nowMs = this.now();
    if (hasTimestamps(push.families)) return this.reject(push.key, 'pushed metrics must not have timestamps', nowMs);
    const after = groupAfterPush(before, push, nowMs);
    const inconsistency = findInconsistency(this.groupsWith(id, after));
    if (inconsistency !== undefined) return this.reject(push.key, inconsistency, nowMs);
    this.byId.set(id, after);
    this.changed();
    return { kind: 'stored' };
  }

  /** Deletes the group of exactly this key, if there is one. */
  delete(key: GroupingKey): void {
    if (this.byId.delete(groupId(key))) this.changed();
  }

  wipe(): void {
    this.byId.clear();
    this.changed();
  }

  private reject(key: GroupingKey, reason: string, nowMs: number): PushOutcome {
    const id = groupId(key);
    this.byId.set(id, groupAfterRejection(this.byId.get(id), key, nowMs));
    this.changed();
    return { kind: 'rejected', reason };
  }

  private *groupsWith(id: string, group: StoredGroup): Iterable<StoredGroup> {
    for (const [otherId, other] of this.byId) {
      if (otherId !== id) yield other;
    }
    yield group;
  }
}

function hasTimestamps(families: readonly MetricFamily[]): boolean {
  return families.some(({ metrics }) => metrics.some(({ timestampMs }) => timestampMs !== undefined));
}
