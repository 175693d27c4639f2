import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import type { Limits } from './limits';

/** A server that no client can hold up: not by sending slowly, not by reading slowly, not by many connections. */
export function boundedServer(limits: Limits, listener: RequestListener): Server {
  const server = createServer(
    {
      headersTimeout: limits.headersTimeoutMs,
      requestTimeout: limits.requestTimeoutMs,
      connectionsCheckingInterval: Math.min(1000, limits.headersTimeoutMs),
      keepAliveTimeout: limits.idleTimeoutMs,
      maxHeaderSize: 64 * 1024,
    },
    listener,
  );
  server.maxConnections = limits.maxConnections;
  // Without a listener the server destroys a connection on which nothing moves, such as one whose client does not read its answer.
  server.timeout = limits.idleTimeoutMs;
  return server;
}
