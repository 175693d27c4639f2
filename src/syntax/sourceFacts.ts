import { metricFacts } from './exposition/metricFacts';
import type { LanguageId } from './language';
import type { LintedLanguage } from './lintedLanguage';
import { metricFactsOf } from './metricFactsOf';
import { noFacts } from './metrics/metricFacts';
import type { MetricFacts } from './metrics/metricFacts';
import type { Parsers, SyntaxTree } from './parsers';
import { readPrometheusFile } from './yaml/prometheusFile';
import type { PrometheusFile } from './yaml/prometheusFile';
import { WorkBudget } from './workBudget';

/** What one file says, in any language that the lint reads. Plain data. */
export interface SourceFacts {
  readonly metrics: MetricFacts;
  /** For YAML that is a Prometheus configuration or a rule file. */
  readonly prometheus?: PrometheusFile | undefined;
}

/** @throws ReadTimeout */
export function factsOfTree(tree: SyntaxTree): SourceFacts {
  return { metrics: metricFactsOf(tree, new WorkBudget()) };
}

/** Whether a language is parsed into a tree; the others are read as they are. */
export function isParsed(language: LintedLanguage): language is LanguageId {
  return language !== 'yaml' && language !== 'exposition';
}

/** Reads what needs no tree. @throws ReadTimeout */
export function factsOfText(language: Exclude<LintedLanguage, LanguageId>, text: string): SourceFacts {
  switch (language) {
    case 'yaml':
      return { metrics: noFacts, prometheus: readPrometheusFile(text, new WorkBudget()) };
    case 'exposition':
      return { metrics: metricFacts(text, new WorkBudget()) };
  }
}

/** @throws ParseTimeout, ReadTimeout */
export async function readSourceFacts(
  parsers: Pick<Parsers, 'use'>,
  language: LintedLanguage,
  text: string,
): Promise<SourceFacts> {
  return isParsed(language) ? parsers.use(language, text, factsOfTree) : factsOfText(language, text);
}
