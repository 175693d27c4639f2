import { setTimeout as delay } from 'node:timers/promises';
import type { GatewayClient } from './gatewayClient';
import type { Group } from './group';

/** How often, and how many milliseconds apart, the groups are read again: about five seconds in all. */
const readings = 20;
const pauseMs = 250;

/**
 * Waits until a gateway no longer holds the groups with these ids. A Pushgateway only queues a deletion (202) and carries
 * it out a moment later: who reads at once may still see the group.
 * @returns the groups that are still there after some five seconds; none when all are gone
 * @throws GatewayError
 */
export async function awaitDeletion(
  client: GatewayClient,
  ids: ReadonlySet<string>,
  signal?: AbortSignal,
): Promise<readonly Group[]> {
  for (let reading = 1; ; reading++) {
    const left = (await client.groups(signal)).filter((group) => ids.has(group.id));
    if (left.length === 0 || reading === readings) {
      return left;
    }
    await delay(pauseMs, undefined, signal === undefined ? {} : { signal });
  }
}
