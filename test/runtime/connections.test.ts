import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startRealPushgateway } from '../support/realPushgateway';
import type { RealPushgateway } from '../support/realPushgateway';
import { selfSignedCertificate } from '../support/selfSignedCertificate';
import { debianPython } from './pythons';
import { runScript } from './runScript';
import {
  encodedCredentials,
  expectPushed,
  password,
  startBearerServer,
  startGatewayWithPassword,
  username,
} from './guardedGateways';
import type { ScriptRun } from './runProcess';

const SCRIPT = `
from monitoring import TaskMonitor
with TaskMonitor("job").task("task"):
    print("done")
`;

describe('the runtime reaches a gateway', () => {
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

    beforeEach(async () => {
      gateway = await startGatewayWithPassword(folder);
    });
    afterEach(() => gateway.stop());

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
      assert.match(unknown.warnings[0] ?? '', /CERTIFICATE_VERIFY_FAILED/);
      const missing = await push({ PUSHGATEWAY_URL: url, PUSHGATEWAY_CA_FILE: join(folder, 'missing.pem') });
      assert.match(missing.warnings[0] ?? '', /PUSHGATEWAY_CA_FILE .*missing\.pem is of no use/);
    } finally {
      await gateway.stop();
    }
  });

  for (const url of [
    'http://user:s3cret@[::1',
    'http://user:s3/cret@host:9091',
    'http://user:1/s3cret@host',
    'http://user:s3cret@host:port',
    'ftp://user:s3cret@host/',
    'http://',
    'http://user:s3cret@host/?x=s3cret',
  ]) {
    it(`unless its URL is none: ${url}`, async () => {
      const run = await push({ PUSHGATEWAY_URL: url });
      assert.deepEqual(run.warnings, [
        'TaskMonitor: no metrics are pushed: the URL is not like http://user:password@pushgateway:9091/prefix',
      ]);
      assert.deepEqual([run.stdout, run.exitCode], ['done\n', 0]);
    });
  }
});

function push(environment: Record<string, string>): Promise<ScriptRun> {
  return runScript(debianPython(), SCRIPT, { environment, flags: ['-W', 'error'] });
}
