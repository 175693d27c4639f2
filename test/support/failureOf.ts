import assert from 'node:assert/strict';
import { GatewayError } from '../../src/pushgateway/gatewayError';
import type { GatewayErrorCode } from '../../src/pushgateway/gatewayError';

/** The rejection of a promise, which must be a `GatewayError` with the code; secrets of the tests hold `s3cret`. */
export async function failureOf(failing: Promise<unknown>, code: GatewayErrorCode): Promise<GatewayError> {
  const outcome = await failing.then(
    () => 'it succeeded',
    (error: unknown) => error,
  );
  assert.ok(outcome instanceof GatewayError, String(outcome));
  assert.equal(outcome.code, code, outcome.message);
  assert.doesNotMatch(outcome.message, /s3cret/);
  return outcome;
}
