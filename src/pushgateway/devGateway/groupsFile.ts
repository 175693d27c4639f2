import * as l10n from '@vscode/l10n';
import type { FamilyMetric, MetricFamily, MetricLabel, MetricType } from '../exposition/metricFamily';
import { formatGoFloat, parseGoFloat } from '../exposition/goNumber';
import { isObject } from '../jsonObject';
import { storedFamily } from './storedGroup';
import type { StoredFamily, StoredGroup } from './storedGroup';

const FORMAT = 'taskmonitor-development-gateway';
const VERSION = 1;
const TYPES: readonly MetricType[] = ['COUNTER', 'GAUGE', 'SUMMARY', 'UNTYPED', 'HISTOGRAM'];

/** The text is not what `encodeGroups` writes; the message says why to a person. */
export class GroupsFileProblem extends Error {
  override readonly name = 'GroupsFileProblem';
}

/** The groups as the text of a persistence file: JSON, with values and counts as strings, since JSON knows no NaN and no 64-bit numbers. */
export function encodeGroups(groups: Iterable<StoredGroup>): string {
  const encoded = Array.from(groups, ({ key, families }) => ({
    key,
    families: Array.from(families.values(), encodeFamily),
  }));
  return `${JSON.stringify({ format: FORMAT, version: VERSION, groups: encoded })}\n`;
}

/** @throws GroupsFileProblem for any other text */
export function decodeGroups(text: string): StoredGroup[] {
  let file: unknown;
  try {
    file = JSON.parse(text);
  } catch (error) {
    throw new GroupsFileProblem(l10n.t('it is not JSON'), { cause: error });
  }
  if (!isObject(file) || file['format'] !== FORMAT) {
    throw new GroupsFileProblem(l10n.t('it is not a file of this gateway'));
  }
  if (file['version'] !== VERSION) throw new GroupsFileProblem(l10n.t('another version of this gateway wrote it'));
  return listOf(file['groups']).map(decodeGroup);
}

function encodeFamily({ family, timeMs }: StoredFamily): unknown {
  return { ...family, timeMs, metrics: family.metrics.map(encodeMetric) };
}

function encodeMetric(metric: FamilyMetric): unknown {
  const labels = metric.labels.map(({ name, value }) => [name, value]);
  if (metric.kind === 'number') return { labels, value: formatGoFloat(metric.value) };
  const totals = { labels, count: String(metric.count), sum: formatGoFloat(metric.sum) };
  return metric.kind === 'summary'
    ? { ...totals, quantiles: metric.quantiles.map(({ quantile, value }) => [quantile, value].map(formatGoFloat)) }
    : { ...totals, buckets: metric.buckets.map(({ upperBound, count }) => [formatGoFloat(upperBound), String(count)]) };
}

function decodeGroup(value: unknown): StoredGroup {
  const { key, families } = recordOf(value);
  const labels = Object.entries(recordOf(key)).map(([name, text]): [string, string] => [name, textOf(text)]);
  const stored = listOf(families).map(decodeFamily);
  return { key: Object.fromEntries(labels), families: new Map(stored.map((entry) => [entry.family.name, entry])) };
}

function decodeFamily(value: unknown): StoredFamily {
  const { name, type, help, timeMs, metrics } = recordOf(value);
  const metricType = TYPES.find((known) => known === type);
  if (metricType === undefined || typeof timeMs !== 'number') throw damaged('a family has no type or time');
  const family: MetricFamily = {
    name: textOf(name),
    type: metricType,
    ...(help === undefined ? {} : { help: textOf(help) }),
    metrics: listOf(metrics).map((metric) => decodeMetric(metricType, recordOf(metric))),
  };
  return storedFamily(family, timeMs);
}

function decodeMetric(type: MetricType, value: Readonly<Record<string, unknown>>): FamilyMetric {
  const labels = pairsOf(value['labels']).map(([name, text]): MetricLabel => ({ name, value: text }));
  if (type !== 'SUMMARY' && type !== 'HISTOGRAM') return { kind: 'number', labels, value: floatOf(value['value']) };
  const totals = { labels, count: countOf(value['count']), sum: floatOf(value['sum']) };
  if (type === 'SUMMARY') {
    const quantiles = pairsOf(value['quantiles']).map(([quantile, text]) => ({
      quantile: floatOf(quantile),
      value: floatOf(text),
    }));
    return { kind: 'summary', ...totals, quantiles };
  }
  const buckets = pairsOf(value['buckets']).map(([bound, text]) => ({
    upperBound: floatOf(bound),
    count: countOf(text),
  }));
  return { kind: 'histogram', ...totals, buckets };
}

/** @param what in English: nobody can do anything about it, but a report of the defect may quote it */
function damaged(what: string): GroupsFileProblem {
  return new GroupsFileProblem(l10n.t('it is damaged: {0}', what));
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  if (!isObject(value)) throw damaged('a part of it is no object');
  return value;
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw damaged('a part of it is no list');
  return value;
}

function pairsOf(value: unknown): (readonly [string, string])[] {
  return listOf(value).map((pair) => {
    const [first, second] = listOf(pair);
    return [textOf(first), textOf(second)];
  });
}

function textOf(value: unknown): string {
  if (typeof value !== 'string') throw damaged('a part of it is no text');
  return value;
}

function floatOf(value: unknown): number {
  const number = parseGoFloat(textOf(value));
  if (number === undefined) throw damaged('a value is no number');
  return number;
}

function countOf(value: unknown): bigint {
  const text = textOf(value);
  if (!/^\d{1,20}$/.test(text)) throw damaged('a count is no number');
  return BigInt(text);
}
