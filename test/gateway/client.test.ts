import assert from 'node:assert/strict';
import { GatewayClient } from '../../src/pushgateway/gatewayClient';
import { groupId } from '../../src/pushgateway/groupingKey';
import { expositionOf } from '../../src/pushgateway/testMetric';
import type { TestMetric } from '../../src/pushgateway/testMetric';
import { failureOf } from '../support/failureOf';
import { startRealPushgateway } from '../support/realPushgateway';
import type { RealPushgateway } from '../support/realPushgateway';
import { untilKeysAre } from '../support/untilKeysAre';

/** The client against the real Pushgateway: what it sends is taken, and what it reads is what was sent. */
describe('GatewayClient and the real Pushgateway', function () {
  this.timeout(60_000);

  let gateway: RealPushgateway;
  let client: GatewayClient;

  before(async () => {
    gateway = await startRealPushgateway();
    client = new GatewayClient({ url: gateway.url });
  });

  after(async () => {
    await client.close();
    await gateway.stop();
  });

  afterEach(async () => {
    for (const { key } of await client.groups()) await client.deleteGroup(key);
    await untilKeysAre(client, []);
  });

  it('tells its status', async () => {
    const status = await client.status();
    assert.match(status.version, /^\d+\.\d+\.\d+/);
    assert.equal(status.flags['web.enable-admin-api'], 'false');
    assert.ok(Number.isFinite(Date.parse(status.startTime ?? '')), status.startTime);
    assert.equal(status.forDevelopment, false);
  });

  it('replaces families of the same names with POST, the whole group with PUT', async () => {
    const key = { job: 'a', task_name: 't' };
    const names = async (): Promise<unknown> => {
      const [group] = await client.groups();
      assert.deepEqual(group?.key, key);
      return group.families.map(({ name, metrics }) => [name, metrics[0]?.value]);
    };
    await client.push(key, 'x 1\ny 1\n', { method: 'POST' });
    await client.push(key, 'x 2\n', { method: 'POST' });
    assert.deepEqual(await names(), [
      ['x', '2'],
      ['y', '1'],
    ]);
    await client.push(key, 'x 3\n', { method: 'PUT' });
    assert.deepEqual(await names(), [['x', '3']]);
  });

  it('tells when a group was pushed', async () => {
    const before = Date.now() / 1000;
    await client.push({ job: 'a' }, 'x 1\n', { method: 'POST' });
    const [group] = await client.groups();
    assert.ok(group);
    const pushTime = group.pushTime ?? assert.fail('no push time');
    assert.ok(pushTime >= before - 1 && pushTime <= Date.now() / 1000 + 1, String(pushTime));
    assert.equal(group.pushFailureTime, undefined);
    assert.equal(group.lastPushSuccessful, true);
  });

  it('deletes the group with exactly the key, and is content when there is none', async () => {
    await client.push({ job: 'a' }, 'x 1\n', { method: 'POST' });
    await client.push({ job: 'a', k: '1' }, 'y 1\n', { method: 'POST' });
    await client.deleteGroup({ job: 'a' });
    await client.deleteGroup({ job: 'never' });
    await untilKeysAre(client, [{ job: 'a', k: '1' }]);
  });

  // prettier-ignore
  const nasty = [
    '', '/', '//', '/a', 'a/b', 'a//b', '.', '..', '../..', '%2F', '%2Fa', 'a%2Fb', '%', '@base64', 'a@base64', ' ', 'a b', 'é',
    '漢字', '😀', '?', '#', '&', '+', ';', '=', '==', '"', '\\', '\n', '\r\n', '\0', 'job', 'a'.repeat(2000),
  ];
  for (const value of nasty) {
    it(`pushes, reads back and deletes a group with the value ${JSON.stringify(value.slice(0, 20))}`, async () => {
      const keys = [{ job: 'plain', k: value }, ...(value === '' ? [] : [{ job: value }])];
      for (const key of keys) await client.push(key, 'x 1\n', { method: 'POST' });
      // A neighbour that must survive each delete.
      await client.push({ job: 'plain' }, 'x 1\n', { method: 'POST' });
      const ids = (await client.groups()).map(({ id }) => id);
      assert.deepEqual(ids, [...keys, { job: 'plain' }].map(groupId).toSorted());
      for (const key of keys) await client.deleteGroup(key);
      await untilKeysAre(client, [{ job: 'plain' }]);
    });
  }

  it('reads every type with its values as they were pushed', async () => {
    const text = [
      '# HELP h Help of h.',
      '# TYPE h histogram',
      'h_bucket{le="0.5"} 1',
      'h_bucket{le="10"} 2',
      'h_bucket{le="+Inf"} 3',
      'h_sum 7.5',
      'h_count 3',
      '# TYPE s summary',
      's{quantile="0.9"} NaN',
      's{quantile="0.5"} 2',
      's_sum 9',
      's_count 4',
      '# TYPE c counter',
      'c 1.58e9',
      'u{x="q\\"b\\\\c\\nd"} -Inf',
      '',
    ].join('\n');
    await client.push({ job: 'a' }, text, { method: 'PUT' });
    const [group] = await client.groups();
    const labels = { instance: '', job: 'a' };
    assert.deepEqual(
      group?.families.map(({ name, type, help, metrics }) => ({ name, type, help, metrics })),
      [
        { name: 'c', type: 'COUNTER', help: '', metrics: [{ labels, value: '1.58e+09' }] },
        {
          name: 'h',
          type: 'HISTOGRAM',
          help: 'Help of h.',
          metrics: [
            {
              labels,
              count: '3',
              sum: '7.5',
              buckets: [
                { upperBound: '0.5', count: '1' },
                { upperBound: '10', count: '2' },
                { upperBound: '+Inf', count: '3' },
              ],
            },
          ],
        },
        {
          name: 's',
          type: 'SUMMARY',
          help: '',
          metrics: [
            {
              labels,
              count: '4',
              sum: '9',
              quantiles: [
                { quantile: '0.5', value: '2' },
                { quantile: '0.9', value: 'NaN' },
              ],
            },
          ],
        },
        { name: 'u', type: 'UNTYPED', help: '', metrics: [{ labels: { ...labels, x: 'q"b\\c\nd' }, value: '-Inf' }] },
      ],
    );
  });

  it('knows the key and the verdict of a group whose families hide them', async () => {
    const keys = [{ job: 'a', x: '' }, { job: 'a', instance: 'db-1' }, { job: 'a' }];
    for (const key of keys) await client.push(key, 'labels{own="1"} 3\nlast_push_successful 0\n', { method: 'POST' });
    const groups = await client.groups();
    assert.deepEqual(
      groups.map(({ id }) => id),
      keys.map(groupId).toSorted(),
    );
    for (const group of groups) {
      assert.equal(group.lastPushSuccessful, true);
      assert.deepEqual(
        group.families.map(({ name }) => name),
        ['labels', 'last_push_successful'],
      );
    }
  });

  it('pushes test metrics that come back the same', async () => {
    const labels = { text: 'q"b\\c\nd\r, {x}="y"', utf8: '漢 é 😀' };
    const metrics: readonly TestMetric[] = [
      {
        name: 'g',
        type: 'gauge',
        samples: [
          { labels, value: NaN },
          { labels: {}, value: -1.5 },
        ],
      },
      { name: 'runs_total', type: 'counter', samples: [{ labels, value: Infinity }] },
      { name: 'u', type: 'untyped', help: 'two\nlines \\', samples: [{ labels: {}, value: 1e-7 }] },
    ];
    await client.push({ job: 'test' }, await expositionOf(metrics), { method: 'PUT' });
    const [group] = await client.groups();
    const whole = { instance: '', job: 'test' };
    assert.deepEqual(
      group?.families.map(({ name, type, help, metrics: series }) => ({ name, type, help, series })),
      [
        {
          name: 'g',
          type: 'GAUGE',
          help: 'Test metric pushed by TaskMonitor.',
          series: [
            { labels: { ...whole, ...labels }, value: 'NaN' },
            { labels: whole, value: '-1.5' },
          ],
        },
        {
          name: 'runs_total',
          type: 'COUNTER',
          help: 'Test metric pushed by TaskMonitor.',
          series: [{ labels: { ...whole, ...labels }, value: '+Inf' }],
        },
        { name: 'u', type: 'UNTYPED', help: 'two\nlines \\', series: [{ labels: whole, value: '1e-07' }] },
      ],
    );
  });

  const rejected: [what: string, text: string, body: RegExp][] = [
    ['a text that is none', 'metric{ 1\n', /text format parsing error in line 1/],
    ['CRLF', 'x 1\r\n', /parsing error in line 1/],
    ['a missing last line feed', 'x 1', /unexpected end of input stream/],
    ['a timestamp', 'x 1 1758556800000\n', /pushed metrics must not have timestamps/],
    [
      'a clash with the gateway’s own type',
      '# TYPE go_goroutines counter\ngo_goroutines 1\n',
      /has type COUNTER but should have GAUGE/,
    ],
  ];
  for (const [what, text, body] of rejected) {
    it(`shows the whole body of a 400 for ${what}`, async () => {
      const error = await failureOf(client.push({ job: 'a' }, text, { method: 'POST' }), 'rejected');
      assert.equal(error.status, 400);
      assert.match(error.body ?? '', body);
      assert.ok(error.message.includes(gateway.url), error.message);
      assert.ok(error.message.includes((error.body ?? '').split('\n')[0] ?? '?'), error.message);
    });
  }

  it('shows a phantom group as never pushed and failed', async () => {
    await failureOf(client.push({ job: 'phantom' }, 'x 1 1758556800000\n', { method: 'POST' }), 'rejected');
    const [group] = await client.groups();
    assert.deepEqual(group?.key, { job: 'phantom' });
    assert.equal(group.lastPushSuccessful, false);
    assert.equal(group.pushTime, undefined);
    assert.ok((group.pushFailureTime ?? 0) > 1_600_000_000, String(group.pushFailureTime));
    assert.deepEqual(group.families, []);
  });

  it('takes what the gateway refuses as a key for a failure', async () => {
    await failureOf(client.push({ job: 'a', __x: '1' }, 'x 1\n', { method: 'POST' }), 'rejected');
  });

  it('says that the admin API is off', async () => {
    const error = await failureOf(client.wipe(), 'notFound');
    assert.match(error.message, /--web\.enable-admin-api/);
  });

  it('says that a route prefix is wrong', async () => {
    const lost = new GatewayClient({ url: `${gateway.url}/wrong` });
    try {
      const push = (): Promise<void> => lost.push({ job: 'a' }, 'x 1\n', { method: 'POST' });
      for (const ask of [() => lost.status(), () => lost.groups(), push]) {
        const error = await failureOf(ask(), 'notFound');
        assert.match(error.message, /--web\.route-prefix/);
        assert.ok(error.message.includes(`${gateway.url}/wrong`), error.message);
      }
    } finally {
      await lost.close();
    }
  });

  it('finds a gateway on 127.0.0.1 by the name localhost', async () => {
    const named = new GatewayClient({ url: `localhost:${gateway.port}` });
    try {
      assert.equal((await named.status()).forDevelopment, false);
    } finally {
      await named.close();
    }
  });
});
