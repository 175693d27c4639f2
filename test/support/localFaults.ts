import assert from 'node:assert/strict';
import { createServer as createHttpServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import type { Server, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { GatewayClient } from '../../src/pushgateway/gatewayClient';
import type { GatewayConnection } from '../../src/pushgateway/gatewayClient';
import { listenLocally } from './localServer';
import type { LocalServer } from './localServer';
import { selfSignedCertificate } from './selfSignedCertificate';

/** Servers and clients of one test, which it need not close. */
export interface LocalFaults {
  serve(server: Server): Promise<LocalServer>;
  /** Each resolves to the server's URL. */
  serveHttp(listener: RequestListener): Promise<string>;
  serveTcp(onConnection: (socket: Socket) => void): Promise<string>;
  serveHttps(subjectAltName: string, listener: RequestListener): Promise<{ url: string; cert: string }>;
  clientOf(url: string, options?: Omit<GatewayConnection, 'url'>): GatewayClient;
  /** Runs after the test, before what was opened earlier is closed. */
  afterwards(cleanUp: () => Promise<void>): void;
}

/**
 * For a `describe`: closes after each test what it opened, and fails the test if sockets or timers stay open then.
 */
export function localFaults(): LocalFaults {
  const cleanUps: (() => Promise<void>)[] = [];
  let resourcesBefore: string;

  beforeEach(async () => {
    // Asynchronous, so that mocha's own timer runs here as it does in afterEach.
    await delay(1);
    resourcesBefore = openResources();
  });

  afterEach(async () => {
    for (const cleanUp of cleanUps.splice(0).toReversed()) await cleanUp();
    const end = Date.now() + 5_000;
    while (openResources() !== resourcesBefore && Date.now() < end) await delay(10);
    assert.equal(openResources(), resourcesBefore, 'something stays open');
  });

  const serve = async (server: Server): Promise<LocalServer> => {
    const local = await listenLocally(server);
    cleanUps.push(() => local.close());
    return local;
  };
  return {
    serve,
    serveHttp: async (listener) => `http://127.0.0.1:${(await serve(createHttpServer(listener))).port}`,
    serveTcp: async (onConnection) => `http://127.0.0.1:${(await serve(createTcpServer(onConnection))).port}`,
    serveHttps: async (subjectAltName, listener) => {
      const certificate = await selfSignedCertificate(subjectAltName);
      const { port } = await serve(createHttpsServer({ ...certificate }, listener));
      return { url: `https://127.0.0.1:${port}`, cert: certificate.cert };
    },
    clientOf: (url, options = {}) => {
      const client = new GatewayClient({ url, ...options });
      cleanUps.push(() => client.close());
      return client;
    },
    afterwards: (cleanUp) => {
      cleanUps.push(cleanUp);
    },
  };
}

/** What of the network, and which timers, keep the process alive. */
function openResources(): string {
  return process
    .getActiveResourcesInfo()
    .filter((kind) => /^(TCP|TLS|GetAddrInfo|Timeout|Zlib)/.test(kind))
    .toSorted()
    .join();
}
