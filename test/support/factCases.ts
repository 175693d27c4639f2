import assert from 'node:assert/strict';
import { assert as assertProperty, asyncProperty, constantFrom, nat } from 'fast-check';
import type { LintedLanguage } from '../../src/syntax/lintedLanguage';
import type { MetricFacts } from '../../src/syntax/metrics/metricFacts';
import { readSourceFacts } from '../../src/syntax/sourceFacts';
import type { Span } from '../../src/text/span';
import { factLines } from './factLines';
import { testParsers } from './parsers';

const parsers = testParsers();

export async function factsOf(language: LintedLanguage, text: string): Promise<MetricFacts> {
  return (await readSourceFacts(parsers, language, text)).metrics;
}

/** One test a case: the lines of `factLines` that the text gives. */
export function eachReads(
  language: LintedLanguage,
  cases: Readonly<Record<string, readonly [text: string, ...lines: string[]]>>,
): void {
  for (const [title, [text, ...lines]] of Object.entries(cases)) {
    it(title, async () => {
      assert.deepEqual(factLines(await factsOf(language, text)), lines);
    });
  }
}

/** All spans of facts. */
export function spansOf({ declarations, calls, pushes }: MetricFacts): Span[] {
  const spans: (Span | undefined)[] = [
    ...declarations.flatMap(({ span, nameSpan, nameTextSpan, labelsSpan, labels, help }) => [
      span,
      nameSpan,
      nameTextSpan,
      labelsSpan,
      ...labels.flatMap((label) => [label.span, label.removal]),
      help.kind === 'absent' ? undefined : help.span,
    ]),
    ...calls.flatMap(({ span, removal, values }) => [
      span,
      removal,
      ...values.flatMap((value) => [value.span, value.removal]),
    ]),
    ...pushes.flatMap(({ span, calleeSpan, job, groupingKey }) => [
      span,
      calleeSpan,
      job?.span,
      ...groupingKey.map((part) => part.span),
    ]),
  ];
  return spans.filter((span) => span !== undefined);
}

/** Reads what is there of a text after each of its characters, as it is while it is typed: nothing may throw or point outside. */
export async function readEachPrefix(language: LintedLanguage, text: string, step = 1): Promise<void> {
  for (let length = 0; length <= text.length; length += step) {
    const prefix = text.slice(0, length);
    for (const { start, end } of spansOf(await factsOf(language, prefix))) {
      assert.ok(0 <= start && start <= end && end <= length, `${start}..${end} of ${length}: ${prefix.slice(-40)}`);
    }
  }
}

/** Reads a text with a part of it gone and something odd in its place, in many ways. */
export async function readDamaged(language: LintedLanguage, text: string): Promise<void> {
  const odd = constantFrom(
    '',
    '\0',
    '"',
    "'",
    '`',
    '{',
    '}',
    '(',
    ')',
    '\\',
    '\r\n',
    '\uD800',
    'é',
    '$',
    '=',
    ',',
    '/*',
    '<<EOF\n',
    '\uE000',
  );
  await assertProperty(
    asyncProperty(nat(text.length), nat(12), odd, async (start, length, piece) => {
      const damaged = text.slice(0, start) + piece + text.slice(start + length);
      for (const span of spansOf(await factsOf(language, damaged))) {
        assert.ok(0 <= span.start && span.start <= span.end && span.end <= damaged.length);
      }
    }),
    { numRuns: 300 },
  );
}
