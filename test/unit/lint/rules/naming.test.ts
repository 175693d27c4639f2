import assert from 'node:assert/strict';
import type { MetricDeclaration } from '../../../../src/syntax/metrics/metricDeclaration';
import { applyEdits } from '../../../../src/text/textEdit';
import { declared } from '../../../support/declared';
import { fixedName, lintDeclared, lintName } from '../../../support/lintDeclared';

type Told = Partial<MetricDeclaration> & { readonly name: string };

/** A metric of prom-client: exposed as written. */
function js(type: MetricDeclaration['type'], name: string): Told {
  return { client: 'prom-client', type, name };
}

/** What a rule finds, and the name after its fix; undefined for no finding, null for one without a fix. */
const cases: readonly (readonly [rule: string, told: Told, fixed: string | null | undefined])[] = [
  ['counter-total', { type: 'counter', name: 'requests' }, undefined],
  ['counter-total', js('counter', 'requests'), 'requests_total'],
  ['counter-total', js('counter', 'requests_count'), 'requests_total'],
  ['counter-total', js('counter', 'requests_counter'), 'requests_total'],
  ['counter-total', js('counter', 'counter'), 'counter_total'],
  ['counter-total', js('counter', 'requestsTotal'), 'requestsTotal_total'],
  ['counter-total', { client: 'client_golang', type: 'counter', name: 'requests', namespace: null }, 'requests_total'],
  ['counter-total', { type: 'gauge', name: 'rows_total' }, 'rows'],
  ['counter-total', { type: 'gauge', name: 'total' }, undefined],
  ['counter-total', { type: 'gauge', name: '_total' }, null],
  ['counter-total', { client: 'client_golang', type: 'gauge', name: 'total', namespace: 'rows' }, null],
  ['counter-total', { type: 'unknown', name: 'rows_total' }, undefined],
  ['counter-total', { client: 'text', type: 'counter', name: 'requests' }, null],
  ['counter-total', { client: 'taskmonitor', language: 'python', type: 'counter', name: 'requests' }, undefined],
  [
    'counter-total',
    { client: 'taskmonitor', language: 'typescript', type: 'counter', name: 'requests' },
    'requests_total',
  ],

  ['metric-name', { name: 'queue_length' }, undefined],
  ['metric-name', { name: 'queueLength' }, 'queue_length'],
  ['metric-name', { name: 'HTTPRequestsOpen' }, 'http_requests_open'],
  ['metric-name', { name: 'queue:length' }, 'queue_length'],
  ['metric-name', { name: 'queue.length-now' }, 'queue_length_now'],
  ['metric-name', { name: '5xx' }, null],
  ['metric-name', { name: 'größe' }, 'gr_e'],
  ['metric-name', { name: 'queue_count' }, null],
  ['metric-name', js('counter', 'requests_count'), 'requests_total'],
  ['metric-name', { type: 'counter', name: 'requests_count' }, undefined],
  ['metric-name', { type: 'summary', name: 'wait_count' }, undefined],
  ['metric-name', { type: 'summary', name: 'wait_bucket' }, null],
  ['metric-name', { type: 'unknown', name: 'wait_bucket' }, undefined],

  ['metric-type-in-name', { name: 'queue_gauge' }, 'queue'],
  ['metric-type-in-name', { name: 'queue_gauge_seconds' }, 'queue_seconds'],
  ['metric-type-in-name', { name: 'gauge_queue' }, undefined],
  ['metric-type-in-name', { name: 'gauge_histogram_x' }, 'x'],
  ['metric-type-in-name', { name: '_gauge' }, null],
  ['metric-type-in-name', { client: 'client_golang', name: 'gauge', namespace: 'queue' }, null],
  ['metric-type-in-name', { client: 'client_golang', name: 'gauge', namespace: null }, undefined],
  ['metric-type-in-name', { client: 'client_golang', name: 'gauge_x', namespace: 'queue' }, 'x'],

  ['metric-unit', { name: 'wait_seconds' }, undefined],
  ['metric-unit', { name: 'wait_ms' }, 'wait_seconds'],
  ['metric-unit', { name: 'wait_milliseconds' }, 'wait_seconds'],
  ['metric-unit', { name: 'size_kb' }, 'size_bytes'],
  ['metric-unit', { name: 'length_m' }, null],
  ['metric-unit', { name: 'ms', client: 'client_golang', namespace: 'wait' }, 'seconds'],
  ['metric-unit', { name: 'wait', unit: 'milliseconds' }, null],
  ['metric-unit', { name: 'wait', unit: 'seconds' }, undefined],
  ['metric-unit', { name: 'kb_per_hours' }, 'bytes_per_seconds'],
  ['metric-unit', { type: 'counter', name: 'wait_ms' }, 'wait_seconds'],

  ['missing-unit', { name: 'order_processing_time' }, 'order_processing_time_seconds'],
  ['missing-unit', { name: 'api_response_time' }, 'api_response_time_seconds'],
  ['missing-unit', { name: 'api_response_time_seconds' }, undefined],
  ['missing-unit', { name: 'api_response_time', unit: 'seconds' }, undefined],
  ['missing-unit', { name: 'api_response_time_ms' }, undefined],
  ['missing-unit', { name: 'response_time_avg' }, 'response_time_seconds_avg'],
  ['missing-unit', { type: 'histogram', name: 'request_duration' }, 'request_duration_seconds'],
  ['missing-unit', { type: 'histogram', name: 'request_duration_histogram' }, 'request_duration_seconds_histogram'],
  ['missing-unit', { type: 'counter', name: 'requests_unknown_latency' }, undefined],
  ['missing-unit', { name: 'cpu_time' }, 'cpu_time_seconds'],
  ['missing-unit', { name: 'elapsed_time' }, 'elapsed_time_seconds'],
  ['missing-unit', { name: 'start_time' }, 'start_timestamp_seconds'],
  ['missing-unit', { name: 'last_run_time' }, 'last_run_timestamp_seconds'],
  ['missing-unit', { type: 'histogram', name: 'build_finished_time' }, 'build_finished_time_seconds'],
  ['missing-unit', { name: 'request_size' }, 'request_size_bytes'],
  ['missing-unit', { name: 'oldest_message_age' }, 'oldest_message_age_seconds'],
  ['missing-unit', { type: 'unknown', name: 'request_duration' }, undefined],
  ...[
    'queue_size',
    'pool_size',
    'users_by_age',
    'system_time',
    'page',
    'message',
    'timestamp',
    'times',
    'runtime_info',
  ].map((name) => ['missing-unit', { name }, undefined] as const),
];

