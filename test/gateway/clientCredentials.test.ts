import assert from 'node:assert/strict';
import { createServer as createHttpServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatewayConnection } from '../../src/pushgateway/gatewayClient';
import { failureOf } from '../support/failureOf';
import { freePort } from '../support/freePort';
import { localFaults } from '../support/localFaults';

const PASSWORD = 'pass-s3cret';
const TOKEN = 'token-s3cret';
const EMPTY = '{"status":"success","data":[]}';

/** They go where they should, and into no error. */
describe('Credentials of a GatewayClient', function () {
  this.timeout(60_000);

  const faults = localFaults();

  const auths: NonNullable<GatewayConnection['auth']>[] = [
    { kind: 'basic', username: 'me', password: PASSWORD },
    { kind: 'bearer', token: TOKEN },
  ];

  for (const auth of auths) {
    it(`${auth.kind}: are sent, and struck out of what a server echoes`, async () => {
      const expected =
        auth.kind === 'basic' ? `Basic ${Buffer.from(`me:${PASSWORD}`).toString('base64')}` : `Bearer ${TOKEN}`;
      const url = await faults.serveHttp((request, response) => {
        request.resume();
        assert.equal(request.headers.authorization, expected);
        response.writeHead(400).end(`you sent ${expected}, which is ${auth.kind === 'basic' ? PASSWORD : TOKEN}`);
      });
      const error = await failureOf(faults.clientOf(url, { auth }).status(), 'rejected');
      assert.match(error.body ?? '', /^you sent (Basic|Bearer) \*\*\*, which is \*\*\*$/);
    });
  }

  it('are in no message of any failure', async () => {
    const port = await freePort();
    await failureOf(faults.clientOf(`http://me:${PASSWORD}@127.0.0.1:${port}`).status(), 'refused');
    await failureOf(faults.clientOf(`http://me:${PASSWORD}@127.0.0.1:${port}/?q`).status(), 'invalidUrl');
    await failureOf(faults.clientOf(`me:${PASSWORD}@`).status(), 'invalidUrl');
  });

  it('of a form that no header can hold are said to be wrong, and never sent', async () => {
    const server = await faults.serve(createHttpServer(answerEmpty));
    const url = `http://127.0.0.1:${server.port}`;
    for (const token of ['', ' ', `a\n${TOKEN}`, `${TOKEN} x`, `${TOKEN}é`]) {
      await failureOf(faults.clientOf(url, { auth: { kind: 'bearer', token } }).status(), 'unauthorized');
    }
    assert.equal(server.connections(), 0);
  });

  it('token with blanks around it, as from a clipboard', async () => {
    const url = await faults.serveHttp((request, response) => {
      response.writeHead(request.headers.authorization === `Bearer ${TOKEN}` ? 200 : 401).end(EMPTY);
    });
    assert.deepEqual(await faults.clientOf(url, { auth: { kind: 'bearer', token: ` ${TOKEN}\n` } }).groups(), []);
  });
});

function answerEmpty(_request: IncomingMessage, response: ServerResponse): void {
  response.end(EMPTY);
}
