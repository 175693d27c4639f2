import type { MetricDeclaration } from '../metrics/metricDeclaration';
import type { DeclaredMetrics } from './declaredMetrics';
import { isPrometheusPackage } from './goImports';
import type { GoSource } from './goSource';
import { registryOf } from './pushes';

/**
 * Declarations with the registries that `Register` and `MustRegister` put them into. Where a call takes a label's value back
 * (`DeleteLabelValues(user)`), which none of our edits change, the label cannot be taken out.
 */
export function registered(
  declarations: readonly MetricDeclaration[],
  metrics: DeclaredMetrics,
  source: GoSource,
): MetricDeclaration[] {
  const registries = new Map<number, MetricDeclaration['registry']>();
  const fixed = new Set<number>();
  for (const { callee, name, arguments: given } of source.calls(
    /\b(?:(?:Must)?Register|Delete(?:LabelValues|PartialMatch)?)\b/g,
  )) {
    const operand = callee.childForFieldName('operand');
    if (operand === null) {
      continue;
    }
    if (name.text.startsWith('Delete')) {
      const metric = metrics.of(operand);
      if (metric.kind === 'declared') {
        fixed.add(metric.index);
      }
      continue;
    }
    const path = source.packageMember(callee)?.path;
    const registry =
      path === undefined ? registryOf(operand, source) : isPrometheusPackage(path) ? 'default' : undefined;
    for (const argument of registry === undefined ? [] : given) {
      const metric = metrics.of(argument);
      if (metric.kind === 'declared' && registry !== undefined) {
        registries.set(metric.index, registry);
      }
    }
  }
  return declarations.map((declaration, index) => ({
    ...declaration,
    registry: declaration.registry === 'unknown' ? (registries.get(index) ?? 'unknown') : declaration.registry,
    labels: fixed.has(index)
      ? declaration.labels.map((label) => ({ ...label, removal: undefined }))
      : declaration.labels,
  }));
}
