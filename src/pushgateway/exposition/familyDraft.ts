import type { FamilyMetric, MetricFamily, MetricLabel, MetricType } from './metricFamily';

/** A family while it is read. */
export interface FamilyDraft {
  readonly name: string;
  help?: string;
  type?: MetricType;
  readonly metrics: MetricDraft[];
}

/** A metric while it is read; a summary or histogram gathers many lines. */
export interface MetricDraft {
  readonly labels: readonly MetricLabel[];
  value: number;
  count: bigint;
  sum: number;
  /** Made when needed: most metrics have neither, and a push may have millions. */
  quantiles?: { quantile: number; value: number }[];
  buckets?: { upperBound: number; count: bigint }[];
  timestampMs?: bigint;
}

/** Which number of a summary or histogram a line gives: by its suffix. */
export type SampleRole = 'value' | 'count' | 'sum';

export function newMetricDraft(labels: readonly MetricLabel[]): MetricDraft {
  return { labels, value: 0, count: 0n, sum: 0 };
}

/**
 * Families while a text is read. `foo_count`, `foo_sum` and `foo_bucket` belong to `foo` once that is known to be a summary or
 * histogram, and are families of their own before (expfmt.TextParser.setOrCreateCurrentMF).
 */
export class FamilyDrafts {
  private readonly byName = new Map<string, FamilyDraft>();

  find(name: string): { family: FamilyDraft; role: SampleRole } {
    const known = this.byName.get(name);
    if (known !== undefined) return { family: known, role: 'value' };
    const { base, suffix } = splitSuffix(name);
    const parent = this.byName.get(base);
    const isPart =
      (parent?.type === 'SUMMARY' && suffix !== '_bucket') || (parent?.type === 'HISTOGRAM' && suffix !== '');
    if (parent !== undefined && isPart) {
      return { family: parent, role: suffix === '_count' ? 'count' : suffix === '_sum' ? 'sum' : 'value' };
    }
    const family: FamilyDraft = { name, metrics: [] };
    this.byName.set(name, family);
    return { family, role: 'value' };
  }

  /** Families without samples are left out. */
  finish(): MetricFamily[] {
    return [...this.byName.values()].filter((draft) => draft.metrics.length > 0).map(finishFamily);
  }
}

function splitSuffix(name: string): { base: string; suffix: '' | '_count' | '_sum' | '_bucket' } {
  for (const suffix of ['_count', '_sum', '_bucket'] as const) {
    if (name.length > suffix.length && name.endsWith(suffix)) return { base: name.slice(0, -suffix.length), suffix };
  }
  return { base: name, suffix: '' };
}

function finishFamily(draft: FamilyDraft): MetricFamily {
  const type = draft.type ?? 'UNTYPED';
  return {
    name: draft.name,
    type,
    ...(draft.help === undefined ? {} : { help: draft.help }),
    metrics: draft.metrics.map((metric) => finishMetric(type, metric)),
  };
}

function finishMetric(type: MetricType, draft: MetricDraft): FamilyMetric {
  const { labels, count, sum } = draft;
  const timestamp = draft.timestampMs === undefined ? {} : { timestampMs: draft.timestampMs };
  switch (type) {
    case 'SUMMARY':
      return { kind: 'summary', labels, count, sum, quantiles: draft.quantiles ?? [], ...timestamp };
    case 'HISTOGRAM':
      return { kind: 'histogram', labels, count, sum, buckets: draft.buckets ?? [], ...timestamp };
    default:
      return { kind: 'number', labels, value: draft.value, ...timestamp };
  }
}
