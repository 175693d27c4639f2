import assert from 'node:assert/strict';
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
