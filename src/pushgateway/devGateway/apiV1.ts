import { formatGoFloat } from '../exposition/goNumber';
import type { FamilyMetric, MetricLabel } from '../exposition/metricFamily';
import type { Answer } from './answer';
import { buildInformation } from './buildInformation';
import { lastPushSuccessful } from './pushTimes';
import type { StoredFamily, StoredGroup } from './storedGroup';

/** Every site may read this, says a real Pushgateway too; who asks from another site is refused before. */
const CORS = {
  'Access-Control-Allow-Headers': 'Accept, Authorization, Content-Type, Origin',
  'Access-Control-Allow-Methods': 'GET, POST, DELETE, OPTIONS',
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'Date',
  'Cache-Control': 'no-cache, no-store, must-revalidate',
};

/** `GET /api/v1/metrics`: all groups. */
export function metricsAnswer(groups: Iterable<StoredGroup>): Answer {
  return success(Array.from(groups, describeGroup));
}

/** `GET /api/v1/status`, in the real one's shape; `for_development` is ours. */
export function statusAnswer(flags: Readonly<Record<string, string>>, startTimeMs: number): Answer {
  return success({
    build_information: buildInformation,
    flags,
    for_development: true,
    start_time: new Date(startTimeMs).toISOString(),
  });
}

export function optionsAnswer(): Answer {
  return { status: 200, headers: CORS, body: '' };
}

function success(data: unknown): Answer {
  return {
    status: 200,
    headers: { ...CORS, 'Content-Type': 'application/json' },
    body: JSON.stringify({ status: 'success', data }),
  };
}

/** A family named `labels` or `last_push_successful` takes the place of that key. */
function describeGroup(group: StoredGroup): Readonly<Record<string, unknown>> {
  return Object.fromEntries([
    ['labels', group.key],
    ['last_push_successful', lastPushSuccessful(group)],
    ...Array.from(group.families, ([name, family]): [string, unknown] => [name, describeFamily(family)]),
  ]);
}

function describeFamily({ family, timeMs }: StoredFamily): unknown {
  return {
    time_stamp: new Date(timeMs).toISOString(),
    type: family.type,
    ...(family.help === undefined || family.help === '' ? {} : { help: family.help }),
    metrics: family.metrics.map(describeMetric),
  };
}

function describeMetric(metric: FamilyMetric): unknown {
  const labels = describeLabels(metric.labels);
  if (metric.kind === 'number') return { labels, value: formatGoFloat(metric.value) };
  const totals = { labels, count: String(metric.count), sum: formatGoFloat(metric.sum) };
  if (metric.kind === 'summary') {
    const quantiles = metric.quantiles.map(({ quantile, value }) => [formatGoFloat(quantile), formatGoFloat(value)]);
    return { ...totals, quantiles: Object.fromEntries(quantiles) as unknown };
  }
  const buckets = metric.buckets.map(({ upperBound, count }) => [formatGoFloat(upperBound), String(count)]);
  return { ...totals, buckets: Object.fromEntries(buckets) as unknown };
}

function describeLabels(labels: readonly MetricLabel[]): Readonly<Record<string, string>> {
  return Object.fromEntries(labels.map(({ name, value }) => [name, value]));
}
