import type { Family, Metric } from '../../pushgateway/group';
import type { GroupingKey } from '../../pushgateway/groupingKey';
import type { Sample } from './treeNode';

/** The lines of a family: of a histogram or summary count and sum first, then its buckets or quantiles. */
export function samplesOf(family: Family, key: GroupingKey): readonly Sample[] {
  return family.metrics.flatMap((metric) => samplesOfMetric(metric, key));
}

function samplesOfMetric(metric: Metric, key: GroupingKey): Sample[] {
  const own = Object.entries(metric.labels).filter(
    // A label that is empty is a label that is not there.
    ([name, value]) => key[name] !== value && value !== '',
  );
  const sample = (part: Sample['part'], value: string, extra: readonly [string, string][] = []): Sample => ({
    labels: [...own, ...extra].map(([name, text]) => `${name}=${JSON.stringify(text)}`).join(', '),
    part,
    value,
  });
  return [
    ...(metric.value === undefined ? [] : [sample('value', metric.value)]),
    ...(metric.count === undefined ? [] : [sample('count', metric.count)]),
    ...(metric.sum === undefined ? [] : [sample('sum', metric.sum)]),
    ...(metric.buckets ?? []).map(({ upperBound, count }) => sample('bucket', count, [['le', upperBound]])),
    ...(metric.nativeBuckets ?? []).map(({ range, count }) => sample('bucket', count, [['range', range]])),
    ...(metric.quantiles ?? []).map(({ quantile, value }) => sample('quantile', value, [['quantile', quantile]])),
  ];
}
