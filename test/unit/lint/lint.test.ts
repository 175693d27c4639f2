import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from '../../../src/lint/finding';
import { lintTree } from '../../support/lintTree';
import type { LintConfig } from '../../../src/lint/lintConfig';
import { testParsers } from '../../support/parsers';

const parsers = testParsers();

function lint(text: string, config?: LintConfig): Promise<Finding[]> {
  return parsers.use('python', text, (tree) => lintTree(tree, config));
}

async function severities(config?: LintConfig): Promise<string[]> {
  return (await lint(bad, config)).map(({ severity }) => severity);
}

const bad = `from prometheus_client import Counter, Gauge
b = Counter("b", "h", ["region", "session_id"])
a = Gauge("a", "h", ["user_id"])
`;

describe('lint of a file', () => {
  it('reports in the order of the text, with what a reader of JSON needs', async () => {
    assert.deepEqual(
      (await lint(bad)).map(({ message, fixes, ...rest }) => ({
        ...rest,
        says: message.includes(rest.label ?? '?'),
        fixes: fixes.map(({ title }) => title),
      })),
      [
        {
          rule: 'high-cardinality-label',
          severity: 'warning',
          span: { start: bad.indexOf('session_id'), end: bad.indexOf('session_id') + 'session_id'.length },
          metric: 'b',
          label: 'session_id',
          fixes: ["Drop label 'session_id'"],
          related: [],
          says: true,
        },
        {
          rule: 'high-cardinality-label',
          severity: 'warning',
          span: { start: bad.indexOf('user_id'), end: bad.indexOf('user_id') + 'user_id'.length },
          metric: 'a',
          label: 'user_id',
          fixes: ["Drop label 'user_id'"],
          related: [],
          says: true,
        },
      ],
    );
  });

  it('takes severities from the configuration', async () => {
    assert.deepEqual(await severities({ rules: { 'high-cardinality-label': 'error' } }), ['error', 'error']);
    assert.deepEqual(await severities({ rules: { 'high-cardinality-label': 'off' } }), []);
    assert.deepEqual(await severities({ rules: { 'another-rule': 'off' } }), ['warning', 'warning']);
    assert.deepEqual(await severities({}), ['warning', 'warning']);
  });

  it('has nothing to say about an empty file', async () => {
    assert.deepEqual(await lint(''), []);
  });

  it('sees through syntax errors around a declaration', async () => {
    assert.deepEqual(
      (await lint(`${bad}def broken(:\n    return\n`)).map(({ label }) => label),
      ['session_id', 'user_id'],
    );
  });

  it('survives every prefix of a file as it is typed, and stays inside the text', async () => {
    const text = await readFile(join(import.meta.dirname, '../../../sample/activity_report.py'), 'utf8');
    const seen = new Set<string>();
    for (let end = 0; end <= text.length; end++) {
      const typed = text.slice(0, end);
      for (const { span, label } of await lint(typed)) {
        assert.ok(label !== undefined && span.start >= 0 && span.start < span.end && span.end <= end, `prefix ${end}`);
        assert.equal(typed.slice(span.start, span.end), label);
        seen.add(label);
      }
    }
    assert.deepEqual([...seen].toSorted(), ['session_id', 'user_id']);
  }).timeout(120_000);

  it('survives lists and names without end', async () => {
    const client = 'from prometheus_client import Counter\n';
    const names = Array.from({ length: 30 }, (_, i) => `L${i} = [*${`L${i + 1}, *`.repeat(20)}L${i + 1}]`).join('\n');
    for (const text of [
      `Counter("a", "h", ${'["x"] + '.repeat(1_000)}["user_id"])`,
      `Counter(${'"a" + '.repeat(1_000)}"b", "h", [${'"x" + '.repeat(1_000)}"y"])`,
      `Counter("a", "h", [${'"x", '.repeat(1_000)}"y"])`,
      `Counter("a", "h", ${'['.repeat(1_000)}"x"${']'.repeat(1_000)})`,
      `${'Counter('.repeat(1_000)}"x"${')'.repeat(1_000)}`,
      `a${'.b'.repeat(1_000)} = Counter\nCounter(a${'.b'.repeat(1_000)}, "h", a${'.value'.repeat(1_000)})`,
      `${names}\nL30 = L0\nCounter("a", "h", L0)`,
    ]) {
      for (const { span } of await lint(client + text)) {
        assert.ok(span.end <= client.length + text.length);
      }
    }
  }).timeout(120_000);

  it('survives bytes that are no source', async () => {
    for (const text of [
      '\0'.repeat(100),
      '\ufffd\ufeff',
      `prometheus_client ${'('.repeat(3000)}`,
      '\ud800 TaskMonitor(',
    ]) {
      assert.deepEqual(await lint(text), []);
    }
  });
});
