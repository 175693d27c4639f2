import type { GroupingKey } from './groupingKey';

/** One group of a Pushgateway, as `/api/v1/metrics` tells it. */
export interface Group {
  readonly key: GroupingKey;
  /** `groupId(key)`. */
  readonly id: string;
  /** The gateway's own verdict: the last failed push is not after the last successful one. */
  readonly lastPushSuccessful: boolean;
  /** Of the last successful push, in Unix seconds; absent when there was none. */
  readonly pushTime?: number;
  /** Of the last push that was rejected as inconsistent, in Unix seconds; absent when there was none. */
  readonly pushFailureTime?: number;
  /** What was pushed, by name; without `push_time_seconds` and `push_failure_time_seconds`, which the gateway adds. */
  readonly families: readonly Family[];
}

export type FamilyType = 'COUNTER' | 'GAUGE' | 'SUMMARY' | 'HISTOGRAM' | 'UNTYPED';

export interface Family {
  readonly name: string;
  readonly type: FamilyType;
  /** Empty when the push gave none. */
  readonly help: string;
  /** When the family was pushed: RFC 3339, as the gateway writes it. */
  readonly pushTime?: string;
  readonly metrics: readonly Metric[];
}

/** One series, or the series of one histogram or summary. Values are the gateway's strings: `1.58e+09`, `NaN`, `+Inf`. */
export interface Metric {
  /** All labels, those of the grouping key and an `instance` that may be empty among them. */
  readonly labels: Readonly<Record<string, string>>;
  /** Counter, gauge, untyped. */
  readonly value?: string;
  /** Histogram and summary. */
  readonly count?: string;
  readonly sum?: string;
  /** Histogram: cumulative buckets by their upper bound. */
  readonly buckets?: readonly Bucket[];
  /** Native histogram: what each bucket itself holds. */
  readonly nativeBuckets?: readonly NativeBucket[];
  /** Summary: by quantile. */
  readonly quantiles?: readonly Quantile[];
}

export interface Bucket {
  /** The `le` label. */
  readonly upperBound: string;
  readonly count: string;
}

export interface NativeBucket {
  /** Which ends belong to the bucket: `(a,b]`, `[a,b)`, `(a,b)` or `[a,b]`. */
  readonly range: string;
  readonly count: string;
}

export interface Quantile {
  readonly quantile: string;
  readonly value: string;
}
