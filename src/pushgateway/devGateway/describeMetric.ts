import type { FamilyMetric, HistogramMetric, SummaryMetric } from '../exposition/metricFamily';
import { formatGoFloat } from '../exposition/goNumber';
import type { MetricType } from '../exposition/metricFamily';

/**
 * A metric as the Pushgateway names it in its errors, in the text form of its protobuf message:
 * `label:<name:"job" value:"a" > gauge:<value:1 > `. With the blank at the end.
 */
export function describeMetric(type: MetricType, metric: FamilyMetric): string {
  const labels = metric.labels.map(({ name, value }) => `label:<name:${quote(name)} value:${quote(value)} > `).join('');
  return `${labels}${type.toLowerCase()}:<${describeValue(metric)}> `;
}

function describeValue(metric: FamilyMetric): string {
  if (metric.kind === 'number') return `value:${float(metric.value)} `;
  return `sample_count:${metric.count} sample_sum:${float(metric.sum)} ${metric.kind === 'summary' ? quantiles(metric) : buckets(metric)}`;
}

function quantiles(metric: SummaryMetric): string {
  return metric.quantiles
    .map(({ quantile, value }) => `quantile:<quantile:${float(quantile)} value:${float(value)} > `)
    .join('');
}

function buckets(metric: HistogramMetric): string {
  return metric.buckets
    .map(({ upperBound, count }) => `bucket:<cumulative_count:${count} upper_bound:${float(upperBound)} > `)
    .join('');
}

/** The protobuf text form spells what is no number in its own way. */
function float(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  return formatGoFloat(value);
}

const SHORT_ESCAPES: ReadonlyMap<number, string> = new Map([
  [0x0a, '\\n'],
  [0x0d, '\\r'],
  [0x09, '\\t'],
  [0x22, '\\"'],
  [0x5c, '\\\\'],
]);

/** Bytes beyond printable ASCII in octal. */
function quote(text: string): string {
  const bytes = Array.from(Buffer.from(text, 'utf8'), (byte) => {
    const short = SHORT_ESCAPES.get(byte);
    if (short !== undefined) return short;
    return byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : `\\${byte.toString(8).padStart(3, '0')}`;
  });
  return `"${bytes.join('')}"`;
}
