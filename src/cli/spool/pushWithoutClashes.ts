import type { GatewayClient } from '../../pushgateway/gatewayClient';
import { GatewayError } from '../../pushgateway/gatewayError';
import type { SpoolEntry } from './spoolEntry';

/**
 * Pushes an entry. Families that other groups hold are left out, since a gateway refuses the whole push else; the runtimes
 * do the same.
 * @returns the families that were left out
 * @throws GatewayError
 */
export async function pushWithoutClashes(
  client: GatewayClient,
  { key, families }: SpoolEntry,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const wanted = new Map(families);
  for (;;) {
    try {
      await client.push(key, [...wanted.values()].join(''), { method: 'POST', signal });
      return [...families.keys()].filter((name) => !wanted.has(name));
    } catch (error) {
      const clashing = [...wanted.keys()].filter((name) => isAtFault(error, name));
      if (clashing.length === 0 || clashing.length === wanted.size) {
        throw error;
      }
      for (const name of clashing) {
        wanted.delete(name);
      }
    }
  }
}

/** As in `collected metric "x" {…} was collected before with the same name and label values`. */
function isAtFault(error: unknown, family: string): boolean {
  return (
    error instanceof GatewayError &&
    error.status === 400 &&
    new RegExp(`\\b(?:metric|family|named) "?${family}"?(?![\\w:])`).test(error.body ?? '')
  );
}
