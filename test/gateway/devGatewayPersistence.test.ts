import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DevGatewayError } from '../../src/pushgateway/devGateway/devGatewayError';
import { startDevGateway } from '../../src/pushgateway/devGateway/startDevGateway';
import type { DevGateway, DevGatewayOptions } from '../../src/pushgateway/devGateway/startDevGateway';
import { gatewayState } from '../support/gatewayState';
import { rawRequest } from '../support/rawRequest';

const JOB = '/metrics/job/a';

describe('Development gateway: persistence', () => {
  let folder: string;
  let file: string;
  const running: DevGateway[] = [];
  let log: string[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dev-gateway-'));
    file = join(folder, 'groups.json');
    log = [];
  });

  afterEach(async () => {
    await Promise.all(running.splice(0).map((gateway) => gateway.close().catch(() => undefined)));
    await rm(folder, { recursive: true, force: true });
  });

  async function start(options: Partial<DevGatewayOptions> = {}): Promise<DevGateway> {
    const gateway = await startDevGateway({
      port: 0,
      persistenceFile: file,
      onLog: (line) => log.push(line),
      ...options,
    });
    running.push(gateway);
    return gateway;
  }

  it('keeps every kind of group over a restart', async () => {
    const first = await start();
    const texts = [
      'a NaN\nb +Inf\nc -Inf\nd -0\ne 1e-300\nf{x="é😀\\n\\"\\\\",y=""} 0.1\nlabels 1\n__proto__ 1\n',
      '# HELP g a \\\\ and a\\nline\n# TYPE g gauge\ng 1\n# TYPE h counter\nh 2\n',
      '# TYPE i histogram\ni_bucket{le="0.5"} 1\ni_bucket{le="+Inf"} 18446744073709550000\ni_sum NaN\ni_count 1e19\n# TYPE j histogram\nj_count 1\n',
      '# TYPE k summary\nk{quantile="0.5"} NaN\nk{quantile="0.99"} 2\nk_sum 3\nk_count 4\n',
    ];
    for (const [index, text] of texts.entries()) {
      assert.equal(await push(first, `/metrics/job/${index}/x@base64/=/constructor/%F0%9F%98%80`, text), 200);
    }
    assert.equal(await push(first, '/metrics/job/phantom', 'm 1 5\n'), 400);
    const before = await groupsOf(first);
    const exposed = await exposition(first);
    await first.close();

    const second = await start();
    assert.equal(await groupsOf(second), before);
    assert.deepEqual(await exposition(second), exposed);
    assert.match(log.join('\n'), /5 groups restored from/);
    assert.deepEqual(await readdir(folder), ['groups.json']);
  });

  it('writes after the interval, and deletions too', async () => {
    const gateway = await start({ persistenceIntervalMs: 100 });
    await push(gateway, JOB, 'm 1\n');
    await untilFile((text) => text.includes('"m"'));
    await rawRequest(gateway.url, 'DELETE', JOB);
    await untilFile((text) => !text.includes('"m"'));
  });

  it('does not write before the interval', async () => {
    const gateway = await start({ persistenceIntervalMs: 3_000_000_000 });
    await push(gateway, JOB, 'm 1\n');
    await delay(300);
    assert.deepEqual(await readdir(folder), []);
  });

  it('keeps nothing without a file', async () => {
    const gateway = await startDevGateway({ port: 0 });
    await push(gateway, JOB, 'm 1\n');
    await gateway.close();
    assert.deepEqual(await readdir(folder), []);
  });

  it('survives being killed', async () => {
    const script = fileURLToPath(new URL('../support/devGatewayProcess.ts', import.meta.url));
    const child = spawn(process.execPath, ['--import', 'tsx', script, file], { stdio: ['ignore', 'pipe', 'inherit'] });
    const ended = once(child, 'exit');
    try {
      const [line] = (await once(child.stdout, 'data')) as [Buffer];
      const url = line.toString().trim();
      for (let index = 0; index < 50; index += 1) {
        assert.equal((await rawRequest(url, 'PUT', `/metrics/job/${index}`, { body: 'm 1\n' })).status, 200);
      }
      await untilFile((text) => text.includes('"job":"49"'));
    } finally {
      child.kill('SIGKILL');
      await ended;
    }
    assert.equal((await gatewayState((await start()).url)).length, 50);
  });

  for (const [title, content] of [
    ['not JSON', 'this is no file of ours'],
    ['not text', Buffer.from([0xff, 0x81, 0x00, 0x04, 0x0c])],
    ['cut off', '{"format":"taskmonitor-development-gateway","version":1,"groups":[{"key":{"job"'],
    ['of another program', '{"groups":[]}'],
    ['of a later version', '{"format":"taskmonitor-development-gateway","version":2,"groups":[]}'],
    [
      'of another shape',
      '{"format":"taskmonitor-development-gateway","version":1,"groups":[{"key":{"job":"a"},"families":[{"name":"m","type":"GAUGE","timeMs":1,"metrics":[{"labels":[],"value":1}]}]}]}',
    ],
  ] as const) {
    it(`moves a file aside that is ${title}, says so, and starts without groups`, async () => {
      await writeFile(file, content);
      const gateway = await start();
      assert.deepEqual(await gatewayState(gateway.url), []);
      const [aside = ''] = (await readdir(folder)).filter((name) => name.startsWith('groups.json.broken-'));
      assert.deepEqual(await readFile(join(folder, aside)), Buffer.from(content));
      assert.ok(
        log.some((line) => line.includes(file) && line.includes(aside)),
        log.join('\n'),
      );
      await push(gateway, JOB, 'm 1\n');
      await gateway.close();
      assert.deepEqual(await readFile(join(folder, aside)), Buffer.from(content));
      assert.equal((await gatewayState((await start()).url)).length, 1);
    });
  }

  it('takes an empty file for no groups', async () => {
    await writeFile(file, '');
    assert.deepEqual(await gatewayState((await start()).url), []);
    assert.deepEqual(await readdir(folder), ['groups.json']);
  });

  it('does not start with a path that cannot be used', async () => {
    await writeFile(file, '');
    for (const persistenceFile of [join(folder, 'missing', 'x'), folder, join(file, 'x')]) {
      const error = await failure(start({ persistenceFile }));
      assert.equal(error.code, 'persistence');
      assert.ok(error.message.includes(persistenceFile), error.message);
      assert.ok(error.cause instanceof Error);
    }
  });

  it('says when it could not write, at the time and at the end, and closes nevertheless', async () => {
    const gateway = await start({ persistenceIntervalMs: 0 });
    const moved = `${folder}-moved`;
    await rename(folder, moved);
    try {
      await push(gateway, JOB, 'm 1\n');
      for (let attempt = 0; attempt < 200 && log.length === 0; attempt += 1) await delay(20);
      assert.match(log.join('\n'), /could not be written to .*groups\.json/);
      assert.equal((await failure(gateway.close())).code, 'persistence');
      await assert.rejects(rawRequest(gateway.url, 'GET', '/-/ready'), /ECONNREFUSED/);
    } finally {
      await rename(moved, folder);
    }
  });

  it('does not write through what lies in the place of its temporary file', async () => {
    const victim = join(folder, 'victim');
    await writeFile(victim, 'precious');
    await symlink(victim, `${file}.in_progress`);
    const gateway = await start();
    await push(gateway, JOB, 'm 1\n');
    await gateway.close();
    assert.equal(await readFile(victim, 'utf8'), 'precious');
    assert.deepEqual((await readdir(folder)).toSorted(), ['groups.json', 'victim']);
  });

  async function untilFile(holds: (text: string) => boolean): Promise<void> {
    for (let attempt = 0; attempt < 250; attempt += 1) {
      const text = await readFile(file, 'utf8').catch(() => undefined);
      if (text !== undefined && holds(text)) return;
      await delay(20);
    }
    assert.fail(`${file} does not come to hold what it should`);
  }
});

async function failure(failing: Promise<unknown>): Promise<DevGatewayError> {
  const outcome = await failing.then(
    () => 'it succeeded',
    (error: unknown) => error,
  );
  assert.ok(outcome instanceof DevGatewayError, String(outcome));
  return outcome;
}

async function push(gateway: DevGateway, path: string, body: string): Promise<number> {
  return (await rawRequest(gateway.url, 'POST', path, { body })).status;
}

/** The very answer, times and all. */
async function groupsOf({ url }: DevGateway): Promise<string> {
  return (await rawRequest(url, 'GET', '/api/v1/metrics')).body;
}

/** What a scrape shows of the pushed metrics. */
async function exposition({ url }: DevGateway): Promise<readonly string[]> {
  const { body } = await rawRequest(url, 'GET', '/metrics');
  return body.split('\n').filter((line) => !/^(?:# (?:HELP|TYPE) )?(?:process_|pushgateway_)/.test(line));
}
