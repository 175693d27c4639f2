import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import * as l10n from '@vscode/l10n';
import type { Answer } from './answer';
import { errorAnswer } from './answer';
import { boundedServer } from './boundedServer';
import { increasingClock } from './clock';
import { foreignRequestReason, urlHost } from './foreignRequest';
import { encodeGroups } from './groupsFile';
import { GroupStore } from './groupStore';
import { defaultLimits } from './limits';
import type { Limits } from './limits';
import { listen } from './listen';
import { OwnMetrics } from './ownMetrics';
import { Persistence, restoreGroups } from './persistence';
import { BodyReader } from './requestBody';
import { closingAnswer, handleRequest } from './requestHandler';
import type { HandlerParts } from './requestHandler';
import { sendAnswer } from './sendAnswer';
import { statusFlags } from './statusFlags';

export interface DevGatewayOptions {
  /** Where to listen; 127.0.0.1 if not given. Any other host lets others push, without a password: only when a person asks for it. */
  readonly host?: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Keeps the groups over restarts; without it they end with the gateway. */
  readonly persistenceFile?: string;
  /** At least so long between two writes of the file; 5 minutes if not given. */
  readonly persistenceIntervalMs?: number;
  /** `PUT /api/v1/admin/wipe` deletes everything. */
  readonly enableAdminApi?: boolean;
  /** Hears, in the user's language, what a person may want to know: what was restored, refused, not written. */
  readonly onLog?: (line: string) => void;
  readonly limits?: Partial<Limits>;
}

export interface DevGateway {
  /** `http://127.0.0.1:9091`, without a slash at the end. */
  readonly url: string;
  readonly port: number;
  /**
   * Takes no more pushes, writes the persistence file, then closes all connections. May be called again.
   * @throws DevGatewayError `persistence` when the file could not be written; it is closed nevertheless
   */
  close(): Promise<void>;
}

const DEFAULT_HOST = '127.0.0.1';
const DEFAULT_PERSISTENCE_INTERVAL_MS = 5 * 60_000;

/** Answers that are on their way when the gateway stops get this long. */
const LAST_ANSWERS_MS = 300;

/**
 * Starts a Pushgateway for development, in this process: it answers as a Pushgateway 1.5 does, but only to this machine unless another
 * host is given, and within limits.
 * @throws DevGatewayError when it cannot listen, or the persistence file cannot be used
 */
export async function startDevGateway(options: DevGatewayOptions): Promise<DevGateway> {
  const host = options.host ?? DEFAULT_HOST;
  const log = options.onLog ?? (() => undefined);
  const limits = { ...defaultLimits, ...options.limits };
  const intervalMs = options.persistenceIntervalMs ?? DEFAULT_PERSISTENCE_INTERVAL_MS;
  const path = options.persistenceFile;
  const now = increasingClock();
  const startTimeMs = now();
  const closing = new AbortController();

  const restored = path === undefined ? [] : await restoreGroups(path, log);
  const store = new GroupStore(restored, now, () => persistence?.changed());
  const persistence =
    path === undefined
      ? undefined
      : new Persistence({ path, intervalMs, encode: () => encodeGroups(store.groups()), log });

  let port = options.port;
  const parts: HandlerParts = {
    store,
    ownMetrics: new OwnMetrics(startTimeMs),
    bodies: new BodyReader(limits),
    enableAdminApi: options.enableAdminApi ?? false,
    startTimeMs,
    flags: () => statusFlags({ ...options, host, port, persistenceIntervalMs: intervalMs }),
    closing: closing.signal,
  };
  const server = boundedServer(limits, (request, response) => {
    void answer(request, response);
  });
  port = await listen(server, host, port);
  server.on('error', (error) => {
    log(error.message);
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const result = await answerFor(request);
    if (result === undefined || response.destroyed) return;
    if (result.status >= 400)
      log(`${request.method} ${request.url}: ${result.status} ${result.body}`.trim().slice(0, 500));
    sendAnswer(request, response, result);
  }

  async function answerFor(request: IncomingMessage): Promise<Answer | undefined> {
    const foreign = foreignRequestReason(request, host, port);
    if (foreign !== undefined) return errorAnswer(403, foreign);
    if (closing.signal.aborted) return closingAnswer();
    try {
      return await handleRequest(request, parts);
    } catch (error) {
      const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
      log(l10n.t('A request failed, which is a defect of the gateway: {0}', reason));
      return errorAnswer(500, l10n.t('This is a defect of the development gateway; its log says more.'));
    }
  }

  async function close(): Promise<void> {
    closing.abort();
    const closed = new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
    });
    try {
      await persistence?.close();
    } finally {
      await Promise.race([closed, delay(LAST_ANSWERS_MS)]);
      server.closeAllConnections();
      await closed;
    }
  }

  let closed: Promise<void> | undefined;
  return { url: `http://${urlHost(reachableHost(host))}:${port}`, port, close: () => (closed ??= close()) };
}

/** 'All addresses' is where one listens, not where one connects to. */
function reachableHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  return host === '::' ? '::1' : host;
}
