import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRealPushgateway } from '../../support/realPushgateway';
import type { RealPushgateway } from '../../support/realPushgateway';
import { selfSignedCertificate } from '../../support/selfSignedCertificate';
import {
  encodedCredentials,
  expectPushed,
  password,
  startBearerServer,
  startGatewayWithPassword,
  username,
} from '../guardedGateways';
import type { ScriptRun } from '../runProcess';
import { runNode } from './runNode';

/** Sent while the program runs, and by the thread at its end. */
const SOURCES = {
  'while the program runs': "monitor.task('task', () => console.log('done'));",
  'at its end': "monitor.task('task', () => { console.log('done'); process.exit(0); });",
};

for (const [when, source] of Object.entries(SOURCES)) {
  const push = (environment: Record<string, string>): Promise<ScriptRun> => runNode('mjs', source, { environment });

  describe(`the runtime of Node.js reaches a gateway ${when}`, () => {
    let folder: string;
    before(async () => {
      folder = await mkdtemp(join(tmpdir(), 'runtime-connections-'));
    });
    after(() => rm(folder, { recursive: true }));

    it('that is written without a scheme, with a route prefix, and a slash at the end', async () => {
      const gateway = await startRealPushgateway({ args: ['--web.route-prefix=/push'], readyStatus: 404 });
      try {
        const url = `localhost:${gateway.port}/push/`;
        await expectPushed(await push({ PUSHGATEWAY_URL: url }), { url: `${gateway.url}/push` });
      } finally {
        await gateway.stop();
      }
    });

    describe('that asks for a password', () => {
      let gateway: RealPushgateway;

      before(async () => {
        gateway = await startGatewayWithPassword(folder);
      });
      after(() => gateway.stop());

      it('with the one of the environment', async () => {
        const credentials = { PUSHGATEWAY_USERNAME: username, PUSHGATEWAY_PASSWORD: password };
        const run = await push({ PUSHGATEWAY_URL: gateway.url, ...credentials });
        await expectPushed(run, { url: gateway.url, auth: { kind: 'basic', username, password } });
      });

      it('with the one of the URL, which goes before that of the environment', async () => {
        const wrong = { PUSHGATEWAY_USERNAME: 'wrong', PUSHGATEWAY_PASSWORD: 'wrong' };
        const run = await push({ PUSHGATEWAY_URL: gateway.url.replace('://', `://${encodedCredentials}@`), ...wrong });
        await expectPushed(run, { url: gateway.url, auth: { kind: 'basic', username, password } });
      });

      it('and never shows one that is wrong', async () => {
        const inUrl = await push({ PUSHGATEWAY_URL: gateway.url.replace('://', '://someone:wr0ng-s3cret@') });
        assert.match(inUrl.warnings[0] ?? '', new RegExp(`^TaskMonitor: ${gateway.url}: cannot push .* HTTP 401: `));
        assert.doesNotMatch(inUrl.stderr, /s3cret|someone/);
        const none = await push({ PUSHGATEWAY_URL: gateway.url });
        assert.match(none.warnings[0] ?? '', /HTTP 401.*PUSHGATEWAY_USERNAME/);
      });
    });

    it('that asks for a bearer token, and shows neither the token nor what is like it', async () => {
      const token = 'a.b-c_d~e+f/g=';
      const server = await startBearerServer(token);
      try {
        const url = `http://127.0.0.1:${server.port}`;
        const right = await push({ PUSHGATEWAY_URL: url, PUSHGATEWAY_BEARER_TOKEN: `${token}\n` });
        assert.equal(right.stderr, '');
        const wrong = await push({ PUSHGATEWAY_URL: url, PUSHGATEWAY_BEARER_TOKEN: 'wr0ng-s3cret' });
        assert.match(wrong.warnings[0] ?? '', /HTTP 401: you sent Bearer \*\*\*/);
        const unfit = await push({ PUSHGATEWAY_URL: url, PUSHGATEWAY_BEARER_TOKEN: 'wr0ng-s3cret-\u{1F600}' });
        assert.deepEqual([unfit.stdout, unfit.exitCode, unfit.warnings.length], ['done\n', 0, 1]);
        assert.doesNotMatch(unfit.stderr, /s3cret/);
      } finally {
        await server.close();
      }
    });

    it('over TLS with a CA of its own, and no other', async () => {
      const { cert, key } = await selfSignedCertificate('DNS:localhost,IP:127.0.0.1');
      const paths = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem'), config: join(folder, 'tls.yml') };
      await writeFile(paths.cert, cert);
      await writeFile(paths.key, key);
      await writeFile(paths.config, `tls_server_config:\n  cert_file: ${paths.cert}\n  key_file: ${paths.key}\n`);
      const gateway = await startRealPushgateway({ args: [`--web.config.file=${paths.config}`], readyStatus: 400 });
      try {
        const url = `https://localhost:${gateway.port}`;
        await expectPushed(await push({ PUSHGATEWAY_URL: url, PUSHGATEWAY_CA_FILE: paths.cert }), { url, ca: cert });
        const unknown = await push({ PUSHGATEWAY_URL: url });
        assert.match(unknown.warnings[0] ?? '', /DEPTH_ZERO_SELF_SIGNED_CERT/);
        const missing = await push({ PUSHGATEWAY_URL: url, PUSHGATEWAY_CA_FILE: join(folder, 'missing.pem') });
        assert.match(missing.warnings[0] ?? '', /PUSHGATEWAY_CA_FILE .*missing\.pem is of no use/);
        assert.deepEqual([missing.stdout, missing.exitCode], ['done\n', 0]);
      } finally {
        await gateway.stop();
      }
    });
  });
}

describe('the runtime of Node.js pushes nothing', () => {
  for (const url of [
    'http://user:s3cret@[::1',
    'http://user:s3/cret@host:9091',
    'http://user:1/s3cret@host',
    'http://user:s3cret@host:port',
    'http://user:s3%cret@host',
    'ftp://user:s3cret@host/',
    'http://',
    'http://user:s3cret@host/?x=s3cret',
  ]) {
    it(`when its URL is none: ${url}`, async () => {
      const run = await runNode('mjs', SOURCES['at its end'], { environment: { PUSHGATEWAY_URL: url } });
      assert.deepEqual(run.warnings, [
        'TaskMonitor: no metrics are pushed: the URL is not like http://user:password@pushgateway:9091/prefix',
      ]);
      assert.deepEqual([run.stdout, run.exitCode], ['done\n', 0]);
    });
  }
});
