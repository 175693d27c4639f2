import assert from 'node:assert/strict';
import {
  checkTestMetrics,
  expositionOf,
  parseMetricArgument,
  parseSampleValue,
} from '../../../src/pushgateway/testMetric';
import type { TestMetric } from '../../../src/pushgateway/testMetric';

const HELP = 'Test metric pushed by TaskMonitor.';

function metric(change: Partial<TestMetric>): TestMetric {
  return { name: 'm', type: 'gauge', samples: [{ labels: {}, value: 1 }], ...change };
}

describe('expositionOf', () => {
  it('prints the types as the text format names them', async () => {
    const text = await expositionOf([
      metric({ name: 'g' }),
      metric({ name: 'c', type: 'counter' }),
      metric({ name: 'u', type: 'untyped', help: 'Of no type: gauge?' }),
    ]);
    assert.equal(
      text,
      [
        `# HELP g ${HELP}`,
        '# TYPE g gauge',
        'g 1',
        `# HELP c ${HELP}`,
        '# TYPE c counter',
        'c 1',
        '# HELP u Of no type: gauge?',
        '# TYPE u untyped',
        'u 1',
        '',
      ].join('\n'),
    );
  });

  it('keeps the names of counters, with and without _total', async () => {
    const text = await expositionOf([
      metric({ name: 'task_success_total', type: 'counter', samples: [{ labels: {}, value: 7 }] }),
      metric({ name: 'runs', type: 'counter', samples: [{ labels: {}, value: 0 }] }),
    ]);
    assert.match(text, /^task_success_total 7$/m);
    assert.match(text, /^runs 0$/m);
  });

  it('writes special values as the format spells them, and large and small ones exactly', async () => {
    const values = [NaN, Infinity, -Infinity, 1e21, 1e-7, 1758556800.123, 0.1 + 0.2];
    const samples = values.map((value, n) => ({ labels: { n: String(n) }, value }));
    const text = await expositionOf([
      metric({ samples }),
      metric({ name: 'c', type: 'counter', samples: [{ labels: {}, value: Infinity }] }),
    ]);
    const printed = text
      .split('\n')
      .filter((line) => line.startsWith('m{'))
      .map((line) => line.split(' ')[1]);
    assert.deepEqual(printed, ['NaN', '+Inf', '-Inf', '1e+21', '1e-7', '1758556800.123', '0.30000000000000004']);
    assert.match(text, /^c \+Inf$/m);
  });

  it('does not touch a help text that ends like a value', async () => {
    assert.match(await expositionOf([metric({ help: 'Not a Nan' })]), /^# HELP m Not a Nan$/m);
  });

  it('escapes label values and help texts', async () => {
    const text = await expositionOf([
      metric({
        help: 'two\nlines \\ and "quotes"',
        samples: [{ labels: { a: 'q"b\\c\nd', z: '漢 é 😀, {x}' }, value: 1 }],
      }),
    ]);
    assert.match(text, /^# HELP m two\\nlines \\\\ and "quotes"$/m);
    assert.ok(text.includes(String.raw`m{a="q\"b\\c\nd",z="漢 é 😀, {x}"} 1` + '\n'), text);
  });

  it('keeps series apart whose label values hold commas and colons', async () => {
    const text = await expositionOf([
      metric({
        samples: [
          { labels: { a: '1,b:x', b: 'y' }, value: 1 },
          { labels: { a: '1', b: 'x,b:y' }, value: 2 },
        ],
      }),
    ]);
    assert.equal(text.split('\n').filter((line) => line.startsWith('m{')).length, 2);
  });

  it('does not print what was refused', async () => {
    await assert.rejects(expositionOf([metric({ name: '9' })]), /not a metric name/);
  });
});

describe('checkTestMetrics', () => {
  it('takes names and labels of every valid form', () => {
    const samples = [
      { labels: { _a1: '' }, value: NaN },
      { labels: { _a1: 'x' }, value: -1 },
    ];
    assert.deepEqual(checkTestMetrics([metric({ name: 'a:b_C1', samples }), metric({ name: '_x' })]), {
      kind: 'valid',
    });
  });

  const one = { labels: { x: '1' }, value: 1 };
  const refused: [why: string, metrics: readonly TestMetric[], reason: RegExp][] = [
    ['an empty name', [metric({ name: '' })], /"" is not a metric name/],
    ['a name with a dash', [metric({ name: 'a-b' })], /"a-b" is not a metric name/],
    ['a name with a new line', [metric({ name: 'a\nb' })], /not a metric name/],
    ['the gateway’s own family', [metric({ name: 'push_time_seconds' })], /writes push_time_seconds itself/],
    ['a name that prom-client cannot keep', [metric({ name: 'constructor' })], /cannot be used/],
    ['another such name', [metric({ name: '__proto__' })], /cannot be used/],
    ['a name twice', [metric({}), metric({ type: 'counter' })], /m is given twice/],
    ['no samples', [metric({ samples: [] })], /no value/],
    ['a bad label name', [metric({ samples: [{ labels: { 'a.b': '' }, value: 1 }] })], /"a.b" is not a label name/],
    ['a reserved label', [metric({ samples: [{ labels: { __x: '' }, value: 1 }] })], /"__x" is reserved/],
    ['a job label', [metric({ samples: [{ labels: { job: 'a' }, value: 1 }] })], /grouping key/],
    ['a series twice', [metric({ samples: [one, { labels: { x: '1' }, value: 2 }] })], /twice with the same labels/],
    [
      'a series twice but for an empty label',
      [metric({ samples: [one, { labels: { y: '', x: '1' }, value: 2 }] })],
      /twice/,
    ],
    [
      'a counter below 0',
      [metric({ type: 'counter', samples: [{ labels: {}, value: -1 }] })],
      /counter m cannot be -1/,
    ],
    [
      'a counter that is no number',
      [metric({ type: 'counter', samples: [{ labels: {}, value: NaN }] })],
      /cannot be NaN/,
    ],
  ];
  for (const [why, metrics, reason] of refused) {
    it(`refuses ${why}`, () => {
      const verdict = checkTestMetrics(metrics);
      assert.equal(verdict.kind, 'invalid');
      assert.match(verdict.kind === 'invalid' ? verdict.reason : '', reason);
    });
  }
});

describe('parseSampleValue', () => {
  const read: [text: string, value: number | undefined][] = [
    ['1', 1], [' -2.5e3 ', -2500], ['+.5', 0.5], ['5.', 5], ['1E-3', 0.001], ['NaN', NaN], ['nan', NaN], ['+Inf', Infinity],
    ['inf', Infinity], ['-Inf', -Infinity], ['Infinity', Infinity], ['', undefined], [' ', undefined], ['x', undefined],
    ['1,5', undefined], ['1 2', undefined], ['0x10', undefined], ['1_000', undefined], ['1e999', undefined], ['.', undefined],
  ]; // prettier-ignore
  for (const [text, value] of read) {
    it(`reads ${JSON.stringify(text)} as ${value}`, () => {
      assert.deepEqual(parseSampleValue(text), value);
    });
  }
});

describe('parseMetricArgument', () => {
  const read: [text: string, name: string, labels: Record<string, string>, value: number][] = [
    ['m=1', 'm', {}, 1],
    ['m{}=1', 'm', {}, 1],
    ['m{x="1"}=2', 'm', { x: '1' }, 2],
    ['m{x="1",y=""}=2', 'm', { x: '1', y: '' }, 2],
    [' m { x = "1" , y = "2" , } = -2.5e3 ', 'm', { x: '1', y: '2' }, -2500],
    [String.raw`m{x="q\"b\\c\nd"}=NaN`, 'm', { x: 'q"b\\c\nd' }, NaN],
    [String.raw`m{x="\\n"}=1`, 'm', { x: '\\n' }, 1],
    ['m{x="a\nb"}=1', 'm', { x: 'a\nb' }, 1],
    ['m{x="},{=漢"}=+Inf', 'm', { x: '},{=漢' }, Infinity],
    ['ns:m_total=7', 'ns:m_total', {}, 7],
  ];
  for (const [text, name, labels, value] of read) {
    it(`reads ${JSON.stringify(text)}`, () => {
      assert.deepEqual(parseMetricArgument(text), { kind: 'metric', name, labels, value });
    });
  }

  const refused: [text: string, reason: RegExp][] = [
    ['', /Cannot read/],
    ['m', /Cannot read/],
    ['=1', /Cannot read/],
    ['m 1', /Cannot read/],
    ['m=', /"" is not a value/],
    ['m=one', /"one" is not a value/],
    ['m{x="1"}', /Cannot read/],
    ['m{x="1"=1', /Cannot read/],
    ['m{x="1}=1', /Cannot read/],
    ['m{x=1}=1', /Cannot read/],
    ["m{x='1'}=1", /Cannot read/],
    ['m{,}=1', /Cannot read/],
    ['m{x="1"y="2"}=1', /Cannot read/],
    [String.raw`m{x="\t"}=1`, /Cannot read/],
    ['m{x="1",x="2"}=1', /"x" is given twice/],
    ['m{1x="1"}=1', /"1x" is not a label name/],
    ['m{__x="1"}=1', /reserved/],
    ['m{job="a"}=1', /grouping key/],
    ['9m=1', /"9m" is not a metric name/],
    ['push_time_seconds=1', /itself/],
  ];
  for (const [text, reason] of refused) {
    it(`refuses ${JSON.stringify(text)}`, () => {
      const parsed = parseMetricArgument(text);
      assert.equal(parsed.kind, 'invalid');
      assert.match(parsed.kind === 'invalid' ? parsed.reason : '', reason);
    });
  }
});
