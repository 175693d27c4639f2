import * as l10n from '@vscode/l10n';
import type { Dispatcher } from 'undici';
import { isHtml, notAPushgateway } from './answerFailure';
import type { GatewayAnswer } from './answerFailure';
import { decodeGroups } from './decodeGroups';
import { decodeStatus } from './decodeStatus';
import type { GatewayStatus } from './decodeStatus';
import { GatewayError } from './gatewayError';
import { GatewayTransport } from './gatewayTransport';
import type { GatewayRequest } from './gatewayTransport';
import { parseGatewayUrl } from './gatewayUrl';
import type { Group } from './group';
import { metricsPath } from './groupingKey';
import type { GroupingKey } from './groupingKey';

export type GatewayAuth =
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | { readonly kind: 'bearer'; readonly token: string };

export interface GatewayConnection {
  /** As a person types it, see `parseGatewayUrl`; credentials in it are used unless `auth` is given. */
  readonly url: string;
  readonly auth?: GatewayAuth;
  /** Contents of a CA file (PEM), trusted in place of the system's. An injected dispatcher brings its own. */
  readonly ca?: string;
  /** Bound on each request from start to last byte, in milliseconds; default 10,000. */
  readonly timeoutMs?: number;
  /** Longest answer that is read, in bytes, counted after unpacking; default 256 MiB. */
  readonly maxBodyBytes?: number;
  /** Sends the requests in place of an own agent, for instance through a proxy; `close()` leaves it open. */
  readonly dispatcher?: Dispatcher;
}

const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_MAX_BODY_BYTES = 256 * 1024 * 1024;

/**
 * The HTTP API of one Pushgateway (or of what speaks like one). Each method sends one request, resolves only for an answer of
 * 2xx, and otherwise rejects with a `GatewayError`, also when the URL cannot be read (`invalidUrl`). Redirects are never followed.
 */
export class GatewayClient {
  readonly #transport: GatewayTransport | Unusable;
  /** The gateway's address without credentials. */
  readonly #display: string;

  constructor(connection: GatewayConnection) {
    const url = parseGatewayUrl(connection.url);
    if (url.kind === 'invalid') {
      this.#display = '';
      this.#transport = { code: 'invalidUrl', reason: url.reason };
      return;
    }
    this.#display = url.display;
    const { ca, dispatcher } = connection;
    const auth = connection.auth ?? url.auth;
    const credentials = auth === undefined ? { secrets: [] } : credentialsOf(auth);
    if ('reason' in credentials) {
      this.#transport = credentials;
      return;
    }
    this.#transport = new GatewayTransport({
      url: url.url,
      ...credentials,
      ...(ca === undefined ? {} : { ca }),
      ...(dispatcher === undefined ? {} : { dispatcher }),
      timeoutMs: connection.timeoutMs ?? DEFAULT_TIMEOUT_MS,
      maxBodyBytes: connection.maxBodyBytes ?? DEFAULT_MAX_BODY_BYTES,
    });
  }

  /** Version and flags; the cheapest way to learn whether a Pushgateway answers here. */
  async status(signal?: AbortSignal): Promise<GatewayStatus> {
    return decodeStatus(await this.#getJson('/api/v1/status', signal), this.#display);
  }

  /** All groups, sorted by their id. */
  async groups(signal?: AbortSignal): Promise<readonly Group[]> {
    return decodeGroups(await this.#getJson('/api/v1/metrics', signal), this.#display);
  }

  /**
   * Pushes a text of the exposition format 0.0.4 as it is given (the gateway insists on LF and a last LF).
   * `PUT` replaces the whole group, `POST` only the families of the same names.
   */
  async push(
    key: GroupingKey,
    text: string,
    { method, signal }: { method: 'POST' | 'PUT'; signal?: AbortSignal },
  ): Promise<void> {
    await this.#change({ method, path: metricsPath(key), body: text }, signal);
  }

  /**
   * Deletes the group with exactly this key; one that is not there is no error. The gateway only queues the deletion (202):
   * `groups()` may still show the group for a moment, while a later push to it comes after.
   */
  async deleteGroup(key: GroupingKey, signal?: AbortSignal): Promise<void> {
    await this.#change({ method: 'DELETE', path: metricsPath(key) }, signal);
  }

  /** Deletes all groups, queued like `deleteGroup`; the gateway must run with `--web.enable-admin-api`, otherwise the error is `notFound`. */
  async wipe(signal?: AbortSignal): Promise<void> {
    try {
      await this.#change({ method: 'PUT', path: '/api/v1/admin/wipe' }, signal);
    } catch (error) {
      if (!(error instanceof GatewayError) || error.code !== 'notFound') throw error;
      throw new GatewayError(
        'notFound',
        l10n.t(
          'The gateway at {0} cannot be wiped (404): its admin API is off, or the path of the URL is wrong. Start it with --web.enable-admin-api.',
          this.#display,
        ),
        { status: 404, ...(error.body === undefined ? {} : { body: error.body }), cause: error },
      );
    }
  }

  /** Ends requests under way as `cancelled` and closes the connections; later requests are `cancelled` at once. */
  async close(): Promise<void> {
    if (this.#transport instanceof GatewayTransport) await this.#transport.close();
  }

  async #getJson(path: string, signal: AbortSignal | undefined): Promise<unknown> {
    const answer = await this.#send({ method: 'GET', path }, signal);
    if (isHtml(answer)) throw this.#sentHtml(answer);
    try {
      return JSON.parse(answer.body.toString('utf8')) as unknown;
    } catch (error) {
      // The parser quotes what it read: not as the cause's message to a person, but for the log.
      throw notAPushgateway(this.#display, l10n.t('its answer is not whole JSON'), {
        status: answer.status,
        cause: error,
      });
    }
  }

  /** A web server that says 200 to everything has stored nothing. */
  async #change(asked: GatewayRequest, signal: AbortSignal | undefined): Promise<void> {
    const answer = await this.#send(asked, signal);
    if (isHtml(answer)) throw this.#sentHtml(answer);
  }

  async #send(asked: GatewayRequest, signal: AbortSignal | undefined): Promise<GatewayAnswer> {
    if (this.#transport instanceof GatewayTransport) return this.#transport.send(asked, signal);
    throw new GatewayError(this.#transport.code, this.#transport.reason);
  }

  #sentHtml(answer: GatewayAnswer): GatewayError {
    return notAPushgateway(this.#display, l10n.t('it sent a web page'), { status: answer.status });
  }
}

/** Why nothing can be sent at all. */
interface Unusable {
  readonly code: 'invalidUrl' | 'unauthorized';
  readonly reason: string;
}

interface Credentials {
  readonly authorization: string;
  readonly secrets: readonly string[];
}

/** Shorter secrets would be struck out of every other word of a message. */
const SHORTEST_SECRET = 4;

function credentialsOf(auth: GatewayAuth): Credentials | Unusable {
  const secret = auth.kind === 'basic' ? auth.password : auth.token.trim();
  if (auth.kind === 'bearer' && !/^[\x21-\x7e]+$/.test(secret)) {
    return {
      code: 'unauthorized',
      reason: l10n.t('The token is empty or holds spaces or other characters that no token has. Copy it once more.'),
    };
  }
  const sent =
    auth.kind === 'basic' ? Buffer.from(`${auth.username}:${auth.password}`, 'utf8').toString('base64') : secret;
  return {
    authorization: `${auth.kind === 'basic' ? 'Basic' : 'Bearer'} ${sent}`,
    secrets: [sent, secret].filter(({ length }) => length >= SHORTEST_SECRET),
  };
}
