import { GatewayError } from '../../pushgateway/gatewayError';
import { groupId } from '../../pushgateway/groupingKey';
import { expositionOf } from '../../pushgateway/testMetric';
import type { GatewayClients } from '../gateways/gatewayClients';
import type { GatewayEntry } from '../gateways/gatewayEntry';
import type { GatewayStore } from '../gateways/gatewayStore';
import type { TestPush } from './testPush';

export type PushOutcome =
  | { readonly kind: 'pushed'; readonly groupId: string }
  /** The gateway took the request and refused its content; `body` is its whole answer. */
  | { readonly kind: 'rejected'; readonly status: number; readonly body: string };

/**
 * Pushes with `POST`, so that other families of the group stay, and looks at the gateway again.
 * @throws GatewayError when the gateway could not be asked
 */
export async function pushTestMetrics(
  gateway: GatewayEntry,
  push: TestPush,
  clients: GatewayClients,
  store: GatewayStore,
  signal?: AbortSignal,
): Promise<PushOutcome> {
  const client = await clients.client(gateway);
  const text = await expositionOf([push.metric]);
  try {
    await client.push(push.key, text, { method: 'POST', ...(signal === undefined ? {} : { signal }) });
  } catch (error) {
    if (!(error instanceof GatewayError) || error.code !== 'rejected') throw error;
    // A push that is rejected as inconsistent leaves its mark on the gateway: the failed group is to be seen.
    await store.refresh(gateway.id);
    return { kind: 'rejected', status: error.status ?? 400, body: error.body ?? '' };
  }
  await store.refresh(gateway.id);
  return { kind: 'pushed', groupId: groupId(push.key) };
}
