import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { createServer, connect } from 'node:net';
import { DevGatewayError } from '../../src/pushgateway/devGateway/devGatewayError';
import { startDevGateway } from '../../src/pushgateway/devGateway/startDevGateway';
import { gatewayState } from '../support/gatewayState';
import { listenLocally } from '../support/localServer';
import { rawRequest } from '../support/rawRequest';

describe('Development gateway: starting and stopping', () => {
  it('says when the port is in use', async () => {
    const other = await listenLocally(createServer());
    try {
      const error = await startFailure({ port: other.port });
      assert.equal(error.code, 'portInUse');
      assert.match(error.message, new RegExp(`Port ${other.port} of 127\\.0\\.0\\.1 is in use`));
      assert.ok(error.cause instanceof Error);
    } finally {
      await other.close();
    }
  });

  it('says when the host is no address of this machine', async () => {
    assert.equal((await startFailure({ port: 0, host: '192.0.2.1' })).code, 'hostUnknown');
    assert.equal((await startFailure({ port: 0, host: 'no-such-host.invalid' })).code, 'hostUnknown');
    assert.equal((await startFailure({ port: 99_999 })).code, 'listen');
  });

  it('frees its port, so that it can start there again at once', async () => {
    const first = await startDevGateway({ port: 0 });
    await rawRequest(first.url, 'PUT', '/metrics/job/a', { body: 'm 1\n' });
    await first.close();
    const second = await startDevGateway({ port: first.port });
    assert.equal(second.url, first.url);
    assert.deepEqual(await gatewayState(second.url), []);
    await second.close();
  });

  // Waiting for any of these would take longer than a test may.
  it('closes with connections that are kept alive, silent, or in the middle of a push', async () => {
    const gateway = await startDevGateway({ port: 0 });
    const agent = new Agent({ keepAlive: true });
    const asked = request({ agent, host: '127.0.0.1', port: gateway.port, path: '/-/ready' }).end();
    const [response] = (await once(asked, 'response')) as [NodeJS.ReadableStream];
    response.resume();
    await once(response, 'end');

    const silent = connect(gateway.port, '127.0.0.1');
    await once(silent, 'connect');
    const pushing = connect(gateway.port, '127.0.0.1');
    pushing.write(`PUT /metrics/job/a HTTP/1.1\r\nHost: 127.0.0.1:${gateway.port}\r\nContent-Length: 100\r\n\r\nm 1\n`);
    await rawRequest(gateway.url, 'GET', '/-/ready');

    const closed = [silent, pushing].map((socket) =>
      once(
        socket.on('error', () => undefined),
        'close',
      ),
    );
    await Promise.all([gateway.close(), gateway.close(), ...closed]);
    await assert.rejects(rawRequest(gateway.url, 'GET', '/-/ready'), /ECONNREFUSED/);
    agent.destroy();
  });

  it('tells what it refused', async () => {
    const log: string[] = [];
    const gateway = await startDevGateway({ port: 0, onLog: (line) => log.push(line) });
    await rawRequest(gateway.url, 'PUT', '/metrics/job/a', { body: 'm 1 5\n' });
    await rawRequest(gateway.url, 'PUT', '/metrics/job/a', { body: 'm 1\n' });
    await gateway.close();
    assert.deepEqual(log, [
      'PUT /metrics/job/a: 400 pushed metrics are invalid or inconsistent with existing metrics: pushed metrics must not have timestamps',
    ]);
  });

  it('shows what was pushed as text, never as markup', async () => {
    const gateway = await startDevGateway({ port: 0 });
    await rawRequest(
      gateway.url,
      'PUT',
      '/metrics/job/%3Cimg%20src=x%3E/x@base64/IjwvdGQ-PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg',
      { body: 'm 1\n' },
    );
    const { body, headers } = await rawRequest(gateway.url, 'GET', '/');
    await gateway.close();
    assert.match(body, /TaskMonitor&#39;s development gateway/);
    assert.match(body, /\{job=&quot;&lt;img src=x&gt;&quot;, x=&quot;\\&quot;&lt;\/td&gt;&lt;script&gt;/);
    assert.doesNotMatch(body, /<img|<script/);
    assert.match(String(headers['content-security-policy']), /default-src 'none'/);
  });

  it('shows some groups on its page and says how many more there are', async () => {
    const gateway = await startDevGateway({ port: 0 });
    for (let index = 0; index < 503; index += 1) {
      await rawRequest(gateway.url, 'PUT', `/metrics/job/${index}`, { body: 'm 1\n' });
    }
    const { body } = await rawRequest(gateway.url, 'GET', '/');
    await gateway.close();
    assert.equal(body.match(/\{job=/g)?.length, 500);
    assert.match(body, /Groups: 503/);
    assert.match(body, /3 more are not shown/);
  });
});

async function startFailure(options: Parameters<typeof startDevGateway>[0]): Promise<DevGatewayError> {
  const outcome = await startDevGateway(options).then(
    async (gateway) => {
      await gateway.close();
      return 'it started';
    },
    (error: unknown) => error,
  );
  assert.ok(outcome instanceof DevGatewayError, String(outcome));
  return outcome;
}
