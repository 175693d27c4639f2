import assert from 'node:assert/strict';
import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { failureOf } from '../support/failureOf';
import { freePort } from '../support/freePort';
import { localFaults } from '../support/localFaults';
import { listenLocally } from '../support/localServer';

const EMPTY = '{"status":"success","data":[]}';

/** The client against what breaks below HTTP, on real sockets: each fault ends in time, with its code, and leaves nothing open. */
describe('GatewayClient and faults below HTTP', function () {
  this.timeout(60_000);

  const faults = localFaults();

  it('refused: says that nothing listens there', async () => {
    const url = `http://127.0.0.1:${await freePort()}`;
    const error = await failureOf(faults.clientOf(url).status(), 'refused');
    assert.ok(error.message.includes(`Nothing listens at ${url}`), error.message);
    assert.ok(error.cause instanceof Error);
  });

  it('refused: at every address of a host name', async () => {
    await failureOf(faults.clientOf(`http://localhost:${await freePort()}`).status(), 'refused');
  });

  it('unknown host name', async () => {
    const error = await failureOf(
      faults.clientOf('http://no-such-host.invalid:9091', { timeoutMs: 30_000 }).status(),
      'dns',
    );
    assert.match(error.message, /no-such-host\.invalid.* cannot be resolved/);
  });

  it('an answer that never comes', async () => {
    const url = await faults.serveTcp(() => undefined);
    const error = await failureOf(faults.clientOf(url, { timeoutMs: 200 }).status(), 'timeout');
    assert.match(error.message, /within 0\.2 s/);
  });

  it('a head that drips, faster than any timeout between two bytes', async () => {
    const url = await faults.serveTcp((socket) => {
      drip(socket, 'HTTP/1.1 200 OK\r\nX-Slow: '.padEnd(10_000, 'x'));
    });
    await failureOf(faults.clientOf(url, { timeoutMs: 500 }).status(), 'timeout');
  });

  it('a body of one byte a second', async () => {
    const url = await faults.serveHttp((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      drip(response, EMPTY, 1_000);
    });
    await failureOf(faults.clientOf(url, { timeoutMs: 1_500 }).groups(), 'timeout');
  });

  it('a TLS handshake that never ends', async () => {
    const url = await faults.serveTcp(() => undefined);
    await failureOf(faults.clientOf(url.replace('http:', 'https:'), { timeoutMs: 200 }).status(), 'timeout');
  });

  it('closes without an answer', async () => {
    const url = await faults.serveTcp((socket) => {
      socket.once('data', () => socket.destroy());
    });
    const error = await failureOf(faults.clientOf(url).push({ job: 'a' }, 'x 1\n', { method: 'POST' }), 'network');
    assert.ok(error.message.includes(url), error.message);
  });

  it('resets the connection', async () => {
    const url = await faults.serveTcp((socket) => {
      socket.once('data', () => socket.resetAndDestroy());
    });
    await failureOf(faults.clientOf(url).status(), 'network');
  });

  it('closes in the middle of the body', async () => {
    const url = await faults.serveHttp((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 });
      response.write(EMPTY, () => response.destroy());
    });
    await failureOf(faults.clientOf(url).groups(), 'network');
  });

  it('closes in the middle of a chunked body that would parse', async () => {
    const url = await faults.serveHttp((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write(EMPTY, () => response.destroy());
    });
    await failureOf(faults.clientOf(url).groups(), 'network');
  });

  it('another protocol', async () => {
    const url = await faults.serveTcp((socket) => {
      socket.end('SSH-2.0-OpenSSH_9.2\r\n');
    });
    await failureOf(faults.clientOf(url).status(), 'notAPushgateway');
  });

  describe('TLS', () => {
    it('a certificate that signs itself: asks for the CA file, and works with it', async () => {
      const { url, cert } = await faults.serveHttps('IP:127.0.0.1', answerEmpty);
      const error = await failureOf(faults.clientOf(url).groups(), 'tls');
      assert.match(error.message, /CA file/);
      assert.deepEqual(await faults.clientOf(url, { ca: cert }).groups(), []);
    });

    it('a certificate for another host', async () => {
      const { url, cert } = await faults.serveHttps('DNS:elsewhere.example', answerEmpty);
      const error = await failureOf(faults.clientOf(url, { ca: cert }).groups(), 'tls');
      assert.match(error.message, /another host name/);
    });

    it('a CA file that is none', async () => {
      const { url } = await faults.serveHttps('IP:127.0.0.1', answerEmpty);
      await failureOf(faults.clientOf(url, { ca: 'not a certificate' }).groups(), 'tls');
      const broken = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n';
      await failureOf(faults.clientOf(url, { ca: broken }).groups(), 'tls');
    });

    it('a server that speaks plain HTTP', async () => {
      const url = await faults.serveHttp(answerEmpty);
      const error = await failureOf(faults.clientOf(url.replace('http:', 'https:')).groups(), 'tls');
      assert.match(error.message, /http:\/\//);
    });
  });

  it('goes on after the gateway was restarted on the same port', async () => {
    const first = createHttpServer(answerEmpty);
    const local = await listenLocally(first);
    const client = faults.clientOf(`http://127.0.0.1:${local.port}`);
    await client.groups();
    await local.close();
    await failureOf(client.groups(), 'refused');
    const second = createHttpServer(answerEmpty);
    await new Promise<void>((resolve, reject) => {
      second.once('error', reject).listen(local.port, '127.0.0.1', resolve);
    });
    faults.afterwards(
      () =>
        new Promise((resolve) => {
          second.close(() => {
            resolve();
          });
          second.closeAllConnections();
        }),
    );
    assert.deepEqual(await client.groups(), []);
  });
});

/** Sends a text byte by byte, until it is at its end or the connection is. */
function drip(to: NodeJS.WritableStream, text: string, everyMs = 50): void {
  let at = 0;
  const timer = setInterval(() => {
    to.write(text[at] ?? '');
    at += 1;
    if (at >= text.length) clearInterval(timer);
  }, everyMs);
  to.on('close', () => {
    clearInterval(timer);
  });
}

function answerEmpty(_request: IncomingMessage, response: ServerResponse): void {
  response.end(EMPTY);
}
