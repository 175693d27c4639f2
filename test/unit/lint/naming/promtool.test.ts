import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { lintFacts } from '../../../../src/lint/lint';
import type { MetricType } from '../../../../src/syntax/metrics/metricDeclaration';
import { noFacts } from '../../../../src/syntax/metrics/metricFacts';
import { declared } from '../../../support/declared';

/** What `promtool check metrics` says, and the rule of ours that says it. */
const messages: readonly (readonly [RegExp, string])[] = [
  [/^no help text$/, 'missing-help'],
  [/^use base unit/, 'metric-unit'],
  [/abbreviated units$/, 'metric-unit'],
  [/^(?:non-)?counter metrics should/, 'counter-total'],
  [/^metric name should not include type/, 'metric-type-in-name'],
  [/^metric names should not contain ':'$/, 'metric-name'],
  [/'camelCase'$/, 'metric-name'],
  [/^non-\S+ .*should not have "_\w+" suffix$/, 'metric-name'],
  [/should not have "(?:le|quantile)" label$/, 'reserved-label'],
];
const ours = new Set(messages.map(([, rule]) => rule));

/** Behind a first word of its own for each case, so that no name is another one's series. */
const ends: readonly string[] = [
  'requests requests_total total requests_count requests_sum requests_bucket bucket count sum countdown requests_count_total',
  'seconds duration_seconds duration_milliseconds duration_microseconds duration_ms duration_us duration_ns duration_s duration_sec',
  'seconds_total milliseconds_total ms_total duration_minutes uptime_hours age_days age_weeks hours_worked decades yesterday',
  'size_bytes size_kilobytes size_kibibytes size_mibibytes size_mebibytes size_megabytes size_gigabytes size_b size_kb size_mb size_gb size_tb size_pb size_kib size_bits',
  'temperature_celsius temperature_fahrenheit temperature_kelvin temperature_kelvins temperature_rankine temperature_millikelvin',
  'distance_meters distance_metres distance_kilometers distance_kilometres distance_miles distance_inches distance_yards thermometers distance_m',
  'energy_joules energy_calories energy_kilojoules weight_grams weight_kilograms weight_pounds weight_ounces voltage_volts voltage_millivolts current_amperes current_milliamperes',
  'ratio percent percentage fraction info build_info timestamp_seconds created gsum gcount',
  'queue_gauge gauge_queue queue_gauges the_counter counter_of_things events_counter_total a_summary summary_of_day a_histogram histogram_of_x gauge_histogram GAUGE Gauge_x',
  'fooBar fooBarTotal FooBar FOOBAR foo_Bar x2Y requestsTotal milliSeconds SECONDS Milliseconds duration_MS duration_Ms',
  'job:requests:rate5m a:b :x: x:seconds x_ms:y total: colon:ms',
  'm h d s b m_total h_of_x d_x x_b_y x_s_total ms_per_request per_s s3_requests b2b_calls d3 mbps x_msec x_min x_mins x_secs x_hour',
  'http_requests_5xx a__b trailing_ a__ms ms_ _ms_ x__total total_requests sum_of_x count_of_x bucket_list',
  'seconds_ms ms_seconds milliseconds_ms kb_per_s kilobytes_per_hour meters_per_second meters_per_seconds',
  'cpu_usage memory_usage open_connections in_flight_requests last_success_timestamp_seconds job_duration_seconds_total cache_hits errors',
  'network_receive_bytes_total network_receive_bits rate_per_minute items_per_hour disk_io_time process_cpu_seconds_total p99_ms p99_ms_total',
  'time_to_first_byte first_bytes bytes_ kilowatts watts volts_total meters_total metres_total joules_total kelvins_total pounds_sterling weekly days_total nanoseconds_bucket picoseconds_count',
  'hectopascals decibels centimeters decimeters nanometers gigajoules terabytes petabytes tebibytes pebibytes gibibytes gigibytes',
  'up scrape_timeouts queue_depth threads workers batch_ids retries attempts connections_open last_run',
].flatMap((line) => line.split(' '));

/** Names that begin with the word in question. */
const whole =
  'ms milliseconds gauge gauge_first counter_a seconds_first hours_ total_ _total _ms _gauge _count fooBaz a:c'.split(
    ' ',
  );

/**
 * promtool 2.42 looks for units in an order that changes from run to run; where a name has two, we take the first, as promlint
 * does since client_golang 1.16.
 */
