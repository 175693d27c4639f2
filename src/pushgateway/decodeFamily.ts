import type { Bucket, Family, FamilyType, Metric, NativeBucket, Quantile } from './group';
import { isObject, isStringRecord } from './jsonObject';

/**
 * Reads one family of a group in `/api/v1/metrics`: `{time_stamp, type, help, metrics: […]}`. Undefined for what is none, such
 * as `labels` or a key that a newer gateway adds. Parts that are missing or odd are left out; what is there is kept.
 */
export function decodeFamily(name: string, json: unknown): Family | undefined {
  // A group's own label may be called 'metrics'; its value is a text then, not an array.
  if (!isObject(json) || !Array.isArray(json['metrics'])) return undefined;
  const pushTime = json['time_stamp'];
  return {
    name,
    type: decodeType(json['type']),
    help: typeof json['help'] === 'string' ? json['help'] : '',
    ...(typeof pushTime === 'string' ? { pushTime } : {}),
    metrics: json['metrics'].filter(isObject).map(decodeMetric),
  };
}

function decodeType(type: unknown): FamilyType {
  switch (type) {
    case 'COUNTER':
    case 'GAUGE':
    case 'SUMMARY':
    case 'HISTOGRAM':
      return type;
    default:
      return 'UNTYPED';
  }
}

function decodeMetric(json: Readonly<Record<string, unknown>>): Metric {
  const value = textOf(json['value']);
  const count = textOf(json['count']);
  const sum = textOf(json['sum']);
  const { labels, buckets, quantiles } = json;
  return {
    labels: isStringRecord(labels) ? labels : Object.fromEntries(entriesOf(labels)),
    ...(value === undefined ? {} : { value }),
    ...(count === undefined ? {} : { count }),
    ...(sum === undefined ? {} : { sum }),
    ...(isObject(buckets) ? { buckets: decodeBuckets(buckets) } : {}),
    ...(Array.isArray(buckets) ? { nativeBuckets: buckets.flatMap(decodeNativeBucket) } : {}),
    ...(isObject(quantiles) ? { quantiles: decodeQuantiles(quantiles) } : {}),
  };
}

function decodeBuckets(buckets: unknown): readonly Bucket[] {
  return entriesOf(buckets)
    .toSorted(byNumber)
    .map(([upperBound, count]) => ({ upperBound, count }));
}

function decodeQuantiles(quantiles: unknown): readonly Quantile[] {
  return entriesOf(quantiles)
    .toSorted(byNumber)
    .map(([quantile, value]) => ({ quantile, value }));
}

/** `[boundaries, lower, upper, count]`, boundaries 0 to 3: pushgateway histogram/prometheus_model.go, makeBucket. */
function decodeNativeBucket(json: unknown): readonly NativeBucket[] {
  if (!Array.isArray(json)) return [];
  const [boundaries, lower, upper, count] = json.map(textOf);
  if (lower === undefined || upper === undefined || count === undefined) return [];
  const open = boundaries === '1' || boundaries === '3' ? '[' : '(';
  const close = boundaries === '0' || boundaries === '3' ? ']' : ')';
  return [{ range: `${open}${lower},${upper}${close}`, count }];
}

function entriesOf(json: unknown): readonly [name: string, text: string][] {
  if (!isObject(json)) return [];
  return Object.entries(json).flatMap(([name, value]): [string, string][] => {
    const text = textOf(value);
    return text === undefined ? [] : [[name, text]];
  });
}

/** The gateway sends numbers as strings; a plain number is taken as well. */
function textOf(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' ? String(value) : undefined;
}

/** `Number('+Inf')` is NaN: the infinite bound is the last one. */
function byNumber([a]: [string, string], [b]: [string, string]): number {
  return boundOf(a) - boundOf(b) || 0;
}

function boundOf(text: string): number {
  const bound = Number(text);
  return Number.isNaN(bound) ? (text.startsWith('-') ? -Infinity : Infinity) : bound;
}
