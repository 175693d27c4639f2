import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import type { GatewayClient } from '../../src/pushgateway/gatewayClient';
import type { GroupingKey } from '../../src/pushgateway/groupingKey';

/** The gateway answers 202 to a deletion, and deletes a moment later. */
export async function untilKeysAre(client: GatewayClient, expected: readonly GroupingKey[]): Promise<void> {
  const end = Date.now() + 10_000;
  for (;;) {
    const keys = (await client.groups()).map(({ key }) => key);
    if (keys.length <= expected.length || Date.now() > end) {
      assert.deepEqual(keys, expected);
      return;
    }
    await delay(10);
  }
}
