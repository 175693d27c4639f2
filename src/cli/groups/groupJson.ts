import type { Group } from '../../pushgateway/group';

/** A group in JSON output; times are unix seconds, `null` where the gateway has none. */
export function groupJson(group: Group): object {
  return {
    key: group.key,
    lastPushSuccessful: group.lastPushSuccessful,
    pushTime: group.pushTime ?? null,
    pushFailureTime: group.pushFailureTime ?? null,
    families: group.families.map(({ name, type, help, metrics }) => ({ name, type, help, metrics })),
  };
}
