import assert from 'node:assert/strict';
import { Counter, Gauge, Histogram, Registry, Summary } from 'prom-client';
import type { MetricFamily } from '../../../../src/pushgateway/exposition/metricFamily';
import { parseExposition } from '../../../../src/pushgateway/exposition/parseExposition';
import { writeExposition } from '../../../../src/pushgateway/exposition/writeExposition';

// What a text means, and with which words it is refused, is compared with the real Pushgateway in test/gateway/compat/textCases.ts.
describe('parseExposition', () => {
  it('reads families in the order of the text', () => {
    const text =
      '# HELP b B \\\\ one\\ntwo\n# TYPE b counter\nb{y="1",x="\\"\\\\\\n"} 5\na -Inf 123\n# TYPE h histogram\nh_bucket{le="1",z="9"} 1\n' +
      'h_sum{z="9"} 0.5\nh_count{z="9"} 2\n# TYPE s summary\ns{quantile="0.5"} 3\ns_count 1\n';
    assert.deepEqual(parsed(text), [
      {
        name: 'b',
        type: 'COUNTER',
        help: 'B \\ one\ntwo',
        metrics: [
          {
            kind: 'number',
            labels: [
              { name: 'y', value: '1' },
              { name: 'x', value: '"\\\n' },
            ],
            value: 5,
          },
        ],
      },
      { name: 'a', type: 'UNTYPED', metrics: [{ kind: 'number', labels: [], value: -Infinity, timestampMs: 123n }] },
      {
        name: 'h',
        type: 'HISTOGRAM',
        metrics: [
          {
            kind: 'histogram',
            labels: [{ name: 'z', value: '9' }],
            count: 2n,
            sum: 0.5,
            buckets: [{ upperBound: 1, count: 1n }],
          },
        ],
      },
      {
        name: 's',
        type: 'SUMMARY',
        metrics: [{ kind: 'summary', labels: [], count: 1n, sum: 0, quantiles: [{ quantile: 0.5, value: 3 }] }],
      },
    ]);
  });

  it('leaves out families without samples', () => {
    assert.deepEqual(parsed('# HELP a x\n# TYPE a gauge\n\n'), []);
  });

  it('names the line and the reason', () => {
    assert.deepEqual(parseExposition('a 1\n\nb x\nc y\n'), {
      kind: 'invalid',
      line: 3,
      reason: 'expected float as value, got "x"',
      message: 'text format parsing error in line 3: expected float as value, got "x"',
    });
  });

  it('takes bytes, and refuses label values that are no UTF-8', () => {
    const invalid = parseExposition(Buffer.from('m{a="x\xffy"} 1\n', 'latin1'));
    assert.equal(invalid.kind === 'invalid' && invalid.reason, 'invalid label value "x\\xffy"');
    const surrogate = parseExposition(Buffer.from('m{a="\xed\xa0\x80"} 1\n', 'latin1'));
    assert.equal(surrogate.kind === 'invalid' && surrogate.reason, 'invalid label value "\\xed\\xa0\\x80"');
    const value = parseExposition(Buffer.from('m \xe9\n', 'latin1'));
    assert.equal(value.kind === 'invalid' && value.reason, 'expected float as value, got "\\xe9"');
    const bytes = new Uint8Array([...Buffer.from('junk'), ...Buffer.from('m{a="é"} 1\n')]).subarray(4);
    assert.deepEqual(parseExposition(bytes), parseExposition('m{a="é"} 1\n'));
  });

  it('quotes as Go does', () => {
    const quoted = parseExposition('m \u0007\b\f\r\v\\"é\u00ad\u200b\u2028\u{e0001}😀\u007f\n');
    assert.equal(
      quoted.kind === 'invalid' && quoted.reason,
      'expected float as value, got "\\a\\b\\f\\r\\v\\\\\\"é\\u00ad\\u200b\\u2028\\U000e0001😀\\x7f"',
    );
  });

  it('reads large texts in good time, and deep in no stack', () => {
    const many = Array.from({ length: 100_000 }, (_, index) => `m{x="${index}"} ${index}\n`).join('');
    assert.equal(parsed(many)[0]?.metrics.length, 100_000);
    assert.equal(parsed(`m{x="${'\\\\'.repeat(1_000_000)}"} 1\n`)[0]?.metrics[0]?.labels[0]?.value.length, 1_000_000);
    assert.equal(parseExposition(`m ${'1'.repeat(1_000_000)}x\n`).kind, 'invalid');
    assert.equal(parsed(`${' '.repeat(1_000_000)}\n${'\n'.repeat(1_000_000)}m 1\n`).length, 1);
  });

  it('reads what prom-client writes, and writes what it reads', async () => {
    const registry = new Registry();
    const common = { help: 'A "help" \\ with\nlines', registers: [registry], labelNames: ['a'] };
    new Counter({ ...common, name: 'c_total' }).inc({ a: 'é\n"\\' }, 2);
    new Gauge({ ...common, name: 'g' }).set({ a: '' }, -1e-7);
    new Histogram({ ...common, name: 'h', buckets: [0.1, 1e6] }).observe({ a: 'x' }, 0.5);
    new Summary({ ...common, name: 's' }).observe({ a: 'x' }, 3);
    const families = parsed(await registry.metrics());
    assert.deepEqual(
      families.map(({ name, type }) => [name, type]),
      [
        ['c_total', 'COUNTER'],
        ['g', 'GAUGE'],
        ['h', 'HISTOGRAM'],
        ['s', 'SUMMARY'],
      ],
    );
    assert.deepEqual(parsed(writeExposition(families)), families);
  });
});

describe('writeExposition', () => {
  it('writes as a Pushgateway does', () => {
    const labels = [{ name: 'a', value: '"\\\n' }];
    const families: readonly MetricFamily[] = [
      {
        name: 'u',
        type: 'UNTYPED',
        help: 'x\\\n"',
        metrics: [
          { kind: 'number', labels, value: -0 },
          { kind: 'number', labels: [], value: 1e6, timestampMs: 5n },
        ],
      },
      {
        name: 'h',
        type: 'HISTOGRAM',
        metrics: [{ kind: 'histogram', labels, count: 3n, sum: NaN, buckets: [{ upperBound: 0.5, count: 1n }] }],
      },
      {
        name: 's',
        type: 'SUMMARY',
        metrics: [
          {
            kind: 'summary',
            labels: [],
            count: 18446744073709551615n,
            sum: 1,
            quantiles: [{ quantile: 0.5, value: Infinity }],
          },
        ],
      },
    ];
    assert.equal(
      writeExposition(families),
      '# HELP u x\\\\\\n"\n# TYPE u untyped\nu{a="\\"\\\\\\n"} 0\nu 1e+06 5\n' +
        '# TYPE h histogram\nh_bucket{a="\\"\\\\\\n",le="0.5"} 1\nh_bucket{a="\\"\\\\\\n",le="+Inf"} 3\nh_sum{a="\\"\\\\\\n"} NaN\nh_count{a="\\"\\\\\\n"} 3\n' +
        '# TYPE s summary\ns{quantile="0.5"} +Inf\ns_sum 1\ns_count 1.8446744073709552e+19\n',
    );
  });
});

function parsed(text: string): readonly MetricFamily[] {
  const result = parseExposition(text);
  assert.equal(result.kind, 'parsed', result.kind === 'invalid' ? result.message : '');
  return result.kind === 'parsed' ? result.families : [];
}
