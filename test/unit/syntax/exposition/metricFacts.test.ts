import assert from 'node:assert/strict';
import { array, assert as assertProperty, asyncProperty, constantFrom } from 'fast-check';
import { eachReads, factsOf, readEachPrefix, spansOf } from '../../../support/factCases';

describe('exposition text', () => {
  eachReads('exposition', {
    'a described family': [
      '# HELP jobs_done Jobs that are done.\n# TYPE jobs_done gauge\njobs_done{queue="mail"} 3\n',
      'gauge jobs_done(queue) "Jobs that are done."',
      'jobs_done: queue="mail", …',
    ],
    'a family without description': [
      'up{zone="a",host="b"} 1 1700000000\n',
      'unknown up(zone, host) -',
      'up: zone="a", host="b", …',
    ],
    'samples without labels and a last line without its end': ['a 1\nb{} 2', 'unknown a() -', 'unknown b() -'],
    'lines that end as on Windows': ['# TYPE a counter\r\na{x="1"} 1\r\n', 'counter a(x) -', 'a: x="1", …'],
    'the samples of a histogram and of a summary': [
      `# TYPE h histogram
h_bucket{path="/",le="0.1"} 1
h_bucket{path="/",le="+Inf"} 1
h_sum{path="/"} 0.05
h_count{path="/"} 1
# TYPE s summary
s{job_type="x",quantile="0.5"} 1
s_sum{job_type="x"} 1
s_count{job_type="x"} 1`,
      'histogram h(path) -',
      'summary s(job_type) -',
      'h: path="/", …',
      's: job_type="x", …',
    ],
    'buckets without a type': ['h_bucket{le="1"} 1', 'unknown h_bucket() -'],
    'OpenMetrics: a counter, an info, units, exemplars, the end': [
      `# TYPE requests counter
# UNIT requests requests
requests_total{code="200"} 5 # {trace_id="abc"} 1.0
requests_created{code="200"} 1.0
# TYPE build info
build_info{version="1.2"} 1
# EOF`,
      'counter requests_total(code) -',
      'info build_info(version) -',
      'requests_total: code="200", …',
      'build_info: version="1.2", …',
    ],
    'names in quotes': [
      '# TYPE "http.requests" counter\n{"http.requests","http.route"="/a",code="200"} 1\n',
      'counter http.requests(http.route, code) -',
      'http.requests: http.route="/a", code="200", …',
    ],
    'escapes in values and in help': [
      '# HELP a Line\\nline \\\\ end\na{x="say \\"hi\\""} 1\n',
      'unknown a(x) "Line\\nline \\\\ end"',
      'a: x="say \\\\\\"hi\\\\\\"", …',
    ],
    'two types of one name': ['# TYPE a counter\na 1\n# TYPE a gauge\na 2\n', 'counter a() -', 'gauge a() -'],
    'lines that are none': [
      '{ 1\na{ 1\na{x=} 1\na{x="1} 1\nb{x="1",,} 1\n# TYPE\n# HELP\njust words\n}{\n=1\nc{x="1"}\n',
      'unknown just() -',
    ],
    'blanks where the format allows them, and a byte order mark': [
      '\uFEFF  a { x = "1" , y="2", } 1\n\tb{ x = "1" , y="2", }\t1\n',
      'unknown a(x, y) -',
      'unknown b(x, y) -',
      'a: x="1", y="2", …',
      'b: x="1", y="2", …',
    ],
  });

  it('tells where names and values stand', async () => {
    const text = '# HELP a help me \n# TYPE a gauge\na{x="1",long="22"} 1\n';
    const { declarations, calls } = await factsOf('exposition', text);
    const [declaration] = declarations;
    const at = ({ start, end }: { start: number; end: number }): string => text.slice(start, end);
    assert.deepEqual(
      declaration?.labels.map(({ span }) => at(span)),
      ['x', 'long'],
    );
    assert.deepEqual(
      calls[0]?.values.map(({ span }) => at(span)),
      ['1', '22'],
    );
    assert.deepEqual(declaration.help, { kind: 'given', text: 'help me', span: { start: 9, end: 16 } });
    assert.equal(at(declaration.span), '# TYPE a gauge');
  });

  it('says where help can be put in', async () => {
    const text = '# TYPE a gauge\na 1\n';
    const helpInsertion = (await factsOf('exposition', text)).declarations[0]?.helpInsertion;
    assert.ok(helpInsertion !== undefined);
    const { at, before, after } = helpInsertion;
    assert.equal(
      `${text.slice(0, at)}${before}All of it.${after}${text.slice(at)}`,
      '# HELP a All of it.\n# TYPE a gauge\na 1\n',
    );
  });

  it('counts the values of a label and tells a few', async () => {
    const lines = Array.from({ length: 20_000 }, (_, index) => `a{user="${index % 300}",zone="b"} 1`);
    const { declarations, calls } = await factsOf('exposition', lines.join('\n'));
    assert.deepEqual(
      declarations[0]?.labels.map(({ name, distinctValues }) => [name, distinctValues]),
      [
        ['user', 300],
        ['zone', 1],
      ],
    );
    assert.equal(calls.length, 5);
  });

  it('reads ten megabytes, in lines or in one', async () => {
    const line = 'node_cpu_seconds_total{cpu="0",mode="idle"} 362812.7\n';
    assert.equal((await factsOf('exposition', line.repeat(200_000))).declarations.length, 1);
    assert.equal((await factsOf('exposition', `a{x="${'y'.repeat(10_000_000)}"} 1`)).declarations.length, 1);
    assert.equal((await factsOf('exposition', 'a{'.repeat(5_000_000))).declarations.length, 0);
    assert.equal((await factsOf('exposition', '# HELP '.repeat(1_500_000))).declarations.length, 1);
  }).timeout(60_000);

  it('survives any text, with all places inside it', async () => {
    const piece = constantFrom(
      'a',
      '{',
      '}',
      '"',
      '\\',
      ',',
      '=',
      ' ',
      '\n',
      '\r\n',
      '# TYPE ',
      '# HELP ',
      'x="1"',
      '\0',
      '1',
      'é',
    );
    await assertProperty(
      asyncProperty(array(piece, { maxLength: 40 }), async (pieces) => {
        const text = pieces.join('');
        for (const { start, end } of spansOf(await factsOf('exposition', text))) {
          assert.ok(0 <= start && start <= end && end <= text.length);
        }
      }),
    );
    await readEachPrefix('exposition', '# HELP a b\n# TYPE a counter\na{x="1",y="2"} 1 2\n{"q.r","s"="t"} 1\n');
  });
});
