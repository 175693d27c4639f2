import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { githubAnnotation } from '../../../../src/cli/lint/githubReport';
import { placeFindings } from '../../../../src/cli/lint/placedFinding';
import type { PlacedFinding } from '../../../../src/cli/lint/placedFinding';
import { sarifReport } from '../../../../src/cli/lint/sarifReport';
import { findingText } from '../../../../src/cli/lint/textReport';
import type { Finding } from '../../../../src/lint/finding';
import { rules } from '../../../../src/lint/rules';

const text = "a = 1\nb = Gauge('m', 'h', ['user_id'])\n";
const label = { start: text.indexOf('user_id'), end: text.indexOf('user_id') + 'user_id'.length };

const finding: Finding = {
  rule: rules[0]?.id ?? '',
  severity: 'warning',
  message: "Label 'user_id': 100 %\nof it",
  span: label,
  metric: 'm',
  label: 'user_id',
  fixes: [{ title: 'Drop it', edits: [{ start: label.start - 1, end: label.end + 1, newText: '' }], safe: false }],
  related: [
    { message: 'fed here', span: { start: 0, end: 1 } },
    { message: 'and there', span: { start: 0, end: 1 }, path: 'other.py' },
  ],
};

function placed(path = 'jobs/a b.py', change: Partial<Finding> = {}): PlacedFinding {
  const [only] = placeFindings(path, text, [{ ...finding, ...change }]);
  assert.ok(only);
  return only;
}

/** The schema that code scanning names, as a package of its authors carries it; in draft 4 of JSON Schema. */
function sarifProblems(report: unknown): readonly unknown[] {
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv);
  const schema: unknown = createRequire(__filename)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  assert.ok(typeof schema === 'object' && schema !== null);
  const validate = ajv.compile(schema);
  return validate(report) ? [] : (validate.errors ?? ['invalid']);
}

describe('reports of the lint', () => {
  it('SARIF fits its schema, with rules, places, related places and fixes', () => {
    const found = [
      placed(),
      placed('/abs/ü.py', { severity: 'info', fixes: [], related: [] }),
      placed('x.py', { severity: 'error' }),
    ];
    const report: unknown = JSON.parse(sarifReport(found, [{ path: 'b.py', reason: 'a binary file' }], '1.2.3'));
    assert.deepEqual(sarifProblems(report), []);
    const { runs } = report as {
      runs: { tool: { driver: { rules: unknown[] } }; results: Record<string, unknown>[] }[];
    };
    assert.equal(runs[0]?.tool.driver.rules.length, rules.length);
    assert.deepEqual(
      runs[0]?.results.map(({ level }) => level),
      ['warning', 'note', 'error'],
    );
    assert.deepEqual(runs[0]?.results[0]?.['locations'], [
      {
        physicalLocation: {
          artifactLocation: { uri: 'jobs/a%20b.py' },
          region: { startLine: 2, startColumn: 23, endLine: 2, endColumn: 30 },
        },
      },
    ]);
    assert.deepEqual(sarifProblems(JSON.parse(sarifReport([], [], '1.2.3'))), []);
  });

  it('the schema would notice a mistake', () => {
    const report = JSON.parse(sarifReport([placed()], [], '1.2.3')) as { runs: { results: unknown[] }[] };
    report.runs[0]?.results.push({ level: 'severe' });
    assert.notDeepEqual(sarifProblems(report), []);
  });

  it('GitHub annotations escape what would end them', () => {
    assert.equal(
      githubAnnotation(placed('a,b:c.py', { rule: 'x' })),
      "::warning file=a%2Cb%3Ac.py,line=2,endLine=2,col=23,endColumn=30,title=TaskMonitor x::Label 'user_id': 100 %25%0Aof it",
    );
    assert.match(githubAnnotation(placed('a.py', { severity: 'info' })), /^::notice /);
    const overLines = placed('a.py', { span: { start: 0, end: label.end } });
    assert.match(githubAnnotation(overLines), /line=1,endLine=2,title/);
  });

  it('text shows the line and carets, and of a line without end the part around the place', () => {
    assert.equal(
      findingText(placed('a.py', { rule: 'x', message: 'm' }))
        .split('\n')[2]
        ?.indexOf('^'),
      4 + 22,
    );
    const long = `${'x'.repeat(3_000)}user_id${'y'.repeat(3_000)}`;
    const [only] = placeFindings('a.py', long, [
      { ...finding, span: { start: 3_000, end: 3_007 }, related: [], fixes: [] },
    ]);
    assert.ok(only);
    const [, line = '', carets = ''] = findingText(only).split('\n');
    assert.ok(line.length < 600);
    assert.equal(line.slice(carets.indexOf('^'), carets.lastIndexOf('^') + 1), 'user_id');
  });
});
