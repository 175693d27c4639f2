import type { Group } from '../../pushgateway/group';

/**
 * Whether two answers of one gateway say the same, without comparing every sample: each push moves one of a group's two
 * times, but for an empty `PUT`, which takes all families away.
 */
export function sameGroups(before: readonly Group[], after: readonly Group[]): boolean {
  return before.length === after.length && before.every((group, index) => isSame(group, after[index]));
}

function isSame(before: Group, after: Group | undefined): boolean {
  return (
    after !== undefined &&
    before.id === after.id &&
    before.pushTime === after.pushTime &&
    before.pushFailureTime === after.pushFailureTime &&
    before.lastPushSuccessful === after.lastPushSuccessful &&
    before.families.length === after.families.length
  );
}
