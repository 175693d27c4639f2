import type { LintedLanguage } from '../../syntax/lintedLanguage';
import { prometheusKeys } from '../../syntax/yaml/prometheusFile';

/**
 * What the bytes of a file tell before it is decoded or parsed. `matters`: it names a client library, a gateway or an
 * exposition, or is short to read anyway. `mayUse`: it calls methods as metrics have them, so it matters when it means a metric
 * that another file declares. `passes`: nothing that the lint looks for can be in it.
 */
export type Relevance = 'matters' | 'mayUse' | 'passes';

/** Words, as bytes. They follow what the readers of the languages look for: see the `metricFacts` of each. */
interface Marks {
  readonly matters: readonly Buffer[];
  readonly mayUse: readonly Buffer[];
  /** A word that many files have, with what must be around it for a file to matter. */
  readonly around?: { readonly word: Buffer; readonly pattern: RegExp };
}

function marks(matters: readonly string[], mayUse: readonly string[] = [], word?: string, pattern?: RegExp): Marks {
  return {
    matters: matters.map(inBytes),
    mayUse: mayUse.map(inBytes),
    ...(word !== undefined && pattern && { around: { word: inBytes(word), pattern } }),
  };
}

function inBytes(word: string): Buffer {
  return Buffer.from(word);
}

const ecmascript = marks(
  ['prom-client', 'prometheus', 'TaskMonitor', '/metrics/job', 'labelNames'],
  ['.labels(', '.inc(', '.observe(', '.startTimer(', '.set(', '.dec(', '.setToCurrentTime('],
  // Wrappers of a project: `createGauge({ name, help, … })`.
  '',
  /(?:[cC]ounter|[gG]auge|[hH]istogram|[sS]ummary)\w*\s*(?:<[^()]{0,200}>)?\s*\(/,
);

const marksOf: Readonly<Record<Exclude<LintedLanguage, 'exposition'>, Marks>> = {
  python: marks(
    ['prometheus', 'TaskMonitor', 'to_gateway', 'from_gateway', '/metrics/job'],
    ['.labels', 'add_metric'],
    'Metric',
    /(?:Counter|Gauge|Info|Histogram|Summary)Metric\b|^class[ \t]+\w*Metrics?Label/m,
  ),
  javascript: ecmascript,
  typescript: ecmascript,
  tsx: ecmascript,
  go: marks(['prometheus', 'component-base/metrics'], ['WithLabelValues']),
  java: marks(['prometheus'], ['.labels(', '.labelValues(', 'labelsValues(']),
  // A script writes exposition text by hand: a label in braces, a comment of the format; or names the path that it goes to.
  bash: marks(['/metrics/job', 'task_monitor'], [], '', /[\w}]\{\s*[A-Za-z_$]|#\s*(?:TYPE|HELP)\s/),
  // Keys of prometheus.yml and of rule files, those of Kubernetes' PrometheusRule included.
  yaml: marks(['job_name'], [], 'expr', prometheusKeys),
};

export function relevanceOf(language: LintedLanguage, bytes: Buffer): Relevance {
  if (language === 'exposition') {
    return 'matters';
  }
  const { matters, mayUse, around } = marksOf[language];
  if (
    matters.some((mark) => bytes.includes(mark)) ||
    (around !== undefined && bytes.includes(around.word) && around.pattern.test(bytes.toString('latin1')))
  ) {
    return 'matters';
  }
  return mayUse.some((mark) => bytes.includes(mark)) ? 'mayUse' : 'passes';
}

/** Whether one of the words stands in a text as a name. */
export function mentions(text: string, words: ReadonlySet<string>): boolean {
  for (const [word] of text.matchAll(/[A-Za-z_$][\w$]*/g)) {
    if (words.has(word)) {
      return true;
    }
  }
  return false;
}
