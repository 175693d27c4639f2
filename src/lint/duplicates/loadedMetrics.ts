import type { LintedLanguage } from '../../syntax/lintedLanguage';
import type { MetricDeclaration } from '../../syntax/metrics/metricDeclaration';
import { exposedName } from '../exposedName';
import type { RuleContext } from '../rule';

/** The metrics that are sure to be in their client's default registry as soon as a file is loaded. */
export interface LoadedMetrics {
  /** What is there already when a declaration of that name comes, which fails then; undefined where that is not sure. */
  firstOf(name: string, declaration: MetricDeclaration): MetricDeclaration | undefined;
}

/**
 * Only what stands at the outermost level, outside of any branch, function or class, is sure: one in `try` and one in
 * `except` are alternatives, one in each of two functions may never run in one process.
 */
export function loadedMetrics({ language, text, facts }: RuleContext): LoadedMetrics {
  const firsts = new Map<string, MetricDeclaration>();
  const loaded = new Set<MetricDeclaration>();
  if (!takesBack.test(text)) {
    for (const declaration of facts.declarations) {
      const name = exposedName(declaration);
      if (name !== undefined && isRefused(declaration) && runsAtLoad(language, text, declaration)) {
        const key = `${declaration.client} ${name}`;
        firsts.set(key, firsts.get(key) ?? declaration);
        loaded.add(declaration);
      }
    }
  }
  return {
    firstOf(name, declaration) {
      const first = loaded.has(declaration) ? firsts.get(`${declaration.client} ${name}`) : undefined;
      return first === declaration ? undefined : first;
    },
  };
}

/** The default registries of these raise or panic on a name that they know: the register methods of each client. */
function isRefused({ client, registry }: MetricDeclaration): boolean {
  return registry === 'default' && client !== 'taskmonitor' && client !== 'text';
}

/** A file that takes metrics out of the registry again may well declare them anew. */
const takesBack = /\b(?:unregister|removeSingleMetric|clear|resetMetrics|_names_to_collectors)\b/i;

/**
 * By the layout, which needs no tree: code at the outermost level of a file stands at the left margin, and in Java in a
 * static field. What is laid out otherwise is not reported. A `*MetricFamily` is made anew for each scrape.
 */
function runsAtLoad(language: LintedLanguage, text: string, { span }: MetricDeclaration): boolean {
  // What stands far inside of a long line is not looked at: nobody wrote that.
  const before = text.slice(Math.max(0, span.start - 500), span.start);
  const lead = before.slice(before.lastIndexOf('\n') + 1);
  if (lead.length === 500) {
    return false;
  }
  const [callee = ''] = /^[^(]*/.exec(text.slice(span.start, Math.min(span.start + 200, span.end))) ?? [];
  if (callee.trimEnd().endsWith('MetricFamily') || /[{}?;]|&&|\|\||=>/.test(lead)) {
    return false;
  }
  return language === 'java' ? /\bstatic\b/.test(lead) : !(/^\s/.test(lead) || conditional.test(lead));
}

const conditional = /\b(?:async|case|class|def|elif|else|except|finally|for|func|function|if|lambda|try|while|with)\b/;
