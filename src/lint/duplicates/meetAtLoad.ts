import type { LintedLanguage } from '../../syntax/lintedLanguage';
import type { MetricDeclaration } from '../../syntax/metrics/metricDeclaration';

/**
 * Whether two declarations of one name are sure to come into one registry as soon as the file is loaded, where the second
 * one fails. Only what stands at the outermost level, outside of any branch, function or class, is sure: one in `try` and
 * one in `except` are alternatives, one in each of two functions may never run in one process.
 */
export function meetAtLoad(
  language: LintedLanguage,
  text: string,
  first: MetricDeclaration,
  second: MetricDeclaration,
): boolean {
  if (first.client === 'text' || second.client === 'text') {
    return language === 'exposition' && isTyped(text, first) && isTyped(text, second);
  }
  return (
    clientsThatRefuse.has(first.client) &&
    first.client === second.client &&
    first.registry === 'default' &&
    second.registry === 'default' &&
    !takesBack.test(text) &&
    runsAtLoad(language, text, first) &&
    runsAtLoad(language, text, second) &&
    lineStart(text, first.span.start) !== lineStart(text, second.span.start)
  );
}

/** Their default registries raise or panic on a name that they know: the register methods of each client. */
const clientsThatRefuse: ReadonlySet<MetricDeclaration['client']> = new Set([
  'prometheus_client',
  'aioprometheus',
  'prom-client',
  '@prometheus-io/client',
  'client_golang',
  'simpleclient',
  'client_java',
]);

/** A file that takes metrics out of the registry again may well declare them anew. */
const takesBack = /\b(?:unregister|removeSingleMetric|clear|resetMetrics|_names_to_collectors)\b/i;

function isTyped(text: string, { name = '' }: MetricDeclaration): boolean {
  return name !== '' && text.split(/\r?\n/).filter((line) => line.startsWith(`# TYPE ${name} `)).length > 1;
}

/**
 * By the layout, which needs no tree: code at the outermost level of a file stands at the left margin, and in Java in a
 * static field. What is laid out otherwise is not reported. A `*MetricFamily` is made anew for each scrape.
 */
function runsAtLoad(language: LintedLanguage, text: string, { span }: MetricDeclaration): boolean {
  const lead = text.slice(lineStart(text, span.start), span.start);
  const [callee = ''] = /^[^(]{0,200}/.exec(text.slice(span.start, span.start + 200)) ?? [];
  if (callee.trimEnd().endsWith('MetricFamily') || /[{}?]|&&|\|\||=>/.test(lead)) {
    return false;
  }
  return language === 'java'
    ? /\bstatic\b/.test(lead)
    : !/^\s|\b(?:async|case|class|def|elif|else|except|finally|for|func|function|if|lambda|try|while|with)\b/.test(
        lead,
      );
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}
