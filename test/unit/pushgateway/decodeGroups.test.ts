import assert from 'node:assert/strict';
import { decodeGroups } from '../../../src/pushgateway/decodeGroups';
import { GatewayError } from '../../../src/pushgateway/gatewayError';

const STAMP = '2026-11-22T17:05:36.874731087Z';

/** A family as the real gateway writes it. */
function family(type: string, ...metrics: unknown[]): unknown {
  return { time_stamp: STAMP, type, help: 'Help.', metrics };
}

function time(seconds: string, labels: Record<string, string>): unknown {
  return family('GAUGE', { labels: { instance: '', ...labels }, value: seconds });
}

function answer(...groups: unknown[]): unknown {
  return { status: 'success', data: groups };
}

function group(key: Record<string, string>, families: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    labels: key,
    last_push_successful: true,
    push_time_seconds: time('1.795367136874731e+09', key),
    push_failure_time_seconds: time('0', key),
    ...families,
  };
}

function only(json: unknown): ReturnType<typeof decodeGroups>[number] {
  const groups = decodeGroups(json);
  assert.equal(groups.length, 1);
  return groups[0] ?? assert.fail('no group');
}

describe('decodeGroups', () => {
  it('reads an empty gateway', () => {
    assert.deepEqual(decodeGroups(answer()), []);
  });

  it('reads a group: times as numbers and not among the families, values as they are', () => {
    const labels = { job: 'a', instance: '', x: '1' };
    assert.deepEqual(only(answer(group({ job: 'a' }, { g: family('GAUGE', { labels, value: '1.58e+09' }) }))), {
      key: { job: 'a' },
      id: '["job","a"]',
      lastPushSuccessful: true,
      pushTime: 1795367136.874731,
      families: [
        { name: 'g', type: 'GAUGE', help: 'Help.', pushTime: STAMP, metrics: [{ labels, value: '1.58e+09' }] },
      ],
    });
  });

  it('keeps NaN and the infinities as the text that the gateway sent', () => {
    const values = ['NaN', '+Inf', '-Inf', '1e-320'];
    const decoded = only(
      answer(group({ job: 'a' }, { g: family('UNTYPED', ...values.map((value) => ({ labels: {}, value }))) })),
    );
    assert.deepEqual(
      decoded.families[0]?.metrics.map(({ value }) => value),
      values,
    );
  });

  it('puts classic buckets and quantiles in the order of their numbers', () => {
    const decoded = only(
      answer(
        group(
          { job: 'a' },
          {
            h: family('HISTOGRAM', {
              labels: {},
              buckets: { '+Inf': '4', '10': '3', '-1': '0', '0.5': '1', '1e+06': '4' },
              count: '4',
              sum: '7',
            }),
            s: family('SUMMARY', { labels: {}, quantiles: { '0.9': 'NaN', '0.5': '2' }, count: '4', sum: '9' }),
          },
        ),
      ),
    );
    assert.deepEqual(
      decoded.families.map(({ metrics }) => metrics),
      [
        [
          {
            labels: {},
            count: '4',
            sum: '7',
            buckets: [
              { upperBound: '-1', count: '0' },
              { upperBound: '0.5', count: '1' },
              { upperBound: '10', count: '3' },
              { upperBound: '1e+06', count: '4' },
              { upperBound: '+Inf', count: '4' },
            ],
          },
        ],
        [
          {
            labels: {},
            count: '4',
            sum: '9',
            quantiles: [
              { quantile: '0.5', value: '2' },
              { quantile: '0.9', value: 'NaN' },
            ],
          },
        ],
      ],
    );
  });

  it('reads native buckets, with the ends that belong to them', () => {
    const buckets = [
      [1, '-2', '-1', '1'],
      [3, '-0.5', '0.5', '2'],
      [0, '1', '2', '3'],
      [2, '4', '8', '4'],
    ];
    const decoded = only(
      answer(group({ job: 'a' }, { h: family('HISTOGRAM', { labels: {}, buckets, count: '10', sum: '7' }) })),
    );
    assert.deepEqual(decoded.families[0]?.metrics, [
      {
        labels: {},
        count: '10',
        sum: '7',
        nativeBuckets: [
          { range: '[-2,-1)', count: '1' },
          { range: '[-0.5,0.5]', count: '2' },
          { range: '(1,2]', count: '3' },
          { range: '(4,8)', count: '4' },
        ],
      },
    ]);
  });

  it('says that a group was never pushed when its time is 0, and keeps the time of a failure', () => {
    const key = { job: 'phantom' };
    const decoded = only(
      answer({
        labels: key,
        last_push_successful: false,
        push_time_seconds: time('0', key),
        push_failure_time_seconds: time('1.6e+09', key),
      }),
    );
    assert.deepEqual(decoded, {
      key,
      id: '["job","phantom"]',
      lastPushSuccessful: false,
      pushFailureTime: 1_600_000_000,
      families: [],
    });
  });

  it('finds the key again where a family named "labels" hides it', () => {
    const key = { job: 'a', x: '', instance: 'db-1' };
    const shadow = family('UNTYPED', { labels: { ...key, own: '1' }, value: '3' });
    const decoded = only(answer(group(key, { labels: shadow })));
    assert.deepEqual(decoded.key, key);
    assert.deepEqual(
      decoded.families.map(({ name }) => name),
      ['labels'],
    );
  });

  it('leaves the instance that the gateway made out of a key that was hidden', () => {
    const shadow = family('UNTYPED', { labels: { job: 'a', instance: '' }, value: '3' });
    assert.deepEqual(only(answer(group({ job: 'a' }, { labels: shadow }))).key, { job: 'a' });
  });

  const verdicts: [pushed: string, failed: string, successful: boolean][] = [
    ['2e+09', '0', true],
    ['2e+09', '1e+09', true],
    ['2e+09', '2e+09', true],
    ['1e+09', '2e+09', false],
  ];
  for (const [pushed, failed, successful] of verdicts) {
    it(`works out the verdict where a family hides it: pushed ${pushed}, failed ${failed}`, () => {
      const key = { job: 'a' };
      const decoded = only(
        answer({
          labels: key,
          last_push_successful: family('GAUGE', { labels: key, value: '1' }),
          push_time_seconds: time(pushed, key),
          push_failure_time_seconds: time(failed, key),
        }),
      );
      assert.equal(decoded.lastPushSuccessful, successful);
      assert.deepEqual(
        decoded.families.map(({ name }) => name),
        ['last_push_successful'],
      );
    });
  }

  it('takes a grouping label named "metrics" for a label', () => {
    assert.deepEqual(only(answer(group({ job: 'a', metrics: 'x' }))).key, { job: 'a', metrics: 'x' });
  });

  it('keeps families and labels that are named as parts of every object', () => {
    const json: unknown = JSON.parse(
      `{"status":"success","data":[{"labels":{"job":"a"},"last_push_successful":true,
        "constructor":{"type":"GAUGE","metrics":[{"labels":{"__proto__":"x"},"value":"1"}]}}]}`,
    );
    const [found] = only(json).families;
    assert.equal(found?.name, 'constructor');
    assert.deepEqual(Object.entries(found.metrics[0]?.labels ?? {}), [['__proto__', 'x']]);
  });

  it('sorts groups by id and families by name, and leaves series in their order', () => {
    const series = ['2', '1', '3'].map((x) => ({ labels: { x }, value: '0' }));
    const groups = decodeGroups(
      answer(
        group({ job: 'b' }),
        group({ job: 'a', x: '1' }, { z: family('GAUGE', ...series), a: family('GAUGE') }),
        group({ job: 'a' }),
      ),
    );
    assert.deepEqual(
      groups.map(({ key }) => key),
      [{ job: 'a' }, { job: 'a', x: '1' }, { job: 'b' }],
    );
    assert.deepEqual(
      groups[1]?.families.map(({ name }) => name),
      ['a', 'z'],
    );
    assert.deepEqual(
      groups[1]?.families[1]?.metrics.map(({ labels }) => labels['x']),
      ['2', '1', '3'],
    );
  });

  it('bears with what is missing, odd or new', () => {
    const decoded = only(
      answer(
        group(
          { job: 'a' },
          {
            a: { metrics: [{ value: 3 }, null, 'x', { labels: { x: 'y', n: 7, o: {} }, value: {} }] },
            b: { type: 'GAUGE_HISTOGRAM', metrics: [] },
            h: { type: 'HISTOGRAM', metrics: [{ buckets: [[0, '1'], 'x', null] }] },
            some_new_key: 'text',
            another: { metrics: 'none' },
          },
        ),
      ),
    );
    assert.deepEqual(decoded.families, [
      { name: 'a', type: 'UNTYPED', help: '', metrics: [{ labels: {}, value: '3' }, { labels: { x: 'y', n: '7' } }] },
      { name: 'b', type: 'UNTYPED', help: '', metrics: [] },
      { name: 'h', type: 'HISTOGRAM', help: '', metrics: [{ labels: {}, nativeBuckets: [] }] },
    ]);
  });

  const hostile: [what: string, json: unknown][] = [
    ['null', null],
    ['a text', 'success'],
    ['an array', []],
    ['an empty object', {}],
    ['no data', { status: 'success' }],
    ['data of null', { status: 'success', data: null }],
    ['data that is an object', { status: 'success', data: {} }],
    ['an error', { status: 'error', data: [] }],
    ['Prometheus’ own query answer', { status: 'success', data: { resultType: 'vector', result: [] } }],
    ['a group of null', answer(null)],
    ['a group that is a text', answer('x')],
    ['a group without labels', answer({ last_push_successful: true })],
    ['labels that are no texts', answer({ labels: { job: 1 }, last_push_successful: true })],
    ['labels in an array', answer({ labels: ['job'], last_push_successful: true })],
  ];
  for (const [what, json] of hostile) {
    it(`says that ${what} comes from no Pushgateway`, () => {
      assert.throws(
        () => decodeGroups(json, 'http://somewhere:9091'),
        (error) =>
          error instanceof GatewayError &&
          error.code === 'notAPushgateway' &&
          error.message.includes('http://somewhere:9091'),
      );
    });
  }
});
