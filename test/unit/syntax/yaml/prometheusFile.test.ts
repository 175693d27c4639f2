import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lintFacts } from '../../../../src/lint/lint';
import type { Finding } from '../../../../src/lint/finding';
import { nodesIn } from '../../../../src/syntax/promql/promqlNode';
import { factsOfText } from '../../../../src/syntax/sourceFacts';
import { ReadTimeout, WorkBudget } from '../../../../src/syntax/workBudget';
import { readPrometheusFile } from '../../../../src/syntax/yaml/prometheusFile';
import type { PrometheusFile } from '../../../../src/syntax/yaml/prometheusFile';

function read(text: string): PrometheusFile | undefined {
  return readPrometheusFile(text, new WorkBudget());
}

function names(text: string): string[] {
  const { scrapeJobs = [], rules = [] } = read(text) ?? {};
  return [...scrapeJobs.map(({ name }) => `job ${name}`), ...rules.map(({ kind, name }) => `${kind} ${name}`)];
}

function lint(text: string): Finding[] {
  return lintFacts({ language: 'yaml', text, facts: factsOfText('yaml', text) });
}

/** Every span that the facts hold. */
function spansIn(value: unknown): { start: number; end: number }[] {
  if (typeof value !== 'object' || value === null) {
    return [];
  }
  const inner = Object.values(value).flatMap(spansIn);
  return 'start' in value && 'end' in value ? [value as { start: number; end: number }, ...inner] : inner;
}

const group = 'groups:\n- name: g\n  rules:\n  - {record: a, expr: up}\n';

