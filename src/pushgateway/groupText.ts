import type { Family, Group, Metric } from './group';

/**
 * What a group holds, in the text exposition format: it could be pushed again as it stands. Values are the gateway's
 * own; an `instance` that is empty, which the gateway adds, is left out.
 */
export function groupText(group: Group): string {
  return group.families.map(familyText).join('');
}

function familyText(family: Family): string {
  const lines = [
    ...(family.help === '' ? [] : [`# HELP ${family.name} ${escapeHelp(family.help)}`]),
    `# TYPE ${family.name} ${family.type.toLowerCase()}`,
    ...family.metrics.flatMap((metric) => samplesOf(family.name, metric)),
  ];
  return `${lines.join('\n')}\n`;
}

/** The samples of one metric: one line, or those of a histogram or a summary. */
function samplesOf(name: string, metric: Metric): readonly string[] {
  const line = (suffix: string, value: string, extra: Readonly<Record<string, string>> = {}): string =>
    `${name}${suffix}${labelsText({ ...metric.labels, ...extra })} ${value}`;
  return [
    ...(metric.value === undefined ? [] : [line('', metric.value)]),
    ...(metric.buckets ?? []).map((bucket) => line('_bucket', bucket.count, { le: bucket.upperBound })),
    ...(metric.quantiles ?? []).map((quantile) => line('', quantile.value, { quantile: quantile.quantile })),
    ...(metric.sum === undefined ? [] : [line('_sum', metric.sum)]),
    ...(metric.count === undefined ? [] : [line('_count', metric.count)]),
  ];
}

function labelsText(labels: Readonly<Record<string, string>>): string {
  const shown = Object.entries(labels).filter(([name, value]) => name !== 'instance' || value !== '');
  return shown.length === 0 ? '' : `{${shown.map(([name, value]) => `${name}="${escapeValue(value)}"`).join(',')}}`;
}

function escapeHelp(text: string): string {
  return text.replaceAll('\\', '\\\\').replaceAll('\n', '\\n');
}

function escapeValue(text: string): string {
  return escapeHelp(text).replaceAll('"', '\\"');
}