describe('rules on names', () => {
  for (const [rule, told, fixed] of cases) {
    const { name, type = 'gauge', client = 'prometheus_client' } = told;
    it(`${rule}: ${type} ${name} of ${client}: ${fixed ?? (fixed === null ? 'no fix' : 'nothing')}`, () => {
      assert.equal(lintName(rule, told).length, fixed === undefined ? 0 : 1);
      assert.equal(fixedName(rule, told), fixed ?? undefined);
    });
  }

  it('mark the name as exposed, where it stands', () => {
    const text = 'f("wait_ms")';
    const told = { name: 'wait_ms', nameSpan: { start: 2, end: 11 }, nameTextSpan: { start: 3, end: 10 } };
    const [finding] = lintDeclared('metric-unit', text, [declared({ ...told, namespace: 'shop' })]);
    assert.ok(finding !== undefined);
    assert.deepEqual([finding.metric, finding.span], ['shop_wait_ms', told.nameTextSpan]);
    assert.match(finding.message, /^'shop_wait_ms' abbreviates its unit \(ms\): give the value in seconds/);
    assert.deepEqual(
      finding.fixes.map(({ safe, title }) => ({ safe, title })),
      [{ safe: false, title: "Rename to 'shop_wait_seconds' (change the values to the base unit as well)" }],
    );
  });

  it('do not read what is too long to be a name', () => {
    const name = `${'last_'.repeat(200_000)}wait_ms`;
    for (const rule of ['metric-unit', 'missing-unit', 'metric-type-in-name', 'counter-total', 'metric-name']) {
      assert.deepEqual(lintName(rule, { name }), []);
    }
  });

  it('offer no new name where the old one does not stand as one literal, or is not known', () => {
    assert.deepEqual(lintName('metric-unit', { name: 'wait_ms', nameTextSpan: undefined })[0]?.fixes, []);
    assert.deepEqual(lintDeclared('metric-unit', '', [declared({ name: undefined })]), []);
  });

  it('rename a family of a text in all its lines', () => {
    const text =
      '# HELP wait_ms Wait.\n# TYPE wait_ms summary\nwait_ms{a="wait_ms"} 1\nwait_ms_sum 1\nwait_ms_count 1\nwait_msx 1\n';
    const span = { start: 7, end: 14 };
    const wait = declared({ name: 'wait_ms', client: 'text', type: 'summary', nameSpan: span, nameTextSpan: span });
    const [finding] = lintDeclared('metric-unit', text, [wait], { language: 'exposition' });
    assert.equal(
      applyEdits(text, finding?.fixes[0]?.edits ?? []),
      '# HELP wait_seconds Wait.\n# TYPE wait_seconds summary\nwait_seconds{a="wait_ms"} 1\nwait_seconds_sum 1\nwait_seconds_count 1\nwait_msx 1\n',
    );
    assert.deepEqual(lintDeclared('metric-unit', text, [wait], { language: 'bash' })[0]?.fixes, []);
  });
});

describe('missing-help', () => {
  const rule = 'missing-help';

  it('puts a text in where there is none, or an empty one', () => {
    const text = 'f("queue_length", "")';
    const empty = declared({ name: 'queue_length', help: { kind: 'given', text: '', span: { start: 18, end: 20 } } });
    const [finding] = lintDeclared(rule, text, [empty]);
    assert.equal(finding?.severity, 'info');
    assert.equal(applyEdits(text, finding.fixes[0]?.edits ?? []), 'f("queue_length", "Queue length.")');
    const absent = declared({
      name: 'queue_length',
      help: { kind: 'absent' },
      helpInsertion: { at: 15, before: ', help: "', after: '"' },
    });
    const [other] = lintDeclared(rule, 'f("queue_length")', [absent]);
    assert.equal(
      applyEdits('f("queue_length")', other?.fixes[0]?.edits ?? []),
      'f("queue_length, help: "Queue length."")',
    );
  });

  it('says nothing of a text that is given or made elsewhere', () => {
    assert.deepEqual(lintDeclared(rule, '', [declared({}), declared({ help: { kind: 'unknown' } })]), []);
  });

  it('offers nothing where it cannot be put in', () => {
    const blank = declared({ help: { kind: 'given', text: ' ', span: { start: 0, end: 3 } } });
    assert.deepEqual(
      lintDeclared(rule, '" "', [blank, declared({ help: { kind: 'absent' } })]).map(({ fixes }) => fixes),
      [[], []],
    );
  });
});
