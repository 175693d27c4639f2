import { goQuote } from '../exposition/goQuote';
import type { FamilyMetric, MetricFamily, MetricType } from '../exposition/metricFamily';
import { describeMetric } from './describeMetric';
import { reservedFamilies } from './reservedFamilies';
import type { StoredGroup } from './storedGroup';

export type Gathered =
  /** Sorted by name, metrics by label values. */
  | { readonly kind: 'consistent'; readonly families: readonly MetricFamily[] }
  /** In the Pushgateway's words, all that is wrong in one text. */
  | { readonly kind: 'inconsistent'; readonly reason: string };

interface MergedFamily {
  readonly name: string;
  readonly type: MetricType;
  readonly help?: string;
  /** With the type that it was pushed as. */
  readonly metrics: { readonly type: MetricType; readonly metric: FamilyMetric; readonly seriesId: string }[];
}

/** What a person reads; the original lists thousands. */
const MAX_LISTED = 100;

class Reasons {
  count = 0;
  private readonly listed: string[] = [];

  add(reason: () => string): void {
    this.count += 1;
    if (this.listed.length < MAX_LISTED) this.listed.push(reason());
  }

  text(): string {
    if (this.count === 1) return this.listed.join('');
    const more = this.count > MAX_LISTED ? ['…'] : [];
    return `${this.count} error(s) occurred:${[...this.listed, ...more].map((reason) => `\n* ${reason}`).join('')}`;
  }
}

/** All groups as one exposition. */
export function gather(groups: Iterable<StoredGroup>): Gathered {
  const { families, reasons } = merge(groups);
  return reasons.count === 0
    ? { kind: 'consistent', families: families.map(toFamily).toSorted(byName) }
    : { kind: 'inconsistent', reason: reasons.text() };
}

/** What `gather` would find wrong, without making the exposition; undefined when nothing. */
export function findInconsistency(groups: Iterable<StoredGroup>): string | undefined {
  const { reasons } = merge(groups);
  return reasons.count === 0 ? undefined : reasons.text();
}

/**
 * Merges the families of all groups, and says what keeps them from being one exposition: a name with two types, the same series twice,
 * a clash with the gateway's own metrics. HELP texts may differ, the first wins. (pushgateway storage.GetMetricFamilies and
 * client_golang prometheus.Gatherers.Gather; there, the order in which groups are met is random.)
 */
function merge(groups: Iterable<StoredGroup>): { families: MergedFamily[]; reasons: Reasons } {
  const reasons = new Reasons();
  const accepted = new Map<string, MergedFamily>();
  const seen = new Set<string>();
  const typeOf = (name: string): MetricType | undefined => accepted.get(name)?.type ?? reservedFamilies.get(name)?.type;
  for (const merged of mergeByName(groups)) {
    const clash = ownFamilyClash(merged) ?? suffixClash(merged, typeOf);
    if (clash !== undefined) {
      reasons.add(() => clash);
      continue;
    }
    accepted.set(merged.name, merged);
    for (const { type, metric, seriesId } of merged.metrics) {
      const problem =
        (type === merged.type ? labelProblem(metric) : `is not a ${merged.type}`) ??
        (seen.has(seriesId) ? 'was collected before with the same name and label values' : undefined);
      if (problem === undefined) seen.add(seriesId);
      else reasons.add(() => `collected metric "${merged.name}" { ${describeMetric(type, metric)}} ${problem}`);
    }
  }
  return { families: [...accepted.values()], reasons };
}

function mergeByName(groups: Iterable<StoredGroup>): Iterable<MergedFamily> {
  const merged = new Map<string, MergedFamily>();
  for (const { families } of groups) {
    for (const { family, seriesIds } of families.values()) {
      let target = merged.get(family.name);
      if (target === undefined) {
        const help = reservedFamilies.get(family.name)?.fixedHelp ?? family.help;
        target = { name: family.name, type: family.type, ...(help === undefined ? {} : { help }), metrics: [] };
        merged.set(family.name, target);
      }
      for (const [index, metric] of family.metrics.entries()) {
        target.metrics.push({ type: family.type, metric, seriesId: seriesIds[index] ?? '' });
      }
    }
  }
  return merged.values();
}

function ownFamilyClash({ name, type, help }: MergedFamily): string | undefined {
  const own = reservedFamilies.get(name);
  if (own === undefined) return undefined;
  if ((help ?? '') !== own.help) {
    return `gathered metric family ${name} has help ${goQuote(help ?? '')} but should have ${goQuote(own.help)}`;
  }
  return type === own.type ? undefined : `gathered metric family ${name} has type ${type} but should have ${own.type}`;
}

/** `x_count` beside a summary `x` would be the same series twice (client_golang prometheus.checkSuffixCollisions). */
function suffixClash(
  { name, type }: MergedFamily,
  typeOf: (name: string) => MetricType | undefined,
): string | undefined {
  const base = name.replace(/_(?:count|sum|bucket)$/, '');
  const baseType = base === name || base === '' ? undefined : typeOf(base);
  if (baseType === 'HISTOGRAM' || (baseType === 'SUMMARY' && !name.endsWith('_bucket'))) {
    return `collected metric named "${name}" collides with previously collected ${baseType.toLowerCase()} named "${base}"`;
  }
  const suffixes = type === 'HISTOGRAM' ? ['_count', '_sum', '_bucket'] : type === 'SUMMARY' ? ['_count', '_sum'] : [];
  const suffix = suffixes.find((candidate) => typeOf(name + candidate) !== undefined);
  if (suffix === undefined) return undefined;
  const what = suffix === '_bucket' ? 'histogram' : 'histogram or summary';
  return `collected ${what} named "${name}" collides with previously collected metric named "${name}${suffix}"`;
}

/** What the parser lets through and a registry does not. */
function labelProblem({ kind, labels }: FamilyMetric): string | undefined {
  const reserved = labels.find(({ name }) => name.startsWith('__'));
  if (reserved !== undefined) return `has a label with an invalid name: ${reserved.name}`;
  const hasQuantile = kind === 'summary' && labels.some(({ name }) => name === 'quantile');
  return hasQuantile ? 'must not have an explicit "quantile" label' : undefined;
}

function toFamily({ name, type, help, metrics }: MergedFamily): MetricFamily {
  return {
    name,
    type,
    ...(help === undefined ? {} : { help }),
    metrics: metrics.map(({ metric }) => metric).toSorted(byLabels),
  };
}

function byName(a: MetricFamily, b: MetricFamily): number {
  return a.name < b.name ? -1 : 1;
}

/** By number of labels, then by their values (client_golang internal.MetricSorter). */
function byLabels(a: FamilyMetric, b: FamilyMetric): number {
  if (a.labels.length !== b.labels.length) return a.labels.length - b.labels.length;
  for (const [index, { value }] of a.labels.entries()) {
    const other = b.labels[index]?.value ?? '';
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}
