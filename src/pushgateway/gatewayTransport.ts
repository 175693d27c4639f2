import * as l10n from '@vscode/l10n';
import { Agent, request } from 'undici';
import type { Dispatcher } from 'undici';
import { answerFailure } from './answerFailure';
import type { GatewayAnswer } from './answerFailure';
import { connectionFailure, timeoutFailure } from './connectionFailure';
import { GatewayError } from './gatewayError';
import { readBody } from './readBody';

export interface TransportOptions {
  /** Origin and route prefix, without a slash at the end and without credentials. */
  readonly url: string;
  /** Value of the `Authorization` header. */
  readonly authorization?: string;
  /** What must not appear in any error: passwords and tokens. */
  readonly secrets: readonly string[];
  readonly ca?: string;
  readonly timeoutMs: number;
  readonly maxBodyBytes: number;
  readonly dispatcher?: Dispatcher;
}

export interface GatewayRequest {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** Below the route prefix, percent-encoded. */
  readonly path: string;
  readonly body?: string;
}

/** An error's body is read up to here: the longest that a Pushgateway sends names every clashing series. */
const MAX_ERROR_BODY_BYTES = 1024 * 1024;

/**
 * Sends single requests to one gateway. Every answer outside 2xx and every failure is thrown as a `GatewayError`.
 * Redirects are not followed: a Pushgateway's redirect stores nothing, and credentials must not reach another host.
 */
export class GatewayTransport {
  readonly #options: TransportOptions;
  readonly #dispatcher: Dispatcher;
  readonly #ownAgent?: Agent;
  /** Aborted by `close()`: ends the requests under way, and the sockets that still connect (undici leaves those alone). */
  readonly #closing = new AbortController();

  constructor(options: TransportOptions) {
    this.#options = options;
    if (options.dispatcher === undefined) {
      this.#ownAgent = createAgent(options, this.#closing.signal);
      this.#dispatcher = this.#ownAgent;
    } else {
      this.#dispatcher = options.dispatcher;
    }
  }

  /** Sends and reads the whole answer; resolves for 2xx only. */
  async send(asked: GatewayRequest, signal?: AbortSignal): Promise<GatewayAnswer> {
    const { url: display, timeoutMs } = this.#options;
    const { running, end } = this.#start(signal);
    try {
      // undici heeds the signal only once it is connected: a connect that hangs must not hold up who cancelled.
      const answer = await Promise.race([this.#exchange(asked, running), rejectedBy(running)]);
      const failure = answerFailure(answer, this.#withoutSecrets(answer.body.toString('utf8')), {
        display,
        method: asked.method,
        withCredentials: this.#options.authorization !== undefined,
      });
      if (failure !== undefined) throw failure;
      return answer;
    } catch (error) {
      // What an abort looks like depends on how far the request was; its reason does not.
      if (running.aborted) {
        throw running.reason === DEADLINE ? timeoutFailure(display, timeoutMs, error) : cancelled(error);
      }
      throw error instanceof GatewayError ? error : connectionFailure(error, display, timeoutMs);
    } finally {
      end();
    }
  }

  /** Ends what is under way as `cancelled`, and every connection of ours; an injected dispatcher stays open. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#ownAgent?.destroy();
  }

  /**
   * The signal of one request: the caller's, the deadline's and the client's own in one. By hand, since AbortSignal.any()
   * with AbortSignal.timeout() may be collected before it fires (nodejs/node#54614) and its timer outlives the request.
   */
  #start(signal: AbortSignal | undefined): { running: AbortSignal; end: () => void } {
    const controller = new AbortController();
    const cancel = (): void => {
      controller.abort(CANCELLED);
    };
    const sources = signal === undefined ? [this.#closing.signal] : [this.#closing.signal, signal];
    const timer = setTimeout(() => {
      controller.abort(DEADLINE);
    }, this.#options.timeoutMs);
    for (const source of sources) {
      if (source.aborted) cancel();
      source.addEventListener('abort', cancel);
    }
    const end = (): void => {
      clearTimeout(timer);
      for (const source of sources) source.removeEventListener('abort', cancel);
    };
    return { running: controller.signal, end };
  }

  async #exchange({ method, path, body }: GatewayRequest, signal: AbortSignal): Promise<GatewayAnswer> {
    signal.throwIfAborted();
    const { url, authorization, timeoutMs, maxBodyBytes } = this.#options;
    const response = await request(url + path, {
      dispatcher: this.#dispatcher,
      method,
      signal,
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      headers: {
        accept: 'application/json, text/plain;q=0.5',
        'accept-encoding': 'gzip',
        ...(body === undefined ? {} : { 'content-type': 'text/plain; version=0.0.4' }),
        ...(authorization === undefined ? {} : { authorization }),
      },
      ...(body === undefined ? {} : { body }),
    });
    const failed = response.statusCode < 200 || response.statusCode >= 300;
    const bound = failed ? Math.min(maxBodyBytes, MAX_ERROR_BODY_BYTES) : maxBodyBytes;
    const read = await readBody(response.body, header(response, 'content-encoding'), bound);
    if (read.cutOff && !failed) throw this.#tooLarge();
    const location = header(response, 'location');
    return {
      status: response.statusCode,
      mediaType: (header(response, 'content-type').split(';', 1)[0] ?? '').trim().toLowerCase(),
      body: read.bytes,
      ...(location === '' ? {} : { location }),
    };
  }

  #tooLarge(): GatewayError {
    const { url: display, maxBodyBytes } = this.#options;
    return new GatewayError(
      'tooLarge',
      l10n.t(
        'The answer of {0} is larger than {1} MiB and was not read. Check that it is a Pushgateway; if so, delete groups that are no longer needed.',
        display,
        String(Number((maxBodyBytes / 1024 / 1024).toPrecision(3))),
      ),
    );
  }

  /** An echoing server must not bring the password to the screen or the log. */
  #withoutSecrets(text: string): string {
    return this.#options.secrets.reduce((rest, secret) => rest.replaceAll(secret, '***'), text);
  }
}

const DEADLINE = Symbol('deadline');
const CANCELLED = Symbol('cancelled');

function createAgent({ ca, timeoutMs }: TransportOptions, signal: AbortSignal): Agent {
  return new Agent({
    connect: { timeout: timeoutMs, signal, ...(ca === undefined ? {} : { ca }) },
    headersTimeout: timeoutMs,
    bodyTimeout: timeoutMs,
  });
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => {
      reject(new Error('aborted', { cause: signal.reason }));
    });
  });
}

function cancelled(cause: unknown): GatewayError {
  return new GatewayError('cancelled', l10n.t('The request was cancelled.'), { cause });
}

function header(response: Dispatcher.ResponseData, name: string): string {
  const value = response.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? '';
}
