import { formatGoFloat } from './goNumber';
import type { FamilyMetric, HistogramMetric, MetricFamily, MetricLabel, SummaryMetric } from './metricFamily';

/**
 * The families in the text format 0.0.4, as a Pushgateway exposes them (prometheus/common expfmt.MetricFamilyToText): in the order
 * given, a `+Inf` bucket added where a histogram has none.
 */
export function writeExposition(families: Iterable<MetricFamily>): string {
  const parts: string[] = [];
  for (const family of families) {
    if (family.help !== undefined) parts.push(`# HELP ${family.name} ${escapeHelp(family.help)}\n`);
    parts.push(`# TYPE ${family.name} ${family.type.toLowerCase()}\n`);
    for (const metric of family.metrics) {
      for (const line of linesOf(family.name, metric)) parts.push(line);
    }
  }
  return parts.join('');
}

function linesOf(name: string, metric: FamilyMetric): string[] {
  if (metric.kind === 'summary') return summaryLines(name, metric);
  if (metric.kind === 'histogram') return histogramLines(name, metric);
  return [sampleLine(name, metric, metric.labels, metric.value)];
}

function summaryLines(name: string, metric: SummaryMetric): string[] {
  return [
    ...metric.quantiles.map(({ quantile, value }) =>
      sampleLine(name, metric, withBound(metric.labels, 'quantile', quantile), value),
    ),
    sampleLine(`${name}_sum`, metric, metric.labels, metric.sum),
    sampleLine(`${name}_count`, metric, metric.labels, Number(metric.count)),
  ];
}

function histogramLines(name: string, metric: HistogramMetric): string[] {
  const buckets = metric.buckets.some(({ upperBound }) => upperBound === Infinity)
    ? metric.buckets
    : [...metric.buckets, { upperBound: Infinity, count: metric.count }];
  return [
    ...buckets.map(({ upperBound, count }) =>
      sampleLine(`${name}_bucket`, metric, withBound(metric.labels, 'le', upperBound), Number(count)),
    ),
    sampleLine(`${name}_sum`, metric, metric.labels, metric.sum),
    sampleLine(`${name}_count`, metric, metric.labels, Number(metric.count)),
  ];
}

function withBound(labels: readonly MetricLabel[], name: string, bound: number): MetricLabel[] {
  return [...labels, { name, value: formatValue(bound) }];
}

function sampleLine(name: string, metric: FamilyMetric, labels: readonly MetricLabel[], value: number): string {
  const braces =
    labels.length === 0
      ? ''
      : `{${labels.map((label) => `${label.name}="${escapeLabelValue(label.value)}"`).join(',')}}`;
  const timestamp = metric.timestampMs === undefined ? '' : ` ${metric.timestampMs}`;
  return `${name}${braces} ${formatValue(value)}${timestamp}\n`;
}

/** A negative zero loses its sign here, and only here. */
function formatValue(value: number): string {
  return value === 0 ? '0' : formatGoFloat(value);
}

function escapeHelp(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

function escapeLabelValue(text: string): string {
  return escapeHelp(text).replaceAll('"', '\\"');
}