describe('YAML of Prometheus', () => {
  it('is found wherever a file has it', () => {
    for (const [text, ...expected] of [
      [group, 'record a'],
      [
        `apiVersion: monitoring.coreos.com/v1\nkind: PrometheusRule\nspec:\n${group.replaceAll(/^/gm, '  ')}`,
        'record a',
      ],
      [`serverFiles:\n  alerting_rules.yml:\n${group.replaceAll(/^/gm, '    ')}`, 'record a'],
      [`items:\n- spec: {groups: [{name: g, rules: [{alert: b, expr: up}]}]}\n`, 'alert b'],
      [`kind: ConfigMap\ndata:\n  rules.yml: |\n${group.replaceAll(/^/gm, '    ')}`, 'record a'],
      [`data:\n  a: |-\n    ${group.replaceAll('\n', '\n    ')}\n  b: |\n    - job_name: c\n`, 'job c', 'record a'],
      [`${group}---\n${group}`, 'record a', 'record a'],
      [group.replaceAll('\n', '\r\n'), 'record a'],
      [`\ufeff${group}`, 'record a'],
      ['scrape_configs: [{job_name: a}, {job_name: b}, 5, {x: y}, null]', 'job a', 'job b'],
      ['x: &r {record: a, expr: up}\ngroups: [{rules: [*r, *r]}, {rules: [*r]}]', 'record a'],
      ['groups: [{rules: [{record: a}, {expr: up}, {alert: b, expr: [1]}, x]}]', 'alert b'],
    ] as const) {
      assert.deepEqual(names(text), expected, text);
    }
  });

  it('is no other YAML', () => {
    for (const text of [
      '',
      'expr: up',
      'groups: 5\nexpr: up',
      'jobs:\n  build:\n    steps: [{name: job_name}]\n',
      'groups: [{rules: [{alert: a, expr: up}',
      '{{- if .Values.rules }}\ngroups:\n- rules:\n  - alert: a\n    expr: up\n{{- end }}\n',
      '{% for x in y %}\nscrape_configs:\n- job_name: a\n{% endfor %}\n',
      'groups:\n\t- rules:\n\t\t- {alert: a, expr: up}\n',
      'groups: *unheard\nexpr: up',
      'scrape_configs: &a [*a]\njob_name: x',
      '<<: &m {<<: *m}\njob_name: x\nscrape_configs: [*m]',
      '\0job_name: x',
      '\ud800job_name: x',
    ]) {
      assert.equal(read(text), undefined, text);
    }
  });

  it('takes the documents that are well-formed', () => {
    assert.deepEqual(names(`a: [\n---\n${group}---\n{{ x }}: [}\n`), ['record a']);
  });

  it('survives YAML bombs', () => {
    const levels = Array.from({ length: 30 }, (_, i) => `l${i + 1}: &l${i + 1} [${`*l${i}, `.repeat(10)}]`).join('\n');
    const merges = Array.from({ length: 30 }, (_, i) => `m${i + 1}: &m${i + 1} {<<: [${`*m${i}, `.repeat(10)}]}`).join(
      '\n',
    );
    const list = `l0: &l0 [x]\n${levels}\ngroups: *l30\nscrape_configs: *l30\n`;
    const merged = `m0: &m0 {job_name: m}\n${merges}\nscrape_configs: [*m30]\n`;
    const rules = `l0: &l0 {rules: [{record: a, expr: up}]}\n${levels}\ngroups: [*l0, *l0, *l0]\n`;
    assert.deepEqual(names(`${list}job_name: x`), []);
    assert.deepEqual(names(merged), ['job m']);
    assert.deepEqual(names(rules), ['record a']);
  }).timeout(60_000);

  it('survives depth, length and lines without end', () => {
    const deep = 'a: {'.repeat(20_000);
    for (const text of [
      `job_name: x\nb: ${'['.repeat(100_000)}`,
      `job_name: x\nb: ${'['.repeat(50_000)}${']'.repeat(50_000)}`,
      `job_name: x\nb: ${deep}`,
      `job_name: ${'x'.repeat(900_000)}`,
      `job_name: "${'\\x'.repeat(400_000)}`,
      `${'- '.repeat(300_000)}job_name: x`,
      `job_name: x\n${'? '.repeat(20_000)}`,
      `${group}  - {record: b, expr: "${'('.repeat(900_000)}"}\n`,
      `${group}  - {record: b, expr: "${'x + '.repeat(220_000)}x"}\n`,
      'job_name: x\n---\n'.repeat(20_000),
      `job_name: x\n${'\t'.repeat(100_000)}`,
      `${group}${' '.repeat(10_000_000)}`,
    ]) {
      try {
        const file = read(text);
        assert.ok(spansIn(file).every(({ start, end }) => start >= 0 && end <= text.length));
      } catch (error) {
        assert.ok(error instanceof ReadTimeout, String(error));
      }
    }
  }).timeout(240_000);

  it('survives every prefix of a file as it is typed, and stays inside the text', async () => {
    const text = await readFile(join(import.meta.dirname, 'typed.yml'), 'utf8');
    const seen = new Set<string>();
    for (const [whole, step] of [
      [text, 1],
      [text.replaceAll('\n', '\r\n'), 7],
      [`data:\n  prometheus.yml: |\n    ${text.replaceAll('\n', '\n    ')}`, 7],
    ] as const) {
      for (let end = 0; end <= whole.length; end += step) {
        const typed = whole.slice(0, end);
        for (const span of spansIn(read(typed))) {
          assert.ok(span.start >= 0 && span.start <= span.end && span.end <= end, `prefix ${end}`);
        }
        for (const { span, rule, fixes } of lint(typed)) {
          assert.ok(span.start < span.end && span.end <= end, `prefix ${end}`);
          assert.ok(fixes.every(({ edits }) => edits.every((edit) => edit.start <= edit.end && edit.end <= end)));
          seen.add(rule);
        }
      }
    }
    assert.deepEqual([...seen].toSorted(), [
      'aggregate-by-high-cardinality',
      'alert-label-cardinality',
      'histogram-quantile-without-buckets',
      'rate-on-pushed-metric',
      'scrape-honor-labels',
    ]);
  }).timeout(240_000);

  it('gives the place of every name, whatever the style of its scalar', async () => {
    const text = await readFile(join(import.meta.dirname, 'typed.yml'), 'utf8');
    const found = (read(text)?.rules ?? []).flatMap(({ expression }) => {
      assert.ok(expression?.exact);
      return [...nodesIn(expression.root)].flatMap((node) => {
        const metric = node.kind === 'selector' ? node.metric : undefined;
        return metric === undefined ? [] : [[metric.text, text.slice(metric.span.start, metric.span.end)]];
      });
    });
    assert.equal(found.length, 5);
    for (const [name, source] of found) {
      assert.equal(source, name);
    }
  });
});
