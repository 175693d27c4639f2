import * as l10n from '@vscode/l10n';
import { labelNameProblem } from './labelName';

export type TestMetricType = 'gauge' | 'counter' | 'untyped';

export interface TestSample {
  readonly labels: Readonly<Record<string, string>>;
  /** Any number; NaN and the infinities too. */
  readonly value: number;
}

/** A metric that a person pushes to see what happens. */
export interface TestMetric {
  readonly name: string;
  readonly type: TestMetricType;
  readonly help?: string;
  readonly samples: readonly TestSample[];
}

export type TestMetricsVerdict = { readonly kind: 'valid' } | { readonly kind: 'invalid'; readonly reason: string };

/** prom-client insists on a text; in English, since it is data and others read it too. */
const DEFAULT_HELP = 'Test metric pushed by TaskMonitor.';

const METRIC_NAME = /^[A-Za-z_:][A-Za-z0-9_:]*$/;

/** Whether a Pushgateway would take the metrics in one push, as far as they themselves tell; if not, `reason` says why to a person. */
export function checkTestMetrics(metrics: readonly TestMetric[]): TestMetricsVerdict {
  const names = new Set<string>();
  for (const metric of metrics) {
    const reason = names.has(metric.name)
      ? l10n.t('The metric {0} is given twice: put its samples together.', metric.name)
      : metricProblem(metric);
    if (reason !== undefined) return { kind: 'invalid', reason };
    names.add(metric.name);
  }
  return { kind: 'valid' };
}

/**
 * The metrics in the text exposition format 0.0.4, printed by prom-client. Names and values are kept as given.
 * @throws Error for metrics that `checkTestMetrics` refuses: ask it first
 */
export async function expositionOf(metrics: readonly TestMetric[]): Promise<string> {
  const verdict = checkTestMetrics(metrics);
  if (verdict.kind === 'invalid') throw new Error(verdict.reason);
  const families = await Promise.all(metrics.map(familyText));
  return families.join('');
}

/** Why a metric's name cannot be pushed, for a person; undefined when it can. */
export function metricNameProblem(name: string): string | undefined {
  if (!METRIC_NAME.test(name)) {
    return l10n.t(
      '"{0}" is not a metric name: use letters, digits, underscores and colons, and do not begin with a digit.',
      name,
    );
  }
  if (name === 'push_time_seconds' || name === 'push_failure_time_seconds') {
    return l10n.t('The Pushgateway writes {0} itself: choose another metric name.', name);
  }
  // prom-client keeps metrics in a plain object and takes these for metrics that are there already.
  return name in Object.prototype ? l10n.t('"{0}" cannot be used as a metric name here.', name) : undefined;
}

/** Why a label cannot be given to a test metric, for a person; undefined when it can. */
export function metricLabelProblem(name: string): string | undefined {
  return name === 'job'
    ? l10n.t('The label "job" comes from the grouping key, which would overwrite this one.')
    : labelNameProblem(name);
}

/** A number as the text format has it (`1`, `-2.5e3`, `NaN`, `+Inf`); undefined for anything else, also beyond the range of a double. */
export function parseSampleValue(text: string): number | undefined {
  const word = text.trim();
  if (/^[+-]?nan$/i.test(word)) return NaN;
  if (/^[+-]?inf(inity)?$/i.test(word)) return word.startsWith('-') ? -Infinity : Infinity;
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(word)) return undefined;
  const value = Number(word);
  return Number.isFinite(value) ? value : undefined;
}

export type MetricArgument =
  | {
      readonly kind: 'metric';
      readonly name: string;
      readonly labels: Readonly<Record<string, string>>;
      readonly value: number;
    }
  | { readonly kind: 'invalid'; readonly reason: string };

