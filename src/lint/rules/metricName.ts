import * as l10n from '@vscode/l10n';
import type { DeclaredLabel } from '../../syntax/metrics/metricDeclaration';
import type { Found } from '../finding';
import { namedMetrics, type NamedMetric } from '../naming/namedMetrics';
import { isMetricName, renameFix } from '../naming/renameFix';
import { docsUrlOf, type Rule, type RuleContext } from '../rule';

const id = 'metric-name';

/** A name that Prometheus refuses or reserves, or that is not in snake_case. Documented in `docs/rules/metric-name.md`. */
export const metricName: Rule = {
  id,
  severity: 'warning',
  summary: () =>
    l10n.t('A metric or label name with characters, a suffix or a spelling that Prometheus keeps for others.'),
  docsUrl: docsUrlOf(id),
  *check(context) {
    const labels = new Set<number>();
    for (const metric of namedMetrics(context)) {
      yield* aboutName(context, metric);
      for (const label of metric.declaration.labels) {
        if (isCamelCase(label.name) && !labels.has(label.span.start)) {
          labels.add(label.span.start);
          yield aboutLabel(metric, label);
        }
      }
    }
  },
};

function* aboutName(context: RuleContext, metric: NamedMetric): Iterable<Found> {
  const { name, span } = metric;
  const problem = problemOf(metric);
  if (problem !== undefined) {
    const fixes = renameFix(
      context,
      metric,
      (written) => spelledRight(written, metric.type),
      (exposed) => problemOf({ ...metric, name: exposed }) === undefined,
    );
    yield { message: problem, span, metric: name, fixes };
  }
}

/** The worst thing to say about a name; one is enough, since all are put right together. */
function problemOf({ name, type }: Pick<NamedMetric, 'name' | 'type'>): string | undefined {
  if (!isMetricName(name)) {
    return l10n.t(
      "'{0}' is not a metric name that every Prometheus takes: use letters, digits and underscores, and do not begin with a digit.",
      name,
    );
  }
  if (name.includes(':')) {
    return l10n.t("'{0}' has a colon, which is kept for the results of recording rules: use an underscore.", name);
  }
  const suffix = reservedSuffix(name, type);
  if (suffix !== undefined) {
    return l10n.t(
      "'{0}' ends in {1}, which is kept for the series of a histogram or summary: a {2} with that name can be taken for one. Name what is counted, without {1}.",
      name,
      suffix,
      type,
    );
  }
  return isCamelCase(name) ? l10n.t("'{0}' is in camelCase: metric names are in snake_case.", name) : undefined;
}

function reservedSuffix(name: string, type: NamedMetric['type']): string | undefined {
  if (type === 'untyped' || type === 'histogram') {
    return undefined;
  }
  return ['_bucket', ...(type === 'summary' ? [] : ['_count', '_sum'])].find((suffix) => name.endsWith(suffix));
}

function aboutLabel(metric: NamedMetric, { name, span }: DeclaredLabel): Found {
  return {
    severity: 'info',
    message: l10n.t("Label '{0}' is in camelCase: label names are in snake_case.", name),
    span,
    metric: metric.name,
    label: name,
  };
}

function isCamelCase(name: string): boolean {
  return /[a-z][A-Z]/.test(name);
}

/** In snake_case; a counter's `_count` and `_sum` are best `_total`, what other types' should be is not for us to say. */
function spelledRight(written: string, type: NamedMetric['type']): string {
  const snake = written
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/([A-Z])([A-Z][a-z])/g, '$1_$2')
    .replaceAll(/[^a-zA-Z0-9_]+/g, '_')
    .toLowerCase();
  return type === 'counter' ? snake.replace(/_(?:count|sum)$/, '_total') : snake;
}
