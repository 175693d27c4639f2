import * as l10n from '@vscode/l10n';
import type { DeclaredLabel, MetricDeclaration } from '../../syntax/metrics/metricDeclaration';
import type { Severity } from '../finding';
import { dropLabel } from '../fixes/dropLabel';
import { LabelUses } from '../labelValues/labelUses';
import { exposedType, knownName } from '../naming/namedMetrics';
import { docsUrlOf, type Rule, type RuleContext } from '../rule';

const id = 'reserved-label';

/** A label that Prometheus refuses or gives its own meaning. Documented in `docs/rules/reserved-label.md`. */
export const reservedLabel: Rule = {
  id,
  severity: 'error',
  summary: () =>
    l10n.t('A label name that is invalid or that Prometheus keeps for itself: __x, le, quantile, job, instance.'),
  docsUrl: docsUrlOf(id),
  *check(context) {
    // A list that several metrics share is one place to change, so it is reported once.
    const reported = new Set<number>();
    const uses = new LabelUses(context);
    for (const [index, declaration] of context.facts.declarations.entries()) {
      for (const label of declaration.labels) {
        const problem = reported.has(label.span.start) ? undefined : problemOf(label, declaration, index, context);
        if (problem !== undefined) {
          reported.add(label.span.start);
          const metric = knownName(declaration);
          const fix = dropLabel(context, uses, label);
          yield {
            ...problem,
            span: label.span,
            label: label.name,
            ...(metric === undefined ? {} : { metric }),
            fixes: fix === undefined ? [] : [fix],
          };
        }
      }
    }
  },
};

interface Problem {
  readonly message: string;
  readonly severity: Severity;
}

function problemOf(
  { name }: DeclaredLabel,
  declaration: MetricDeclaration,
  index: number,
  context: RuleContext,
): Problem | undefined {
  // The new Java client writes dots as underscores: PrometheusNaming.java, prometheusName.
  const exposed = declaration.client === 'client_java' ? name.replaceAll('.', '_') : name;
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(exposed)) {
    return error(
      l10n.t(
        "'{0}' is not a label name that every Prometheus takes: use letters, digits and underscores, and do not begin with a digit.",
        name,
      ),
    );
  }
  if (name.startsWith('__')) {
    return error(
      l10n.t(
        "Label '{0}' is reserved: names that begin with two underscores are Prometheus's own, and are dropped.",
        name,
      ),
    );
  }
  if ((name === 'le' || name === 'quantile') && isKept(name, declaration)) {
    return error(
      name === 'le'
        ? l10n.t("Label 'le' is kept for the buckets of histograms: give this label another name.")
        : l10n.t("Label 'quantile' is kept for the quantiles of summaries: give this label another name."),
    );
  }
  if ((name === 'job' || name === 'instance') && isPushed(declaration, index, context)) {
    return {
      severity: 'warning',
      message: l10n.t(
        "Label '{0}' of a pushed metric is the Pushgateway's own: the job and the grouping key of the push say it. Take it out, or give it another name.",
        name,
      ),
    };
  }
  return undefined;
}

function error(message: string): Problem {
  return { severity: 'error', message };
}

/**
 * promlint refuses the two on any other type, the clients on their own; exposition text shows them on their own as it should.
 * Of a metric without a type nobody can tell.
 */
function isKept(name: 'le' | 'quantile', declaration: MetricDeclaration): boolean {
  const type = exposedType(declaration);
  const isOwn = type === (name === 'le' ? 'histogram' : 'summary');
  return type !== 'untyped' && !(isOwn && declaration.client === 'text');
}

/**
 * Whether the file itself pushes the metric. An exporter that sets the two is scraped with `honor_labels`, or should not set
 * them: that is its Prometheus's affair.
 */
function isPushed({ client, registry }: MetricDeclaration, index: number, { facts }: RuleContext): boolean {
  return (
    client === 'taskmonitor' ||
    facts.pushes.some((push) =>
      push.metrics === undefined
        ? push.method !== 'DELETE' &&
          (push.registry === registry || push.registry === 'unknown' || registry === 'unknown')
        : push.metrics.includes(index),
    )
  );
}
