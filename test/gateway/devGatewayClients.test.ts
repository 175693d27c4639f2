import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { GatewayClient } from '../../src/pushgateway/gatewayClient';
import { startDevGateway } from '../../src/pushgateway/devGateway/startDevGateway';
import type { DevGateway } from '../../src/pushgateway/devGateway/startDevGateway';
import { isObject } from '../../src/pushgateway/jsonObject';
import { freePort } from '../support/freePort';
import { rawRequest } from '../support/rawRequest';

/** A Debian program, and the package that has it. */
const PYTHON = ['/usr/bin/python3', 'python3-prometheus-client'] as const;
const CURL = ['curl', 'curl'] as const;
const PROMTOOL = ['promtool', 'prometheus'] as const;
const PROMETHEUS = ['prometheus', 'prometheus'] as const;

describe('Development gateway with the programs that people use', () => {
  let gateway: DevGateway;
  let client: GatewayClient;

  beforeEach(async () => {
    gateway = await startDevGateway({ port: 0, enableAdminApi: true });
    client = new GatewayClient({ url: gateway.url });
  });

  afterEach(async () => {
    await client.close();
    await gateway.close();
  });

  it('is known by our client as a gateway for development', async () => {
    const status = await client.status();
    assert.equal(status.forDevelopment, true);
    assert.match(status.version, /^1\.5\.1\b/);
    assert.equal(status.flags['web.enable-admin-api'], 'true');
    assert.equal(status.flags['web.listen-address'], `127.0.0.1:${gateway.port}`);
    assert.ok(Math.abs(Date.parse(status.startTime ?? '') - Date.now()) < 60_000);
  });

  it('does what our client asks for', async () => {
    const key = { job: 'a/b', empty: '', text: '../日本 😀' };
    await client.push(key, '# TYPE m gauge\nm{x="1"} 5\n', { method: 'PUT' });
    const [group] = await client.groups();
    assert.deepEqual(group?.key, key);
    assert.equal(group.families[0]?.metrics[0]?.value, '5');
    await assert.rejects(client.push(key, 'm 1\nm 1\n', { method: 'POST' }), /collected before/);
    assert.equal((await client.groups())[0]?.lastPushSuccessful, false);
    await client.deleteGroup(key);
    assert.deepEqual(await client.groups(), []);
    await client.push(key, 'm 1\n', { method: 'PUT' });
    await client.wipe();
    assert.deepEqual(await client.groups(), []);
  });

  it('takes what prometheus_client for Python pushes', async () => {
    const script = `
import sys
from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, Summary, delete_from_gateway, push_to_gateway, pushadd_to_gateway
url = sys.argv[1]
registry = CollectorRegistry()
Gauge('records', 'Records', ['stage'], registry=registry).labels('in/out "1"').set(12.5)
Counter('runs', 'Runs', registry=registry).inc()
Histogram('size_bytes', 'Size', registry=registry).observe(3)
Summary('wait_seconds', 'Wait', registry=registry).observe(2)
Info('build', 'Build', registry=registry).info({'v': '1'})
push_to_gateway(url, job='nightly/1', registry=registry, grouping_key={'task': '', 'name': '日本'})
other = CollectorRegistry()
Gauge('other', 'Other', registry=other).set(1)
pushadd_to_gateway(url, job='nightly/1', registry=other, grouping_key={'task': '', 'name': '日本'})
push_to_gateway(url, job='gone', registry=other)
delete_from_gateway(url, job='gone')
try:
    push_to_gateway(url + '/nowhere', job='x', registry=other)
except OSError as error:
    print(error)
`;
    const { code, output } = await run(PYTHON, ['-c', script, gateway.url]);
    assert.equal(code, 0, output);
    assert.match(output, /HTTP Error 404: Not Found/);
    const groups = await client.groups();
    assert.deepEqual(
      groups.map(({ key }) => key),
      [{ job: 'nightly/1', name: '日本', task: '' }],
    );
    const families = new Map(groups[0]?.families.map((family) => [family.name, family]));
    assert.equal(families.get('records')?.metrics[0]?.labels['stage'], 'in/out "1"');
    assert.equal(families.get('runs_total')?.type, 'COUNTER');
    assert.equal(families.get('size_bytes')?.metrics[0]?.buckets?.length, 15);
    assert.equal(families.get('wait_seconds')?.metrics[0]?.sum, '2');
    assert.equal(families.get('other')?.metrics[0]?.value, '1');
  });

  it('takes what curl sends', async () => {
    const url = `${gateway.url}/metrics/job/backup/instance/db1`;
    const curl = (args: readonly string[], input = ''): Promise<{ code: number; output: string }> =>
      run(CURL, ['-sS', '-w', '%{http_code}', ...args, url], input);
    const gauge = '# TYPE size_bytes gauge\nsize_bytes 5\n';
    assert.deepEqual(await curl(['--data-binary', '@-'], gauge), { code: 0, output: '200' });
    // An upload from stdin has no length: it comes in chunks.
    assert.deepEqual(await curl(['-T', '-'], 'other 6\n'), { code: 0, output: '200' });
    assert.deepEqual(
      (await client.groups())[0]?.families.map(({ name }) => name),
      ['other'],
    );
    assert.deepEqual(await curl(['--data-binary', '@-'], 'size_bytes 5'), {
      code: 0,
      output: 'text format parsing error in line 1: unexpected end of input stream\n400',
    });
    assert.deepEqual(await curl(['-X', 'DELETE']), { code: 0, output: '202' });
    assert.deepEqual(await client.groups(), []);
  });

  it('lets curl see why a huge body is refused', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'dev-gateway-'));
    try {
      const file = join(folder, 'huge');
      await writeFile(file, '# a line of a comment\n'.repeat(2_000_000));
      const target = `${gateway.url}/metrics/job/a`;
      const { output } = await run(CURL, ['-sS', '-w', '%{http_code}', '--data-binary', `@${file}`, target]);
      assert.match(output, /at most 16,?777,?216 bytes/);
      assert.match(output, /413/);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('exposes what promtool finds nothing wrong with', async () => {
    const text =
      '# HELP a_seconds A.\n# TYPE a_seconds gauge\na_seconds 1\n# HELP b_bytes B.\n# TYPE b_bytes histogram\nb_bytes_bucket{le="1"} 1\nb_bytes_sum 1\nb_bytes_count 1\n' +
      '# HELP c_seconds C.\n# TYPE c_seconds summary\nc_seconds{quantile="0.5"} NaN\nc_seconds_sum 1\nc_seconds_count 1\n';
    await client.push({ job: 'a', name: 'é "😀"' }, text, { method: 'PUT' });
    await client.push({ job: 'b' }, text, { method: 'POST' });
    await assert.rejects(client.push({ job: 'c' }, 'm 1 5\n', { method: 'POST' }));
    const { body, headers } = await rawRequest(gateway.url, 'GET', '/metrics');
    assert.equal(headers['content-type'], 'text/plain; version=0.0.4; charset=utf-8');
    for (const own of [
      'pushgateway_build_info',
      'pushgateway_http_requests_total',
      'pushgateway_http_push_size_bytes_count',
      'pushgateway_http_push_duration_seconds_sum',
      'process_start_time_seconds',
      'process_cpu_seconds_total',
    ]) {
      assert.match(body, new RegExp(`^${own}[ {]`, 'm'));
    }
    assert.match(body, /pushgateway_http_requests_total\{handler="push",code="400",method="post"\} 1/);
    assert.deepEqual(await run(PROMTOOL, ['check', 'metrics'], body), { code: 0, output: '' });
  });

  it('is scraped by Prometheus', async function () {
    this.timeout(60_000);
    const folder = await mkdtemp(join(tmpdir(), 'dev-gateway-'));
    const port = await freePort();
    await client.push({ job: 'nightly', task: 'é' }, '# TYPE records gauge\nrecords 42\n', { method: 'PUT' });
    await writeFile(
      join(folder, 'prometheus.yml'),
      `scrape_configs:\n- job_name: pushgateway\n  honor_labels: true\n  scrape_interval: 1s\n  static_configs:\n  - targets: ['127.0.0.1:${gateway.port}']\n`,
    );
    const prometheus = spawn(
      PROMETHEUS[0],
      [
        `--config.file=${folder}/prometheus.yml`,
        `--storage.tsdb.path=${folder}/data`,
        `--web.listen-address=127.0.0.1:${port}`,
      ],
      { stdio: 'ignore' },
    );
    const failed = once(prometheus, 'error').then(() => Promise.reject(missing(PROMETHEUS)));
    const ended = once(prometheus, 'exit');
    try {
      const query = `/api/v1/query?query=${encodeURIComponent('records{job="nightly"} and on() up == 1')}`;
      const result = await Promise.race([failed, scraped(`http://127.0.0.1:${port}`, query)]);
      assert.ok(isObject(result));
      // An empty label is none to Prometheus.
      assert.deepEqual(result['metric'], { __name__: 'records', job: 'nightly', task: 'é' });
      assert.ok(Array.isArray(result['value']) && result['value'][1] === '42');
    } finally {
      prometheus.kill();
      await ended;
      await rm(folder, { recursive: true, force: true });
    }
  });
});

