import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LintedLanguage } from '../../../../src/syntax/lintedLanguage';
import { mentions, relevanceOf } from '../../../../src/workspace/lint/relevance';

const pages = join(import.meta.dirname, '../../../../docs/rules');

const fences: Readonly<Record<string, LintedLanguage>> = {
  python: 'python',
  js: 'javascript',
  ts: 'typescript',
  tsx: 'tsx',
  go: 'go',
  java: 'java',
  bash: 'bash',
  prom: 'exposition',
  yaml: 'yaml',
};

/** The examples of a page that are to be found fault with. */
function badExamples(page: string): readonly { readonly language: LintedLanguage; readonly code: string }[] {
  const bad = /^## Bad$(.*?)^## /ms.exec(page)?.[1] ?? '';
  return [...bad.matchAll(/^```(\w+)$(.*?)^```$/gms)].flatMap(([, fence = '', code = '']) => {
    const language = fences[fence];
    return language === undefined ? [] : [{ language, code }];
  });
}

describe('relevanceOf', () => {
  for (const file of readdirSync(pages)) {
    it(`lets every bad example of ${file} through to its reader`, () => {
      const examples = badExamples(readFileSync(join(pages, file), 'utf8'));
      assert.notEqual(examples.length, 0);
      for (const { language, code } of examples) {
        assert.equal(relevanceOf(language, Buffer.from(code)), 'matters', code);
      }
    });
  }

  const cases: readonly (readonly [LintedLanguage, string, string])[] = [
    ['python', 'from collections import Counter\nc = Counter(words)\n', 'passes'],
    ['python', 'from app.metrics import REQUESTS\nREQUESTS.labels(user).inc()\n', 'mayUse'],
    ['python', 'class Errors(JobMetric, CounterMetric):\n    org_id: str\n', 'matters'],
    ['python', 'class Metric:\n    pass\n', 'passes'],
    ['python', 'self.client.push_to_gateway(url, job)\n', 'matters'],
    ['bash', 'echo "size{$labels} $size"\n', 'matters'],
    ['typescript', "import { x } from './metrics';\nx.inc({ a: b });\n", 'mayUse'],
    ['typescript', "import { x } from './y';\nx.add(1);\n", 'passes'],
    ['typescript', "metrics.createGauge({ name: 'a', help: 'A.', labels: ['b'] });\n", 'matters'],
    ['typescript', "new Histogram<'a'>('b', 'Of b.');\n", 'matters'],
    ['go', 'package a\n\nfunc f() { requests.WithLabelValues(user).Inc() }\n', 'mayUse'],
    ['go', 'package a\n\nimport "k8s.io/component-base/metrics"\n', 'matters'],
    ['java', 'class A { void f() { Metrics.REQUESTS.labels(user).inc(); } }\n', 'mayUse'],
    ['bash', 'echo "size{db=\\"$db\\"} $size"\n', 'matters'],
    ['bash', `printf 'size{db="%s"} %d\\n' "$db" "$size"\n`, 'matters'],
    ['bash', 'for i in {1..9}; do echo "$i"; done\n', 'passes'],
    ['yaml', "groups:\n- rules:\n  - 'expr': up\n", 'matters'],
    ['yaml', 'expression: 1\n', 'passes'],
    ['exposition', '', 'matters'],
  ];
  for (const [language, text, expected] of cases) {
    it(`${expected}: ${language} ${JSON.stringify(text.slice(0, 50))}`, () => {
      assert.equal(relevanceOf(language, Buffer.from(text)), expected);
    });
  }
});

describe('mentions', () => {
  it('takes whole names only', () => {
    assert.equal(mentions('x = REQUESTS.labels(1)', new Set(['REQUESTS'])), true);
    assert.equal(mentions('x = REQUESTS_TOTAL.labels(1)', new Set(['REQUESTS'])), false);
  });
});
