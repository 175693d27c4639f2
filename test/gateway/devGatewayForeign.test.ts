import assert from 'node:assert/strict';
import { networkInterfaces } from 'node:os';
import { startDevGateway } from '../../src/pushgateway/devGateway/startDevGateway';
import type { DevGateway } from '../../src/pushgateway/devGateway/startDevGateway';
import { gatewayState } from '../support/gatewayState';
import { rawConversation } from '../support/rawConversation';

const BODY = 'm 1\n';

describe('Development gateway and requests of others', () => {
  let gateway: DevGateway;

  beforeEach(async () => {
    gateway = await startDevGateway({ port: 0, enableAdminApi: true });
  });

  afterEach(() => gateway.close());

  /** A push with these header lines. */
  function push(lines: readonly string[], target = '/metrics/job/a', version = '1.1'): Promise<string> {
    const head = [`PUT ${target} HTTP/${version}`, ...lines, `Content-Length: ${BODY.length}`, 'Connection: close'];
    return rawConversation(gateway.port, `${head.join('\r\n')}\r\n\r\n${BODY}`);
  }

  function withPort(name: string): string {
    return `${name}:${gateway.port}`;
  }

  for (const name of ['127.0.0.1', 'localhost', 'LocalHost', '[::1]']) {
    it(`answers Host ${name}`, async () => {
      assert.match(await push([`Host: ${withPort(name)}`]), /^HTTP\/1\.1 200 /);
      assert.equal((await gatewayState(gateway.url)).length, 1);
    });
  }

  it('answers HTTP/1.0 without Host, which no browser sends', async () => {
    assert.match(await push([], '/metrics/job/a', '1.0'), /^HTTP\/1\.1 200 /);
  });

  for (const name of [
    'attacker.example',
    'localhost.attacker.example',
    '127.0.0.1.nip.io',
    '10.0.0.1',
    'xlocalhost',
    'localhost.',
  ]) {
    it(`refuses Host ${name}`, async () => {
      const answer = await push([`Host: ${withPort(name)}`]);
      assert.match(answer, /^HTTP\/1\.1 403 /);
      assert.match(answer, /answers only requests to .*127\.0\.0\.1/);
      assert.ok(answer.includes(name), 'it names what it refuses');
      assert.deepEqual(await gatewayState(gateway.url), []);
    });
  }

  it('refuses a Host with another port, or without one', async () => {
    for (const host of ['localhost', '127.0.0.1:80', `127.0.0.1:${gateway.port}0`, `127.0.0.1:${gateway.port}@x`, '']) {
      assert.match(await push([`Host: ${host}`]), /^HTTP\/1\.1 403 /, host);
    }
    assert.deepEqual(await gatewayState(gateway.url), []);
  });

  it('refuses a second Host that is foreign', async () => {
    assert.match(await push([`Host: ${withPort('localhost')}`, 'Host: attacker.example']), /^HTTP\/1\.1 40[03] /);
    assert.deepEqual(await gatewayState(gateway.url), []);
  });

  it('refuses a foreign host in the request line, and takes its own', async () => {
    const own = withPort('127.0.0.1');
    assert.match(await push([`Host: ${own}`], 'http://attacker.example/metrics/job/a'), /^HTTP\/1\.1 403 /);
    assert.deepEqual(await gatewayState(gateway.url), []);
    assert.match(await push([`Host: ${own}`], `http://${own}/metrics/job/a`), /^HTTP\/1\.1 200 /);
  });

  for (const origin of [
    'http://attacker.example',
    'null',
    'https://127.0.0.1',
    'vscode-webview://x',
    'http://localhost:1',
    '',
  ]) {
    it(`refuses Origin ${JSON.stringify(origin)}`, async () => {
      const answer = await push([`Host: ${withPort('localhost')}`, `Origin: ${origin}`]);
      assert.match(answer, /^HTTP\/1\.1 403 /);
      assert.match(answer, /other sites/);
      assert.deepEqual(await gatewayState(gateway.url), []);
    });
  }

  it('refuses the preflight of a foreign page', async () => {
    const answer = await rawConversation(
      gateway.port,
      `OPTIONS /api/v1/metrics HTTP/1.1\r\nHost: ${withPort('localhost')}\r\nOrigin: http://attacker.example\r\nConnection: close\r\n\r\n`,
    );
    assert.match(answer, /^HTTP\/1\.1 403 /);
    assert.doesNotMatch(answer, /access-control/i);
  });

  it('answers its own page', async () => {
    const own = withPort('127.0.0.1');
    assert.match(await push([`Host: ${own}`, `Origin: http://${own}`]), /^HTTP\/1\.1 200 /);
  });

  it('answers before a refused body is sent, and closes the connection', async () => {
    const answer = await rawConversation(
      gateway.port,
      `PUT /metrics/job/a HTTP/1.1\r\nHost: attacker.example\r\nContent-Length: 1000000\r\n\r\nm 1\n`,
    );
    assert.match(answer, /^HTTP\/1\.1 403 /);
    assert.match(answer, /connection: close/i);
  });

  it('listens on 127.0.0.1 only', async () => {
    const outside = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .find(({ internal, family }) => !internal && family === 'IPv4')?.address;
    const elsewhere = outside ?? '127.0.0.2';
    await assert.rejects(
      rawConversation(gateway.port, 'GET / HTTP/1.0\r\n\r\n', { host: elsewhere }),
      /ECONNREFUSED|ENETUNREACH/,
    );
  });

  it('answers to the address that was asked for, when told to listen everywhere', async () => {
    const open = await startDevGateway({ port: 0, host: '0.0.0.0' });
    try {
      assert.equal(open.url, `http://127.0.0.1:${open.port}`);
      const ask = (host: string): Promise<string> =>
        rawConversation(open.port, `GET /-/ready HTTP/1.1\r\nHost: ${host}:${open.port}\r\nConnection: close\r\n\r\n`, {
          host: '127.0.0.2',
        });
      assert.match(await ask('127.0.0.2'), /^HTTP\/1\.1 200 /);
      assert.match(await ask('127.0.0.3'), /^HTTP\/1\.1 403 /);
      assert.match(await ask('attacker.example'), /^HTTP\/1\.1 403 /);
    } finally {
      await open.close();
    }
  });

  it('answers on IPv6 when told to', async function () {
    // Containers are often without.
    if (!Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ address }) => address === '::1'))) {
      this.skip();
    }
    const six = await startDevGateway({ port: 0, host: '::1' });
    try {
      assert.equal(six.url, `http://[::1]:${six.port}`);
      assert.deepEqual(await gatewayState(six.url), []);
    } finally {
      await six.close();
    }
  });
});