/** The first series of a query, once there is one. */
async function scraped(url: string, query: string): Promise<unknown> {
  for (;;) {
    const answer = await rawRequest(url, 'GET', query).catch(() => undefined);
    const json: unknown = answer?.status === 200 ? JSON.parse(answer.body) : undefined;
    const data = isObject(json) ? json['data'] : undefined;
    const result: unknown = isObject(data) ? data['result'] : undefined;
    if (Array.isArray(result) && result.length > 0) return result[0];
    await delay(200);
  }
}

/** Runs a program to its end; `output` is what it wrote to either stream. */
async function run(
  program: readonly [command: string, debianPackage: string],
  args: readonly string[],
  input = '',
): Promise<{ code: number; output: string }> {
  const child = spawn(program[0], args, { stdio: 'pipe', timeout: 15_000 });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      output += part;
    });
  }
  child.stdin.on('error', () => undefined).end(input);
  const code = await new Promise<number>((resolve, reject) => {
    child.once('error', () => {
      reject(missing(program));
    });
    child.once('close', (status) => {
      resolve(status ?? -1);
    });
  });
  return { code, output };
}

function missing([command, debianPackage]: readonly [string, string]): Error {
  return new Error(`${command} is missing. Install it: apt-get install ${debianPackage}`);
}
