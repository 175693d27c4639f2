import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer, type Socket } from 'node:net';
import { freePort } from '../support/freePort';
import { listenLocally } from '../support/localServer';
import { selfSignedCertificate } from '../support/selfSignedCertificate';

/** Something at a URL that is no healthy Pushgateway. */
export interface FaultyGateway {
  readonly name: string;
  /** What the runtime's warning must say. */
  readonly warning: RegExp;
  readonly start: () => Promise<{ readonly url: string; readonly close: () => Promise<void> }>;
}

const nothingToClose = (): Promise<void> => Promise.resolve();

/** One of each kind of fault, on real sockets. */
export const faultyGateways: readonly FaultyGateway[] = [
  {
    name: 'refuses connections',
    warning: /ConnectionRefusedError/,
    start: async () => ({ url: `http://127.0.0.1:${await freePort()}`, close: nothingToClose }),
  },
  {
    name: 'has a name that is not found',
    warning: /gaierror/,
    start: () => Promise.resolve({ url: 'http://no-such-host.invalid:9091', close: nothingToClose }),
  },
  raw('accepts and never answers', /no answer in time/, () => undefined),
  raw('answers a byte at a time, for ever', /no answer in time/, (socket) => {
    const beginning = 'HTTP/1.1 200 OK\r\nX-Drip: ';
    let sent = 0;
    const drip = setInterval(() => {
      socket.write(beginning.charAt(sent) || 'x');
      sent += 1;
    }, 100);
    socket.once('close', () => {
      clearInterval(drip);
    });
  }),
  raw('closes without an answer', /RemoteDisconnected|ConnectionResetError/, (socket) => socket.destroy()),
  raw('closes in the middle of the headers', /ConnectionError: the answer broke off/, (socket) =>
    socket.end('HTTP/1.1 200 OK\r\nContent-Le'),
  ),
  raw('closes in the middle of the body', /ConnectionError: the answer broke off/, (socket) =>
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf of it'),
  ),
  raw('answers garbage', /BadStatusLine/, (socket) => socket.end('\u0000\u001B[31m garbage \r\n\r\n')),
  answering(301, 'a redirect to http://elsewhere.invalid/, is not followed', { Location: 'http://elsewhere.invalid/' }),
  answering(400, 'the reason of the gateway'),
  answering(401, 'the reason of the gateway'),
  answering(404, 'the reason of the gateway'),
  answering(500, 'the reason of the gateway'),
  {
    name: 'speaks TLS with an unknown CA',
    warning: /CERTIFICATE_VERIFY_FAILED/,
    start: async () => {
      const certificate = await selfSignedCertificate('IP:127.0.0.1');
      const server = await listenLocally(createHttpsServer({ ...certificate }, (_request, response) => response.end()));
      return { url: `https://127.0.0.1:${server.port}`, close: () => server.close() };
    },
  },
  {
    name: 'speaks no TLS behind an https URL',
    warning: /SSLError|ConnectionResetError/,
    start: async () => {
      const server = await listenLocally(createHttpServer((_request, response) => response.end()));
      return { url: `https://127.0.0.1:${server.port}`, close: () => server.close() };
    },
  },
];

/** A TCP server that reads a request and then does `react`. */
function raw(name: string, warning: RegExp, react: (socket: Socket) => unknown): FaultyGateway {
  return {
    name,
    warning,
    start: async () => {
      const server = await listenLocally(
        createServer((socket) => {
          socket.once('data', () => {
            react(socket);
          });
        }),
      );
      return { url: `http://127.0.0.1:${server.port}`, close: () => server.close() };
    },
  };
}

function answering(status: number, reason: string, headers: Record<string, string> = {}): FaultyGateway {
  return {
    name: `answers ${status}`,
    warning: new RegExp(`HTTP ${status}\\b.*${reason}`),
    start: async () => {
      const server = await listenLocally(
        createHttpServer((request, response) => {
          request.resume().once('end', () => {
            response.writeHead(status, headers).end('the reason of\nthe gateway');
          });
        }),
      );
      return { url: `http://127.0.0.1:${server.port}`, close: () => server.close() };
    },
  };
}
