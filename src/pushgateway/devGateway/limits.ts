/** What one client, or all together, may take. A real Pushgateway has none of these bounds. */
export interface Limits {
  /** Of one push, both as sent and unpacked. */
  readonly maxBodyBytes: number;
  /** Of one push: what a line becomes in memory is many times as long as the shortest one. */
  readonly maxBodyLines: number;
  /** Of all pushes that are being received, together. */
  readonly maxBodyBytesInFlight: number;
  readonly maxConnections: number;
  /** Time for the head of a request. */
  readonly headersTimeoutMs: number;
  /** Time for a whole request, so that a byte now and then does not hold a connection for ever. */
  readonly requestTimeoutMs: number;
  /** A connection on which nothing moves is closed after this time. */
  readonly idleTimeoutMs: number;
}

export const defaultLimits: Limits = {
  maxBodyBytes: 16 * 1024 * 1024,
  maxBodyLines: 250_000,
  maxBodyBytesInFlight: 128 * 1024 * 1024,
  maxConnections: 512,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  idleTimeoutMs: 60_000,
};
