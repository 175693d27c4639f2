import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { createServer as createTcpServer } from 'node:net';
import { listenLocally } from '../../support/localServer';
import type { LocalServer } from '../../support/localServer';

const status = {
  status: 'success',
  data: { flags: {}, start_time: '2026-01-01T00:00:00Z', build_information: { version: '1.5.1' } },
};

/** A web server that shows a page for everything. */
export function htmlServer(): Promise<LocalServer> {
  return listenLocally(
    createServer((_, response) => {
      response.setHeader('content-type', 'text/html');
      response.end('<!doctype html><title>Welcome to nginx!</title>');
    }),
  );
}

/** Takes connections and never says a word. */
export function silentServer(): Promise<LocalServer> {
  return listenLocally(createTcpServer(() => undefined));
}

export interface GuardedGateway extends LocalServer {
  /** What each request said in its `Authorization`. */
  readonly seen: readonly (string | undefined)[];
}

/** Speaks like an empty Pushgateway to those who bring this `Authorization`, and answers 401 to everybody else. */
export async function guardedGateway(authorization: string): Promise<GuardedGateway> {
  const seen: (string | undefined)[] = [];
  const local = await listenLocally(
    createServer((request: IncomingMessage, response) => {
      seen.push(request.headers.authorization);
      if (request.headers.authorization !== authorization) {
        response.writeHead(401, { 'www-authenticate': 'Basic' }).end('Unauthorized\n');
        return;
      }
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(request.url === '/api/v1/status' ? status : { status: 'success', data: [] }));
    }),
  );
  return { ...local, seen };
}

/** Speaks like a Pushgateway that holds this many groups of one metric each. */
export function crowdedGateway(groups: number): Promise<LocalServer> {
  const data = Array.from({ length: groups }, (_, index) => ({
    labels: { job: `job_${String(index).padStart(5, '0')}` },
    last_push_successful: true,
    push_time_seconds: {
      time_stamp: '2026-01-01T00:00:00Z',
      type: 'GAUGE',
      help: '',
      metrics: [{ labels: {}, value: '1.7e+09' }],
    },
  }));
  return listenLocally(
    createServer((request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(request.url === '/api/v1/status' ? status : { status: 'success', data }));
    }),
  );
}
