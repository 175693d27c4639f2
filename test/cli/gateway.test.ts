import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCli, startCli } from '../support/cli';
import type { CliResult } from '../support/cli';
import { startRealPushgateway } from '../support/realPushgateway';

interface Target {
  readonly url: string;
  stop(): Promise<void>;
}

/** The embedded gateway as the command line starts it: ready when it prints its address. */
async function startEmbedded(): Promise<Target> {
  const child = startCli(['gateway', '--web.listen-address', '127.0.0.1:0']);
  const closed = once(child, 'close');
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    url: line.toString().trim(),
    async stop() {
      child.kill('SIGTERM');
      const [code] = (await closed) as [number | null];
      assert.equal(code, 0, 'a gateway that is told to stop ends well');
    },
  };
}

const targets: readonly (readonly [string, () => Promise<Target>])[] = [
  ['the embedded gateway', startEmbedded],
  ['a real Pushgateway', () => startRealPushgateway()],
];

for (const [name, start] of targets) {
  describe(`taskmonitor push and groups, on ${name}`, () => {
    let target: Target;
    let state: string;

    before(async () => {
      target = await start();
      state = await mkdtemp(join(tmpdir(), 'taskmonitor-state-'));
    });

    after(async () => {
      await target.stop();
      await rm(state, { recursive: true, force: true });
    });

    const cli = (...args: readonly string[]): Promise<CliResult> =>
      runCli(args, { env: { PUSHGATEWAY_URL: target.url, XDG_STATE_HOME: state } });

    it('pushes, lists, shows and deletes a group', async () => {
      const pushed = await cli(
        'push',
        '--job=nightly',
        '--grouping=task_name=load/a',
        '--metric=rows{kind="new"}=1500',
        '--metric=rows{kind="old"}=NaN',
      );
      assert.equal(pushed.code, 0, pushed.stderr);
      assert.match(pushed.stdout, /^# TYPE rows gauge$/m);
      assert.match(pushed.stdout, /^rows\{.*kind="new".*\} 1500$/m);
      assert.match(pushed.stdout, /^rows\{.*kind="old".*\} NaN$/m);

      const listed = await cli('groups', 'list');
      assert.equal(listed.code, 0);
      assert.match(listed.stdout, /ok .*\{job="nightly", task_name="load\/a"\}/);
      const json = JSON.parse((await cli('groups', 'list', '--format', 'json')).stdout) as {
        groups: { key: object; lastPushSuccessful: boolean }[];
      };
      assert.deepEqual(
        json.groups.map(({ key, lastPushSuccessful }) => ({ key, lastPushSuccessful })),
        [{ key: { job: 'nightly', task_name: 'load/a' }, lastPushSuccessful: true }],
      );

      const shown = await cli('groups', 'show', 'job=nightly', 'task_name=load/a');
      assert.equal(shown.stdout, pushed.stdout);
      assert.equal((await cli('groups', 'show', 'job=nightly')).code, 1);

      const planned = await cli('groups', 'delete', 'job=nightly', 'task_name=load/a');
      assert.equal(planned.code, 0);
      assert.match(planned.stderr, /--yes/);
      assert.match((await cli('groups', 'list')).stdout, /nightly/);

      const deleted = await cli('groups', 'delete', 'job=nightly', 'task_name=load/a', '--yes');
      assert.equal(deleted.code, 0);
      assert.equal(deleted.stdout, '{job="nightly", task_name="load/a"}\n');
      assert.equal((await cli('groups', 'list')).stdout, '');
      const [snapshot] = await readdir(join(state, 'taskmonitor'));
      assert.match(await readFile(join(state, 'taskmonitor', snapshot ?? ''), 'utf8'), /"1500"/);
    });

    it('narrows by job, label and age', async () => {
      for (const job of ['alpha', 'beta']) {
        assert.equal((await cli('push', '--job', job, '--grouping', 'env=prod', '--metric', 'x=1')).code, 0);
      }
      const jobs = async (...filter: readonly string[]): Promise<readonly string[]> => {
        const { stdout } = await cli('groups', 'list', '--format', 'json', ...filter);
        return (JSON.parse(stdout) as { groups: { key: { job: string } }[] }).groups.map(({ key }) => key.job);
      };
      assert.deepEqual(await jobs('--job', 'al.*'), ['alpha']);
      assert.deepEqual(await jobs('--job', 'al'), []);
      assert.deepEqual(await jobs('--label', 'env=prod|dev'), ['alpha', 'beta']);
      assert.deepEqual(await jobs('--older-than', '1h'), []);
      assert.deepEqual(await jobs('--failed'), []);
      assert.equal((await cli('groups', 'delete', '--label', 'env=prod', '--yes')).code, 0);
      assert.deepEqual(await jobs(), []);
    });

    it('pushes a file, and shows a 400 with the gateway’s own words', async () => {
      const file = join(state, 'metrics.prom');
      await writeFile(file, '# TYPE hits_total counter\nhits_total 3\n');
      const pushed = await cli('push', '--job', 'file', '--file', file, '--method', 'PUT');
      assert.equal(pushed.code, 0, pushed.stderr);
      assert.match(pushed.stdout, /^# TYPE hits_total counter$/m);
      await writeFile(file, 'hits_total{ 3\n');
      const refused = await cli('push', '--job', 'file', '--file', file);
      assert.equal(refused.code, 2);
      assert.match(refused.stderr, /text format parsing error in line 1/);
      assert.equal((await cli('groups', 'delete', '--job', 'file', '--yes')).code, 0);
    });
  });
}

async function listAgainst(answer: { status: number; type: string; body: string }): Promise<CliResult> {
  const server = createServer((_, response) => {
    response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    const { port } = server.address() as AddressInfo;
    return await runCli(['groups', 'list', '--url', `http://alice:s3cret@127.0.0.1:${port}`]);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

describe('taskmonitor groups, on what is no healthy gateway', () => {
  for (const [name, answer, message] of [
    ['HTML', { status: 200, type: 'text/html', body: '<html>hello</html>' }, /not a Pushgateway|no Pushgateway/i],
    ['401', { status: 401, type: 'text/plain', body: 'no' }, /401|credentials/i],
    ['500', { status: 500, type: 'text/plain', body: 'broken' }, /500/],
  ] as const) {
    it(`exits 2 with one clear line for ${name}, without the password`, async () => {
      const { code, stdout, stderr } = await listAgainst(answer);
      assert.equal(code, 2);
      assert.equal(stdout, '');
      assert.match(stderr, message);
      assert.doesNotMatch(stderr, /s3cret|^\s+at /m);
    });
  }

  it('exits 2 when nothing listens', async () => {
    const { code, stderr } = await runCli(['groups', 'list', '--url', 'http://127.0.0.1:1']);
    assert.equal(code, 2);
    assert.match(stderr, /127\.0\.0\.1:1/);
  });

  it('gives up on a server that never answers', async () => {
    const server = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { code, stderr } = await runCli([
      'groups',
      'list',
      '--url',
      `http://127.0.0.1:${port}`,
      '--timeout',
      '300ms',
    ]);
    server.closeAllConnections();
    server.close();
    assert.equal(code, 2);
    assert.match(stderr, /300|0\.3/);
  });
});
