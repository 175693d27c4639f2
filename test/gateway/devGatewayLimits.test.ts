import assert from 'node:assert/strict';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { Limits } from '../../src/pushgateway/devGateway/limits';
import { startDevGateway } from '../../src/pushgateway/devGateway/startDevGateway';
import type { DevGateway } from '../../src/pushgateway/devGateway/startDevGateway';
import { gatewayState } from '../support/gatewayState';
import { rawConversation } from '../support/rawConversation';
import { rawRequest } from '../support/rawRequest';

const JOB = '/metrics/job/a';

describe('Development gateway: limits and what it does not take', () => {
  let gateway: DevGateway;

  afterEach(() => gateway.close());

  async function start(limits: Partial<Limits> = {}): Promise<void> {
    gateway = await startDevGateway({ port: 0, limits });
  }

  function head(...lines: readonly string[]): string {
    return [`PUT ${JOB} HTTP/1.1`, `Host: 127.0.0.1:${gateway.port}`, ...lines, '', ''].join('\r\n');
  }

  it('refuses a body that says it is too long, before it is sent', async () => {
    await start({ maxBodyBytes: 1000 });
    const answer = await rawConversation(gateway.port, head('Content-Length: 1000000000', 'Connection: close'));
    assert.match(answer, /^HTTP\/1\.1 413 /);
    assert.match(answer, /at most 1,?000 bytes/);
  });

  it('refuses a body that becomes too long, and its sender sees the answer', async () => {
    await start({ maxBodyBytes: 100_000 });
    const sent = httpRequest({ port: gateway.port, host: '127.0.0.1', method: 'PUT', path: JOB, agent: false });
    const answered = once(sent, 'response');
    // What is sent after the answer may find the connection closed.
    sent.on('error', () => undefined);
    const chunk = Buffer.from(`# ${'x'.repeat(65_533)}\n`);
    for (let count = 0; count < 40; count += 1) {
      if (!sent.write(chunk)) await Promise.race([once(sent, 'drain'), delay(1000)]);
    }
    const [response] = (await answered) as [{ statusCode: number; resume(): void }];
    assert.equal(response.statusCode, 413);
    response.resume();
    sent.destroy();
    assert.deepEqual(await gatewayState(gateway.url), []);
  });

  it('refuses a gzip bomb', async () => {
    await start({ maxBodyBytes: 1_000_000 });
    const bomb = gzipSync(Buffer.alloc(200_000_000, '\n'));
    assert.ok(bomb.length < 1_000_000);
    const before = process.memoryUsage.rss();
    const answer = await rawRequest(gateway.url, 'PUT', JOB, { body: bomb, headers: { 'Content-Encoding': 'gzip' } });
    assert.equal(answer.status, 413);
    assert.ok(process.memoryUsage.rss() - before < 100_000_000, 'it is not unpacked as a whole');
    assert.deepEqual(await gatewayState(gateway.url), []);
  });

  it('takes a body of just the size', async () => {
    await start({ maxBodyBytes: 1000 });
    const line = `m{a="${'x'.repeat(1000 - 11)}"} 1\n`;
    assert.equal(Buffer.byteLength(line), 999);
    assert.equal((await rawRequest(gateway.url, 'PUT', JOB, { body: `${line}\n` })).status, 200);
    assert.equal((await rawRequest(gateway.url, 'PUT', JOB, { body: `${line}\n\n` })).status, 413);
  });

  it('refuses more lines than it takes, also when they are packed', async () => {
    await start({ maxBodyLines: 3 });
    assert.equal((await rawRequest(gateway.url, 'PUT', JOB, { body: 'a 1\nb 1\nc 1\n' })).status, 200);
    const text = 'a 1\nb 1\nc 1\n\n';
    const plain = await rawRequest(gateway.url, 'PUT', JOB, { body: text });
    assert.equal(plain.status, 413);
    assert.match(plain.body, /at most 3 lines/);
    const packed = { body: gzipSync(text), headers: { 'Content-Encoding': 'gzip' } };
    assert.equal((await rawRequest(gateway.url, 'PUT', JOB, packed)).status, 413);
  });

  it('takes only so much at once, and then again', async () => {
    await start({ maxBodyBytes: 1000, maxBodyBytesInFlight: 1500 });
    const slow = await openSocket(gateway.port, `${head('Content-Length: 1000')}${'\n'.repeat(900)}`);
    // Its bytes have arrived when the next push is refused for them.
    let status = 0;
    for (let attempt = 0; attempt < 100 && status !== 503; attempt += 1) {
      ({ status } = await rawRequest(gateway.url, 'PUT', JOB, { body: '\n'.repeat(900) }));
      await delay(20);
    }
    assert.equal(status, 503);
    slow.write('\n'.repeat(100));
    const [answer] = (await once(slow, 'data')) as [Buffer];
    assert.match(answer.toString(), /^HTTP\/1\.1 200 /);
    slow.destroy();
    assert.equal((await rawRequest(gateway.url, 'PUT', JOB, { body: '\n'.repeat(900) })).status, 200);
  });

  it('does not wait for a client that sends a byte now and then', async () => {
    await start({ requestTimeoutMs: 1000, headersTimeoutMs: 500 });
    for (const [begin, piece] of [
      [head('Content-Length: 100000'), '#'],
      ['PUT /metrics/job/a HTTP/1.1\r\n', 'X: y\r\n'],
    ] as const) {
      const socket = await openSocket(gateway.port, begin);
      const drip = setInterval(() => socket.write(piece), 100);
      let answer = '';
      socket.on('data', (part: Buffer) => {
        answer += part.toString();
      });
      await once(socket, 'close');
      clearInterval(drip);
      assert.match(answer, /^HTTP\/1\.1 408 /);
    }
    assert.deepEqual(await gatewayState(gateway.url), []);
  });

  it('does not wait for a client that does not read its answer', async () => {
    await start({ idleTimeoutMs: 500 });
    const label = 'x'.repeat(1_000_000);
    for (let index = 0; index < 10; index += 1) {
      await rawRequest(gateway.url, 'PUT', `/metrics/job/${index}`, { body: `m{a="${label}"} 1\n` });
    }
    const socket = await openSocket(gateway.port, `GET /metrics HTTP/1.1\r\nHost: 127.0.0.1:${gateway.port}\r\n\r\n`);
    socket.pause();
    await delay(2500);
    // The connection is cut: reading on finds its end, and not the whole answer.
    let length = 0;
    socket.on('data', (part: Buffer) => {
      length += part.length;
    });
    const closed = once(socket, 'close');
    socket.resume();
    await closed;
    assert.ok(length < 10_000_000, `${length} bytes came`);
  });

  it('drops connections beyond its bound, and answers the others', async () => {
    await start({ maxConnections: 10 });
    const sockets = await Promise.all(Array.from({ length: 30 }, () => openSocket(gateway.port, '')));
    const ended = sockets.map((socket) => once(socket, 'close').then(() => socket));
    await Promise.any(ended);
    await delay(200);
    const open = sockets.filter((socket) => !socket.closed);
    assert.equal(open.length, 10);
    for (const socket of open) socket.destroy();
    await Promise.all(ended);
    assert.deepEqual(await gatewayState(gateway.url), []);
  });

  it('stores nothing of a push that its sender gave up', async () => {
    await start();
    const socket = await openSocket(gateway.port, `${head('Content-Length: 100')}m 1\n`);
    await delay(100);
    socket.destroy();
    await delay(100);
    assert.deepEqual(await gatewayState(gateway.url), []);
  });

  // Where it differs from 1.5.1 on purpose: see the reasons.
  it('says that it does not take delimited protobuf', async () => {
    await start();
    const type = 'application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited';
    const answer = await rawRequest(gateway.url, 'PUT', JOB, { body: 'abc', headers: { 'Content-Type': type } });
    assert.equal(answer.status, 415);
    assert.match(answer.body, /text format only/);
    assert.deepEqual(await gatewayState(gateway.url), []);
  });

  it('refuses names that are no UTF-8: 1.5.1 keeps such a group, and then refuses every push', async () => {
    await start();
    for (const path of ['/metrics/job/%ff', '/metrics/job/a/x/%c3', '/metrics/job@base64/gA', `${JOB}/x@base64/gA`]) {
      assert.equal((await rawRequest(gateway.url, 'PUT', path, { body: 'm 1\n' })).status, 400, path);
    }
    assert.deepEqual(await gatewayState(gateway.url), []);
  });

  it('refuses gauge_histogram: 1.5.1 takes it, and then breaks off its exposition', async () => {
    await start();
    const answer = await rawRequest(gateway.url, 'PUT', JOB, { body: '# TYPE m gauge_histogram\nm 1\n' });
    assert.equal(answer.status, 400);
    assert.equal(answer.body, 'text format parsing error in line 1: unknown metric type "gauge_histogram"\n');
  });

  it('refuses gzip that ends in its last bytes: 1.5.1 takes what came', async () => {
    await start();
    const zipped = gzipSync('m 1\n');
    const body = zipped.subarray(0, zipped.length - 2);
    const answer = await rawRequest(gateway.url, 'PUT', JOB, { body, headers: { 'Content-Encoding': 'gzip' } });
    assert.deepEqual([answer.status, answer.body], [400, 'unexpected EOF\n']);
  });
});

async function openSocket(port: number, text: string): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1' });
  // The other side may cut it at any time.
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  if (text !== '') socket.write(text);
  return socket;
}
