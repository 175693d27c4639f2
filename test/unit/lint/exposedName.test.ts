import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { Counter as NextCounter, Registry as NextRegistry } from '@prometheus-io/client';
import { Counter, Gauge, Histogram, Registry, Summary } from 'prom-client';
import { exposedName } from '../../../src/lint/exposedName';
import type { MetricType } from '../../../src/syntax/metrics/metricDeclaration';
import { reasonOf } from '../../../src/text/reasonOf';
import { declared } from '../../support/declared';

interface PythonCase {
  readonly made: string;
  readonly type: MetricType;
  readonly name: string;
  readonly namespace?: string;
  readonly subsystem?: string;
  readonly unit?: string;
}

const wrappers: readonly (readonly [string, MetricType])[] = [
  ['Counter', 'counter'],
  ['Gauge', 'gauge'],
  ['Summary', 'summary'],
  ['Histogram', 'histogram'],
  ['Info', 'info'],
];
const families: readonly (readonly [string, MetricType])[] = [
  ['CounterMetricFamily', 'counter'],
  ['GaugeMetricFamily', 'gauge'],
  ['SummaryMetricFamily', 'summary'],
  ['HistogramMetricFamily', 'histogram'],
  ['GaugeHistogramMetricFamily', 'gaugehistogram'],
  ['InfoMetricFamily', 'info'],
  ['StateSetMetricFamily', 'stateset'],
  ['UnknownMetricFamily', 'unknown'],
];

/** All constructors by all names, with the keywords that each of them takes. */
function pythonCases(): readonly PythonCase[] {
  const cases: PythonCase[] = [];
  for (const name of ['jobs', 'jobs_total', 'jobs_seconds', 'jobs_seconds_total', 'build_info', 'total', '_total']) {
    for (const [made, type] of wrappers) {
      const units = type === 'info' ? [undefined] : [undefined, '', 'seconds'];
      for (const unit of units) {
        for (const [namespace, subsystem] of [[], ['shop'], [undefined, 'cart'], ['shop', 'cart']] as const) {
          cases.push({
            made,
            type,
            name,
            ...(unit === undefined ? {} : { unit }),
            ...(namespace === undefined ? {} : { namespace }),
            ...(subsystem === undefined ? {} : { subsystem }),
          });
        }
      }
    }
    for (const [made, type] of families) {
      cases.push({ made, type, name });
      if (!['info', 'stateset'].includes(type)) {
        cases.push({ made, type, name, unit: 'seconds' });
      }
    }
  }
  return cases;
}

/** Declares each case in a registry of its own; the name in the TYPE line, or what was raised. */
const program = `
import json, sys
from prometheus_client import *
from prometheus_client.core import *
answers = []
for case in json.load(sys.stdin):
    made, _ = globals()[case.pop("made")], case.pop("type")
    registry = CollectorRegistry()
    try:
        if made.__name__.endswith("Family"):
            family = made(documentation="h", **case)
            class Collector:
                def collect(self):
                    yield family
            registry.register(Collector())
        else:
            made(documentation="h", registry=registry, **case)
        text = generate_latest(registry).decode()
        answers.append(text.split("# TYPE ")[1].split(" ")[0])
    except ValueError as error:
        answers.append("raised " + str(error))
print(json.dumps(answers))
`;

function answersOfPython(cases: readonly PythonCase[]): readonly string[] {
  try {
    const output = execFileSync('/usr/bin/python3', ['-c', program], { input: JSON.stringify(cases) });
    return JSON.parse(output.toString()) as readonly string[];
  } catch (error) {
    assert.fail(`needs prometheus_client: apt install python3-prometheus-client (${reasonOf(error)})`);
  }
}

describe('exposedName', () => {
  it('is what the real prometheus_client exposes', () => {
    const cases = pythonCases();
    const answers = answersOfPython(cases);
    assert.ok(cases.length > 400 && answers.length === cases.length, String(answers.length));
    assert.deepEqual(
      cases.flatMap((told, i) => {
        const answer = answers[i] ?? '';
        return answer.startsWith('raised') || answer === exposedName(declared(told)) ? [] : [{ told, answer }];
      }),
      [],
    );
    assert.ok(answers.filter((answer) => answer.startsWith('raised')).length < 20, 'most cases are valid');
  });

  it('is what the real prom-client exposes: the name as written', async () => {
    for (const [type, Made] of [
      ['counter', Counter],
      ['gauge', Gauge],
      ['summary', Summary],
      ['histogram', Histogram],
    ] as const) {
      for (const name of ['jobs', 'jobs_total', 'jobs_seconds']) {
        const registry = new Registry();
        const metric = new Made({ name, help: 'h', registers: [registry] });
        assert.ok(metric);
        const [, exposed] = /^# TYPE (\S+)/m.exec(await registry.metrics()) ?? [];
        assert.equal(exposedName(declared({ client: 'prom-client', type, name })), exposed);
        assert.equal(exposedName(declared({ client: 'taskmonitor', language: 'typescript', type, name })), exposed);
      }
    }
    const registry = new NextRegistry();
    assert.ok(new NextCounter({ name: 'jobs', help: 'h', registers: [registry] }));
    assert.match(await registry.metrics(), /^# TYPE jobs counter/m);
    assert.equal(exposedName(declared({ client: '@prometheus-io/client', type: 'counter', name: 'jobs' })), 'jobs');
  });

  it('follows the other clients as their sources say', () => {
    const name = 'jobs';
    const namespace = 'shop';
    assert.equal(exposedName(declared({ client: 'client_golang', type: 'counter', name, namespace })), 'shop_jobs');
    assert.equal(
      exposedName(declared({ client: 'simpleclient', type: 'counter', name, namespace })),
      'shop_jobs_total',
    );
    assert.equal(exposedName(declared({ client: 'client_java', type: 'counter', name: 'jobs_total' })), 'jobs_total');
    assert.equal(exposedName(declared({ client: 'client_java', name, unit: 'seconds' })), 'jobs_seconds');
    assert.equal(exposedName(declared({ client: 'client_java', type: 'counter', name: 'jobs.total' })), 'jobs_total');
    assert.equal(exposedName(declared({ client: 'client_java', name: 'jobs.open' })), 'jobs_open');
    assert.equal(exposedName(declared({ client: 'client_java', type: 'info', name: 'build_info' })), 'build_info');
    assert.equal(
      exposedName(declared({ client: 'taskmonitor', language: 'python', type: 'counter', name })),
      'jobs_total',
    );
    assert.equal(exposedName(declared({ client: 'text', type: 'counter', name })), 'jobs');
  });

  it('is not guessed where a part is not known', () => {
    assert.equal(exposedName(declared({ name: undefined })), undefined);
    for (const client of ['prometheus_client', 'client_golang', 'simpleclient'] as const) {
      assert.equal(exposedName(declared({ client, namespace: null })), undefined);
      assert.equal(exposedName(declared({ client, subsystem: null })), undefined);
    }
    assert.equal(exposedName(declared({ unit: null })), undefined);
  });
});
