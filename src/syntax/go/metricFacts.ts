import type { LabelCall } from '../metrics/labelCall';
import type { MetricDeclaration, MetricType } from '../metrics/metricDeclaration';
import { noFacts } from '../metrics/metricFacts';
import type { MetricFacts } from '../metrics/metricFacts';
import type { SyntaxTree } from '../parsers';
import type { WorkBudget } from '../workBudget';
import { DeclaredMetrics } from './declaredMetrics';
import { goExports } from './exports';
import { GoSource } from './goSource';
import { labelCalls } from './labelCalls';
import { metricDeclarations } from './metricDeclarations';
import { pushes } from './pushes';
import { registered } from './registered';

/** A file that says none of these has no metric and uses none; constants for labels of other files need no more than text. */
const sign = /prometheus|WithLabelValues|component-base\/metrics/;

/** What a Go file says about metrics. @throws ReadTimeout */
export function metricFacts(tree: SyntaxTree, budget: WorkBudget): MetricFacts {
  const mayShareLabels = /^(?:const|var)\b/m.test(tree.text) && /[lL]abel/.test(tree.text);
  if (!sign.test(tree.text) && !mayShareLabels) {
    return noFacts;
  }
  const source = new GoSource(tree, budget);
  const read = new DeclaredMetrics(metricDeclarations(source), source);
  const calls = labelCalls(read, source);
  const metrics = new DeclaredMetrics(registered(typed(read.declarations, calls, tree.text), read, source), source);
  return {
    declarations: metrics.declarations,
    calls,
    pushes: pushes(metrics, source),
    exports: goExports(metrics, source),
    wildcards: source.imports.dotted,
  };
}

/** The types of described metrics, which the constants made of them say: `MustNewConstMetric(desc, prometheus.GaugeValue, …)`. */
function typed(
  declarations: readonly MetricDeclaration[],
  calls: readonly LabelCall[],
  text: string,
): MetricDeclaration[] {
  const types = new Map<number, Set<MetricType>>();
  for (const { metric, span } of calls) {
    if (metric.kind === 'declared') {
      const type = constantType(text.slice(span.start, Math.min(span.end, span.start + 400)));
      types.set(metric.index, (types.get(metric.index) ?? new Set()).add(type));
    }
  }
  return declarations.map((declaration, index) => {
    const [type, ...others] = types.get(index) ?? [];
    return declaration.type === 'unknown' && type !== undefined && others.length === 0
      ? { ...declaration, type }
      : declaration;
  });
}

function constantType(call: string): MetricType {
  const [, value, form] = /NewConst(?:Metric\w*\(.*?\b(Counter|Gauge)Value\b|(Histogram|Summary))/s.exec(call) ?? [];
  switch (value ?? form) {
    case 'Counter':
      return 'counter';
    case 'Gauge':
      return 'gauge';
    case 'Histogram':
      return 'histogram';
    case 'Summary':
      return 'summary';
    default:
      return 'unknown';
  }
}