/** Reads `NAME=VALUE` or `NAME{label="value",…}=VALUE`, label values escaped as in the text format (`\"`, `\\`, `\n`). */
export function parseMetricArgument(text: string): MetricArgument {
  const head = /^\s*([^\s{}="]+)\s*/.exec(text);
  if (head?.[1] === undefined) return malformed(text);
  const name = head[1];
  const nameProblem = metricNameProblem(name);
  if (nameProblem !== undefined) return { kind: 'invalid', reason: nameProblem };

  const read = readLabels(text, head[0].length);
  if (read.kind === 'invalid') return read;
  const tail = /^\s*=(.*)$/s.exec(text.slice(read.end));
  if (tail?.[1] === undefined) return malformed(text);
  const value = parseSampleValue(tail[1]);
  if (value === undefined) {
    return {
      kind: 'invalid',
      reason: l10n.t('"{0}" is not a value: give a number, or NaN, +Inf or -Inf.', tail[1].trim()),
    };
  }
  return { kind: 'metric', name, labels: read.labels, value };
}

type ReadLabels =
  { kind: 'labels'; labels: Readonly<Record<string, string>>; end: number } | { kind: 'invalid'; reason: string };

/** Reads `{…}` at `start`, if it is there; `end` is behind it. */
function readLabels(text: string, start: number): ReadLabels {
  if (text[start] !== '{') return { kind: 'labels', labels: {}, end: start };
  const labels = new Map<string, string>();
  const pair = /\s*([^\s{}=",]+)\s*=\s*"((?:[^"\\]|\\[\\"n])*)"\s*(?:,|(?=\}))/y;
  const close = /\s*\}/y;
  pair.lastIndex = start + 1;
  for (let end = start + 1; ; end = pair.lastIndex) {
    close.lastIndex = end;
    if (close.test(text)) return { kind: 'labels', labels: Object.fromEntries(labels), end: close.lastIndex };
    const [, name, value] = pair.exec(text) ?? [];
    if (name === undefined || value === undefined) return malformed(text);
    const reason = labels.has(name) ? l10n.t('The label "{0}" is given twice.', name) : metricLabelProblem(name);
    if (reason !== undefined) return { kind: 'invalid', reason };
    labels.set(
      name,
      value.replaceAll(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped)),
    );
  }
}

function malformed(text: string): { kind: 'invalid'; reason: string } {
  return {
    kind: 'invalid',
    reason: l10n.t(
      'Cannot read the metric {0} — write NAME=VALUE or NAME{label="value"}=VALUE; a quote, a backslash or a new line in a label value is \\" \\\\ or \\n.',
      text,
    ),
  };
}

function metricProblem({ name, type, samples }: TestMetric): string | undefined {
  const nameProblem = metricNameProblem(name);
  if (nameProblem !== undefined) return nameProblem;
  if (samples.length === 0) return l10n.t('The metric {0} has no value.', name);
  const series = new Set<string>();
  for (const { labels, value } of samples) {
    for (const label of Object.keys(labels)) {
      const labelProblem = metricLabelProblem(label);
      if (labelProblem !== undefined) return labelProblem;
    }
    if (type === 'counter' && (value < 0 || Number.isNaN(value))) {
      return l10n.t('The counter {0} cannot be {1}: counters begin at 0 and only go up.', name, String(value));
    }
    // A label that is empty is a label that is not there.
    const given = Object.entries(labels).filter(([, text]) => text !== '');
    const id = JSON.stringify(given.toSorted(([a], [b]) => (a < b ? -1 : 1)));
    if (series.has(id)) return l10n.t('The metric {0} is given twice with the same labels.', name);
    series.add(id);
  }
  return undefined;
}

async function familyText(metric: TestMetric): Promise<string> {
  // Loaded at the first push: who only looks at names and values need not wait for it.
  const { Counter, Gauge, Registry } = await import('prom-client');
  const registry = new Registry();
  const configuration = {
    name: metric.name,
    help: metric.help || DEFAULT_HELP,
    registers: [registry],
  };
  const family = metric.type === 'counter' ? new Counter(configuration) : new Gauge(configuration);
  // Given as they are: prom-client's own store takes no infinite counters and mixes up label values that hold ',' and ':'.
  const told = await family.get();
  family.get = () => Promise.resolve({ ...told, values: metric.samples.map((sample) => ({ ...sample })) });
  const text = await registry.metrics();
  return text.split('\n').map(lineFor(metric)).join('\n');
}

/** What prom-client prints otherwise than the format has it: no untyped metrics, and `Nan`. */
function lineFor({ name, type }: TestMetric): (line: string) => string {
  return (line) => {
    if (type === 'untyped' && line.startsWith('# TYPE ')) return `# TYPE ${name} untyped`;
    return line.startsWith('#') ? line : line.replace(/ Nan$/, ' NaN');
  };
}
