import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Group } from '../../pushgateway/group';

/** How many values a label of a metric has on one gateway. */
export interface LabelCount {
  readonly metric: string;
  readonly label: string;
  readonly count: number;
}

/** The editor waits for nothing longer than this; a gateway may hold a hundred thousand series. */
const turnMs = 5;

/**
 * Counts the distinct values of each label of each metric, those with one value left out. An empty value is none, as Prometheus has it.
 * @param isObsolete asked between turns: when true, the count ends, with undefined
 */
export async function countLabels(
  groups: readonly Group[],
  isObsolete: () => boolean,
): Promise<readonly LabelCount[] | undefined> {
  const values = new Map<string, Map<string, Set<string>>>();
  let turnEnds = performance.now() + turnMs;
  for (const { families } of groups) {
    for (const { name, metrics } of families) {
      const ofMetric = values.get(name) ?? new Map<string, Set<string>>();
      values.set(name, ofMetric);
      for (const { labels } of metrics) add(labels, ofMetric);
    }
    if (performance.now() > turnEnds) {
      await nextTurn();
      if (isObsolete()) return undefined;
      turnEnds = performance.now() + turnMs;
    }
  }
  return [...values].flatMap(([metric, labels]) =>
    [...labels].flatMap(([label, { size: count }]) => (count > 1 ? [{ metric, label, count }] : [])),
  );
}

function add(labels: Readonly<Record<string, string>>, values: Map<string, Set<string>>): void {
  for (const [label, value] of Object.entries(labels)) {
    if (value === '') continue;
    const known = values.get(label);
    if (known === undefined) values.set(label, new Set([value]));
    else known.add(value);
  }
}
