import type { FamilyMetric, MetricFamily, MetricLabel } from '../exposition/metricFamily';
import type { GroupingKey } from '../groupingKey';

/**
 * The family with the labels of the grouping key in every metric, whatever the body says, an empty `instance` where there is none, and
 * labels sorted by name (pushgateway storage.sanitizeLabels).
 */
export function sanitizeFamily(family: MetricFamily, key: GroupingKey): MetricFamily {
  return {
    ...family,
    metrics: family.metrics.map((metric): FamilyMetric => ({ ...metric, labels: sanitizeLabels(metric.labels, key) })),
  };
}

function sanitizeLabels(labels: readonly MetricLabel[], key: GroupingKey): MetricLabel[] {
  const values = new Map([
    ['instance', ''],
    ...labels.map(({ name, value }): [string, string] => [name, value]),
    ...Object.entries(key),
  ]);
  return Array.from(values, ([name, value]) => ({ name, value })).toSorted((a, b) => (a.name < b.name ? -1 : 1));
}
