import assert from 'node:assert/strict';
import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { GatewayErrorCode } from '../../src/pushgateway/gatewayError';
import { failureOf } from '../support/failureOf';
import { localFaults } from '../support/localFaults';

const PASSWORD = 'pass-s3cret';
const EMPTY = '{"status":"success","data":[]}';

/** The client against HTTP servers that answer otherwise than a Pushgateway: each answer has its code, and is read in bounds. */
describe('GatewayClient and unexpected answers', function () {
  this.timeout(60_000);

  const faults = localFaults();

  describe('answers of status 200', () => {
    const wrong: [what: string, type: string, body: string][] = [
      ['truncated JSON of the right length', 'application/json', EMPTY.slice(0, -3)],
      ['HTML', 'text/html; charset=utf-8', '<!DOCTYPE html><title>Welcome</title>'],
      ['HTML that is called JSON', 'application/json', '\n<html><body>Welcome</body></html>'],
      ['HTML with a byte order mark', 'text/html', '\uFEFF<!doctype html>'],
      ['nothing', 'application/json', ''],
      ['plain text', 'text/plain', 'OK'],
      ['JSON of another shape', 'application/json', '{"status":"success","data":{"resultType":"vector"}}'],
      ['null', 'application/json', 'null'],
      ['bytes that are no text', 'application/octet-stream', '\0\u0001\u0002'],
    ];
    for (const [what, type, body] of wrong) {
      it(`${what}: no Pushgateway`, async () => {
        const url = await faults.serveHttp((_request, response) => {
          response.writeHead(200, { 'content-type': type }).end(body);
        });
        const client = faults.clientOf(url);
        for (const ask of [() => client.status(), () => client.groups()]) {
          const error = await failureOf(ask(), 'notAPushgateway');
          assert.ok(error.message.includes(url), error.message);
        }
      });
    }

    it('a web page for a push, a deletion and a wipe: nothing was stored', async () => {
      const url = await faults.serveHttp((request, response) => {
        request.resume();
        response.writeHead(200, { 'content-type': 'text/html' }).end('<!DOCTYPE html><title>Welcome</title>');
      });
      const client = faults.clientOf(url);
      await failureOf(client.push({ job: 'a' }, 'x 1\n', { method: 'PUT' }), 'notAPushgateway');
      await failureOf(client.deleteGroup({ job: 'a' }), 'notAPushgateway');
      await failureOf(client.wipe(), 'notAPushgateway');
    });

    it('an answer above the bound that says its length', async () => {
      const url = await faults.serveHttp((_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).end(`"${'x'.repeat(2 ** 20)}"`);
      });
      const error = await failureOf(faults.clientOf(url, { maxBodyBytes: 2 ** 19 }).groups(), 'tooLarge');
      assert.match(error.message, /larger than 0\.5 MiB/);
    });

    it('an answer without end', async () => {
      let sent = 0;
      const url = await faults.serveHttp((_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json' });
        flood(response, Buffer.alloc(2 ** 16, ' '), (bytes) => {
          sent += bytes;
        });
      });
      await failureOf(faults.clientOf(url, { maxBodyBytes: 2 ** 20 }).groups(), 'tooLarge');
      // What the sockets hold is sent as well, but no more than that.
      assert.ok(sent < 2 ** 26, `${sent} bytes were taken`);
    });

    it('a gzip bomb', async () => {
      const bomb = gzipSync(Buffer.alloc(2 ** 26, ' '));
      assert.ok(bomb.length < 2 ** 17);
      const url = await faults.serveHttp((_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(bomb);
      });
      await failureOf(faults.clientOf(url, { maxBodyBytes: 2 ** 20 }).groups(), 'tooLarge');
    });

    it('reads an answer that is just as long as the bound, packed and not', async () => {
      const body = EMPTY.padEnd(1000);
      const url = await faults.serveHttp((request, response) => {
        assert.equal(request.headers['accept-encoding'], 'gzip');
        const packed = request.url?.startsWith('/packed') === true;
        response
          .writeHead(200, { 'content-type': 'application/json', ...(packed ? { 'content-encoding': 'gzip' } : {}) })
          .end(packed ? gzipSync(body) : body);
      });
      for (const path of ['', '/packed']) {
        assert.deepEqual(await faults.clientOf(url + path, { maxBodyBytes: 1000 }).groups(), []);
        await failureOf(faults.clientOf(url + path, { maxBodyBytes: 999 }).groups(), 'tooLarge');
      }
    });

    const badlyPacked: [what: string, encoding: string, body: Buffer, code: GatewayErrorCode][] = [
      ['gzip that is none', 'gzip', Buffer.from(EMPTY), 'notAPushgateway'],
      ['gzip that ends too early', 'gzip', gzipSync(EMPTY).subarray(0, -9), 'network'],
      ['an encoding that was not asked for', 'zstd', Buffer.from(EMPTY), 'notAPushgateway'],
    ];
    for (const [what, encoding, body, code] of badlyPacked) {
      it(what, async () => {
        const url = await faults.serveHttp((_request, response) => {
          response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': encoding }).end(body);
        });
        await failureOf(faults.clientOf(url).groups(), code);
      });
    }
  });

  describe('answers of other statuses', () => {
    const statuses: [status: number, code: GatewayErrorCode, message: RegExp][] = [
      [400, 'rejected', /\(400\): first line$/],
      [401, 'unauthorized', /asks for credentials/],
      [403, 'forbidden', /403/],
      [404, 'notFound', /--web\.route-prefix/],
      [405, 'notAPushgateway', /method/],
      [413, 'rejected', /\(413\): first line$/],
      [429, 'rejected', /\(429\)/],
      [500, 'server', /\(500\).* first line$/],
      [503, 'server', /\(503\)/],
      [304, 'redirected', /304/],
    ];
    for (const [status, code, message] of statuses) {
      it(`${status} is ${code}, for a question and a push`, async () => {
        const url = await faults.serveHttp((request, response) => {
          request.resume();
          response.writeHead(status, { 'content-type': 'text/plain' }).end('first line\nsecond line\n');
        });
        const client = faults.clientOf(url);
        for (const ask of [() => client.groups(), () => client.push({ job: 'a' }, 'x 1\n', { method: 'POST' })]) {
          const error = await failureOf(ask(), code);
          assert.equal(error.status, status);
          assert.match(error.message, message);
          assert.ok(error.message.includes(url), error.message);
          if (status !== 304) assert.equal(error.body, 'first line\nsecond line\n');
        }
      });
    }

    it('keeps a long body of a 400 whole', async () => {
      const body = Array.from({ length: 5_000 }, (_, n) => `collected metric ${n} was collected before\n`).join('');
      const url = await faults.serveHttp((request, response) => {
        request.resume();
        response.writeHead(400, { 'content-type': 'text/plain' }).end(body);
      });
      const error = await failureOf(faults.clientOf(url).push({ job: 'a' }, 'x 1\n', { method: 'POST' }), 'rejected');
      assert.equal(error.body, body);
    });

    it('does not read an error without end, and leaves a web page out of the message', async () => {
      const url = await faults.serveHttp((_request, response) => {
        response.writeHead(502, { 'content-type': 'text/html' });
        flood(response, Buffer.from('<!doctype html><p>Bad gateway of the proxy\n'.repeat(500)), () => undefined);
      });
      const error = await failureOf(faults.clientOf(url).groups(), 'server');
      assert.equal(error.status, 502);
      assert.ok((error.body ?? '').length <= 2 ** 20);
      assert.doesNotMatch(error.message, /doctype/);
    });

    for (const status of [301, 302, 307, 308]) {
      it(`${status} to another host is not followed`, async () => {
        const other = await faults.serve(createHttpServer(answerEmpty));
        const url = await faults.serveHttp((request, response) => {
          request.resume();
          const location = `http://user:loc-s3cret@127.0.0.1:${other.port}${request.url ?? ''}?token=loc-s3cret`;
          response.writeHead(status, { location }).end();
        });
        const client = faults.clientOf(url, { auth: { kind: 'basic', username: 'me', password: PASSWORD } });
        const asked: (() => Promise<unknown>)[] = [
          () => client.status(),
          () => client.groups(),
          () => client.push({ job: 'a' }, 'x 1\n', { method: 'POST' }),
          () => client.deleteGroup({ job: 'a' }),
          () => client.wipe(),
        ];
        for (const ask of asked) {
          const error = await failureOf(ask(), 'redirected');
          assert.equal(error.status, status);
          assert.ok(error.message.includes(`http://127.0.0.1:${other.port}/`), error.message);
        }
        assert.match((await failureOf(client.wipe(), 'redirected')).message, /nothing was stored/);
        assert.equal(other.connections(), 0);
      });
    }
  });

  it('sends exactly the text that it is given, as the exposition format', async () => {
    const text = '# HELP x é漢\nx{a="b"} 1\r\ny 2';
    const seen: unknown[] = [];
    const url = await faults.serveHttp((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        seen.push(request.method, request.url, request.headers['content-type'], Buffer.concat(chunks).toString('utf8'));
        response.writeHead(202).end();
      });
    });
    await faults.clientOf(`${url}/prefix/`).push({ job: '/', k: '' }, text, { method: 'PUT' });
    assert.deepEqual(seen, ['PUT', '/prefix/metrics/job@base64/Lw/k@base64/=', 'text/plain; version=0.0.4', text]);
  });
});

/** Sends a chunk again and again, as fast as it is taken. */
function flood(response: ServerResponse, chunk: Buffer, onSent: (bytes: number) => void): void {
  const pump = (): void => {
    while (!response.destroyed) {
      onSent(chunk.length);
      if (!response.write(chunk)) {
        response.once('drain', pump);
        return;
      }
    }
  };
  pump();
}

function answerEmpty(_request: IncomingMessage, response: ServerResponse): void {
  response.end(EMPTY);
}