function spellsTwoUnits(name: string): boolean {
  const spelled =
    /^(?:(?:pico|nano|micro|milli|kilo|mibi|mega|giga)?(?:seconds|bytes|meters)|hours|minutes|days|weeks|miles)$/;
  return name.split('_').filter((word) => spelled.test(word)).length > 1;
}

type TextType = Exclude<MetricType, 'info' | 'stateset' | 'gaugehistogram' | 'unknown'> | 'untyped';
const types: readonly TextType[] = ['counter', 'gauge', 'summary', 'histogram', 'untyped'];

interface Case {
  readonly name: string;
  readonly type: TextType;
  readonly help: boolean;
  readonly label?: string;
}

function exposition({ name, type, help, label }: Case): string {
  const labels = label === undefined ? '' : `{${label}="1"}`;
  const inner = label === undefined ? '' : `${label}="1",`;
  const samples = {
    counter: `${name}${labels} 1\n`,
    gauge: `${name}${labels} 1\n`,
    untyped: `${name}${labels} 1\n`,
    summary: `${name}${label === 'quantile' ? '{quantile="1"}' : labels} 1\n${name}_sum 1\n${name}_count 1\n`,
    histogram: `${name}_bucket{${label === 'le' ? '' : inner}le="+Inf"} 1\n${name}_sum 1\n${name}_count 1\n`,
  };
  return `${help ? `# HELP ${name} Help.\n` : ''}# TYPE ${name} ${type}\n${samples[type]}`;
}

/** The rules that promtool's messages stand for, by name. */
function promtool(cases: readonly Case[]): ReadonlyMap<string, ReadonlySet<string>> {
  const { stderr, status, error } = spawnSync('promtool', ['check', 'metrics'], {
    input: cases.map(exposition).join(''),
    encoding: 'utf8',
  });
  assert.ok(error === undefined, 'needs promtool: apt install prometheus');
  assert.ok(status === 0 || status === 3, stderr);
  const found = new Map<string, Set<string>>();
  for (const line of stderr.trim().split('\n')) {
    const [, name = '', message = ''] = /^(\S+) (.*)$/.exec(line) ?? [];
    const rule = messages.find(([pattern]) => pattern.test(message))?.[1];
    assert.ok(rule !== undefined, `promtool says what no rule of ours does: ${line}`);
    found.set(name, (found.get(name) ?? new Set()).add(rule));
  }
  return found;
}

function rulesOf({ name, type, help, label }: Case): ReadonlySet<string> {
  const declaration = declared({
    name,
    type: type === 'untyped' ? 'unknown' : type,
    client: 'text',
    ...(help ? {} : { help: { kind: 'absent' } }),
    labels: label === undefined ? [] : [{ name: label, span: { start: 1, end: 2 } }],
  });
  const metrics = { ...noFacts, declarations: [declaration] };
  const findings = lintFacts({ language: 'exposition', text: '', facts: { metrics } });
  return new Set(findings.map(({ rule }) => rule).filter((rule) => ours.has(rule)));
}

function compare(cases: readonly Case[]): void {
  const answers = promtool(cases);
  const differences = cases.flatMap((each) => {
    const theirs = [...(answers.get(each.name) ?? [])].toSorted();
    const found = [...rulesOf(each)].toSorted();
    return theirs.join() === found.join() ? [] : [{ ...each, theirs, found }];
  });
  assert.deepEqual(differences, []);
}

function namesUnit(name: string): boolean {
  return rulesOf({ name, type: 'gauge', help: true }).has('metric-unit');
}

describe('naming, beside promtool check metrics', () => {
  const names = [...ends.map((end, i) => `c${i}_${end}`), ...whole].filter((name) => !spellsTwoUnits(name));

  it('has names enough', () => {
    assert.ok(names.length >= 200, String(names.length));
    assert.equal(new Set(names).size, names.length);
  });

  for (const type of types) {
    it(`says what promtool says of each name, as a ${type}`, () => {
      compare(names.map((name) => ({ name, type, help: true })));
    });

    it(`says what promtool says of a ${type} without help, and of its labels`, () => {
      compare([
        { name: 'nohelp_ratio', type, help: false },
        ...['le', 'quantile', 'userId', 'UserId', 'user_id', 'user_ID', 'lE', 'ms', 'gauge', 'job', 'instance'].map(
          (label, i) => ({ name: `labelled${i}_ratio${type === 'counter' ? '_total' : ''}`, type, help: true, label }),
        ),
      ]);
    });
  }

  it('takes the first of several units', () => {
    assert.ok(!namesUnit('x_seconds_kilobytes'));
    assert.ok(namesUnit('x_kilobytes_seconds'));
  });
});
