import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GatewayClient } from '../../src/pushgateway/gatewayClient';
import { failureOf } from '../support/failureOf';
import { startRealPushgateway } from '../support/realPushgateway';
import type { RealPushgateway } from '../support/realPushgateway';
import { untilKeysAre } from '../support/untilKeysAre';

/** The client against a real Pushgateway that was set up in special ways. */
describe('GatewayClient and a real Pushgateway', function () {
  this.timeout(60_000);

  describe('with a route prefix and the admin API', () => {
    let gateway: RealPushgateway;
    let client: GatewayClient;

    before(async () => {
      // Under a prefix /-/ready answers 404 at the top.
      gateway = await startRealPushgateway({
        args: ['--web.route-prefix=/deep/push', '--web.enable-admin-api'],
        readyStatus: 404,
      });
      client = new GatewayClient({ url: `${gateway.url}/deep/push/` });
    });

    after(async () => {
      await client.close();
      await gateway.stop();
    });

    it('works below the prefix, and wipes', async () => {
      await client.push({ job: '/', x: '' }, 'x 1\n', { method: 'PUT' });
      await client.push({ job: 'b' }, 'x 1\n', { method: 'POST' });
      assert.equal((await client.status()).flags['web.route-prefix'], '/deep/push');
      assert.deepEqual(
        (await client.groups()).map(({ key }) => key),
        [{ job: '/', x: '' }, { job: 'b' }],
      );
      await client.wipe();
      await untilKeysAre(client, []);
    });

    it('says that the prefix is missing', async () => {
      const lost = new GatewayClient({ url: gateway.url });
      try {
        assert.match((await failureOf(lost.groups(), 'notFound')).message, /--web\.route-prefix/);
      } finally {
        await lost.close();
      }
    });
  });

  describe('with basic auth', () => {
    const username = 'mé';
    const password = 'p:/@% ü"s3cret';
    // Its bcrypt, of the lowest cost, by crypt(3).
    const passwordHash = '$2b$04$EcWNidOVoTQ6qvEU5jehHOWnrVmQ3ZQGw800c/GQ98cZKmgluop62';
    let folder: string;
    let gateway: RealPushgateway;

    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'gateway-auth-'));
      const config = join(folder, 'web.yml');
      await writeFile(config, `basic_auth_users:\n  ${username}: ${passwordHash}\n`);
      gateway = await startRealPushgateway({ args: [`--web.config.file=${config}`], readyStatus: 401 });
    });

    after(async () => {
      await gateway.stop();
      await rm(folder, { recursive: true });
    });

    it('works with the right password, given beside the URL or in it', async () => {
      const inUrl = gateway.url.replace('://', `://${encodeURIComponent(username)}:${encodeURIComponent(password)}@`);
      for (const connection of [
        { url: gateway.url, auth: { kind: 'basic' as const, username, password } },
        { url: inUrl },
      ]) {
        const client = new GatewayClient(connection);
        try {
          await client.push({ job: 'a' }, 'x 1\n', { method: 'POST' });
          assert.equal((await client.groups()).length, 1);
          await client.deleteGroup({ job: 'a' });
          await untilKeysAre(client, []);
        } finally {
          await client.close();
        }
      }
    });

    it('asks for credentials when none are given, and says that wrong ones are wrong', async () => {
      const cases = [
        { connection: { url: gateway.url }, message: /asks for credentials/ },
        {
          connection: { url: gateway.url, auth: { kind: 'basic' as const, username, password: 'wr0ng-s3cret' } },
          message: /does not accept the credentials/,
        },
        {
          connection: { url: gateway.url, auth: { kind: 'bearer' as const, token: 't0ken-s3cret' } },
          message: /token/,
        },
      ];
      for (const { connection, message } of cases) {
        const client = new GatewayClient(connection);
        try {
          const push = (): Promise<void> => client.push({ job: 'a' }, 'x 1\n', { method: 'POST' });
          for (const ask of [() => client.status(), push]) {
            const error = await failureOf(ask(), 'unauthorized');
            assert.equal(error.status, 401);
            assert.match(error.message, message);
            assert.doesNotMatch(error.message, /s3cret/);
          }
        } finally {
          await client.close();
        }
      }
    });
  });
});
