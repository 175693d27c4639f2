import type { GatewayAuth } from '../../pushgateway/gatewayClient';
import { GatewayError } from '../../pushgateway/gatewayError';
import type { GatewayStatus } from '../../pushgateway/decodeStatus';

export type ConnectionTest =
  | { readonly kind: 'answers'; readonly status: GatewayStatus }
  | { readonly kind: 'fails'; readonly error: GatewayError };

/** Asks the gateway who it is. A cancelled test rejects with the `cancelled` GatewayError. */
export async function testConnection(
  url: string,
  auth: GatewayAuth | undefined,
  signal: AbortSignal,
): Promise<ConnectionTest> {
  const { GatewayClient } = await import('../../pushgateway/gatewayClient');
  const client = new GatewayClient({ url, ...(auth === undefined ? {} : { auth }) });
  try {
    return { kind: 'answers', status: await client.status(signal) };
  } catch (error) {
    if (error instanceof GatewayError && error.code !== 'cancelled') return { kind: 'fails', error };
    throw error;
  } finally {
    await client.close();
  }
}
