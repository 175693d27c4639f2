import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { Agent } from 'undici';
import { failureOf } from '../support/failureOf';
import { localFaults } from '../support/localFaults';

const EMPTY = '{"status":"success","data":[]}';

/** By signal, by deadline and by close: told apart, at once, with nothing left behind. */
describe('Cancelling a GatewayClient', function () {
  this.timeout(60_000);

  const faults = localFaults();

  it('before the request: nothing is sent', async () => {
    const server = await faults.serve(createHttpServer(answerEmpty));
    const client = faults.clientOf(`http://127.0.0.1:${server.port}`);
    await failureOf(client.groups(AbortSignal.abort()), 'cancelled');
    assert.equal(server.connections(), 0);
  });

  it('while it waits for the head, and while the body comes', async () => {
    const moments: { respond: (response: ServerResponse) => void }[] = [
      { respond: () => undefined },
      { respond: (response) => void response.writeHead(200).write('{') },
    ];
    for (const { respond } of moments) {
      const controller = new AbortController();
      const url = await faults.serveHttp((_request, response) => {
        respond(response);
        setTimeout(() => {
          controller.abort();
        }, 50);
      });
      await failureOf(faults.clientOf(url).groups(controller.signal), 'cancelled');
    }
  });

  it('while it connects', async () => {
    const url = await faults.serveTcp(() => undefined);
    const controller = new AbortController();
    // Bounded by mocha alone: the deadline is far away.
    const client = faults.clientOf(url.replace('http:', 'https:'), { timeoutMs: 600_000 });
    const waiting = failureOf(client.groups(controller.signal), 'cancelled');
    await delay(50);
    controller.abort();
    await waiting;
  });

  it('is told apart from the deadline', async () => {
    const url = await faults.serveTcp(() => undefined);
    const controller = new AbortController();
    await failureOf(faults.clientOf(url, { timeoutMs: 100 }).groups(controller.signal), 'timeout');
    controller.abort();
  });

  it('leaves no listener on the signal of the caller', async () => {
    const url = await faults.serveHttp(answerEmpty);
    const client = faults.clientOf(url);
    const { signal } = new AbortController();
    for (let request = 0; request < 50; request += 1) await client.groups(signal);
    assert.equal(getEventListeners(signal, 'abort').length, 0);
  });

  it('by closing the client: requests under way, connects under way, and later ones', async () => {
    const silent = await faults.serveTcp(() => undefined);
    for (const url of [silent, silent.replace('http:', 'https:')]) {
      const client = faults.clientOf(url);
      const waiting = failureOf(client.groups(), 'cancelled');
      await delay(50);
      await client.close();
      await waiting;
      await failureOf(client.groups(), 'cancelled');
      await client.close();
    }
  });

  it('leaves an injected dispatcher open, and ends only its own requests on it', async () => {
    const server = await faults.serve(
      createHttpServer((request, response) => {
        if (request.url !== '/silent/api/v1/metrics') response.end(EMPTY);
      }),
    );
    const url = `http://127.0.0.1:${server.port}`;
    const dispatcher = new Agent();
    faults.afterwards(() => dispatcher.destroy());
    const first = faults.clientOf(`${url}/silent`, { dispatcher });
    const waiting = failureOf(first.groups(), 'cancelled');
    await delay(50);
    await first.close();
    await waiting;
    assert.deepEqual(await faults.clientOf(url, { dispatcher }).groups(), []);
    assert.equal(dispatcher.destroyed, false);
  });
});

function answerEmpty(_request: IncomingMessage, response: ServerResponse): void {
  response.end(EMPTY);
}
