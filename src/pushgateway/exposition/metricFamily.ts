/** The types of the text format 0.0.4, spelled as in `/api/v1/metrics`. */
export type MetricType = 'COUNTER' | 'GAUGE' | 'SUMMARY' | 'UNTYPED' | 'HISTOGRAM';

export interface MetricLabel {
  readonly name: string;
  readonly value: string;
}

/** One family of an exposition. The kind of its metrics follows from its type. */
export interface MetricFamily {
  readonly name: string;
  readonly type: MetricType;
  readonly help?: string;
  readonly metrics: readonly FamilyMetric[];
}

export type FamilyMetric = NumberMetric | SummaryMetric | HistogramMetric;

interface MetricBase {
  /** Without `quantile` of a summary and `le` of a histogram. */
  readonly labels: readonly MetricLabel[];
  readonly timestampMs?: bigint;
}

/** Counter, gauge, untyped. */
export interface NumberMetric extends MetricBase {
  readonly kind: 'number';
  readonly value: number;
}

export interface SummaryMetric extends MetricBase {
  readonly kind: 'summary';
  readonly count: bigint;
  readonly sum: number;
  readonly quantiles: readonly { readonly quantile: number; readonly value: number }[];
}

/** Classic buckets, each with the count of everything up to its bound. */
export interface HistogramMetric extends MetricBase {
  readonly kind: 'histogram';
  readonly count: bigint;
  readonly sum: number;
  readonly buckets: readonly { readonly upperBound: number; readonly count: bigint }[];
}
