/**
 * Why a request to a Pushgateway failed.
 * - `invalidUrl`: nothing was sent.
 * - `dns`, `refused`, `timeout`, `tls`, `network`: no whole answer came.
 * - `unauthorized` (401), `forbidden` (403), `notFound` (404), `redirected` (3xx: nothing was stored), `rejected` (other 4xx),
 *   `server` (5xx): the answer's status.
 * - `notAPushgateway`: an answer that no Pushgateway gives. `tooLarge`: an answer above the client's bound.
 * - `cancelled`: by the caller, or because the client was closed.
 */
export type GatewayErrorCode =
  | 'invalidUrl'
  | 'dns'
  | 'refused'
  | 'timeout'
  | 'tls'
  | 'network'
  | 'unauthorized'
  | 'forbidden'
  | 'notFound'
  | 'redirected'
  | 'rejected'
  | 'server'
  | 'notAPushgateway'
  | 'tooLarge'
  | 'cancelled';

/**
 * A failed request. `message` is a localized sentence for a person that names the next step and holds no credentials;
 * of a 400's body it holds the first line, `body` holds all of it.
 */
export class GatewayError extends Error {
  override readonly name = 'GatewayError';
  readonly code: GatewayErrorCode;
  /** HTTP status, when an answer came. */
  readonly status?: number;
  /** The answer's body as text, when it was an error. */
  readonly body?: string;

  constructor(
    code: GatewayErrorCode,
    message: string,
    details: { status?: number; body?: string; cause?: unknown } = {},
  ) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    if (details.status !== undefined) this.status = details.status;
    if (details.body !== undefined) this.body = details.body;
  }
}
