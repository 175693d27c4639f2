/**
 * Why the development gateway cannot run, or cannot keep its groups.
 * - `portInUse`, `portForbidden` (the system reserves it), `hostUnknown` (no address of this machine), `listen` (anything else about
 *   listening): it did not start.
 * - `persistence`: at the start, the file cannot be used; at `close()`, the groups could not be written (it is closed nevertheless).
 */
export type DevGatewayErrorCode = 'portInUse' | 'portForbidden' | 'hostUnknown' | 'listen' | 'persistence';

/** `message` is a localized sentence for a person that names the next step. */
export class DevGatewayError extends Error {
  override readonly name = 'DevGatewayError';

  constructor(
    readonly code: DevGatewayErrorCode,
    message: string,
    cause: unknown,
  ) {
    super(message, { cause });
  }
}
