import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { lintFacts } from '../../../src/lint/lint';
import type { Finding } from '../../../src/lint/finding';
import { factsOfText } from '../../../src/syntax/sourceFacts';
import { applyEdits } from '../../../src/text/textEdit';

const typed = readFileSync(join(import.meta.dirname, '../syntax/yaml/typed.yml'), 'utf8');

function lint(text: string): Finding[] {
  return lintFacts({ language: 'yaml', text, facts: factsOfText('yaml', text) });
}

/** How many jobs, rules and readable queries a text has: what a fix must leave as they are. */
function sizes(text: string): readonly number[] {
  const { scrapeJobs = [], rules = [] } = factsOfText('yaml', text).prometheus ?? {};
  return [scrapeJobs.length, rules.length, rules.filter(({ expression }) => expression !== undefined).length];
}

function count(all: readonly Finding[], rule: string): number {
  return all.filter((each) => each.rule === rule).length;
}

/** What people type, paste and forget. */
const pieces = [
  ' ',
  '  ',
  '- ',
  '"',
  "'",
  '{',
  '}',
  '[',
  ']',
  ': ',
  '#',
  '\\',
  ',',
  '(',
  ')',
  '? ',
  '\n',
  '\t',
  '\r\n',
  '---\n',
  '|\n',
  '>-\n',
  '*a',
  '&a ',
  '<<: ',
  '!!str ',
  '\ufeff',
  '\u{1f600}',
  'labels:\n',
  'annotations:\n',
  'honor_labels: true\n',
  '{{ $value }}',
  'by (user_id)',
  '',
];

const change = fc.record({
  at: fc.nat({ max: typed.length }),
  cut: fc.nat({ max: 12 }),
  piece: fc.oneof(
    fc.constantFrom(...pieces),
    fc
      .tuple(fc.nat({ max: typed.length }), fc.nat({ max: 80 }))
      .map(([from, length]) => typed.slice(from, from + length)),
  ),
});

describe('YAML that was edited at random', () => {
  it('has findings inside the text, and fixes that remove them and leave the rest readable', () => {
    let fixed = 0;
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), fc.boolean(), (changes, isCrlf) => {
        const edited = changes.reduce(
          (text, { at, cut, piece }) => text.slice(0, at) + piece + text.slice(at + cut),
          typed,
        );
        const text = isCrlf ? edited.replaceAll('\n', '\r\n') : edited;
        const findings = lint(text);
        for (const { rule, span, fixes } of findings) {
          assert.ok(span.start >= 0 && span.start < span.end && span.end <= text.length, rule);
          for (const { edits } of fixes) {
            const after = applyEdits(text, edits);
            assert.ok(count(lint(after), rule) < count(findings, rule), `${rule} is still there\n${after}`);
            assert.deepEqual(sizes(after), sizes(text), `${rule}\n${after}`);
            fixed += 1;
          }
        }
      }),
      { numRuns: 500 },
    );
    assert.ok(fixed > 100);
  }).timeout(240_000);
});
