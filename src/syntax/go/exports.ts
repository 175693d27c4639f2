import type { ExportedValue } from '../metrics/metricFacts';
import type { DeclaredMetrics } from './declaredMetrics';
import { stringConstant } from './stringConstant';
import type { GoSource } from './goSource';
import { labelList } from './labelList';

/**
 * What other files can take from a Go file: its package's variables and constants, those in lower case too, since the files
 * of one folder share them; and the metrics in fields of structs, by the field's name behind the variable's.
 */
export function goExports(
  metrics: DeclaredMetrics,
  source: GoSource,
): { readonly name: string; readonly value: ExportedValue }[] {
  const exports: { readonly name: string; readonly value: ExportedValue }[] = [];
  for (const { name, scope, values, kind } of source.names.all()) {
    source.budget.spend();
    const [value] = values;
    if (scope.start !== 0 || scope.end < source.text.length || value === undefined || values.length !== 1) {
      continue;
    }
    const metric = metrics.of(value);
    if (metric.kind === 'declared') {
      exports.push({ name, value: { kind: 'metric', index: metric.index } });
    } else if (kind === 'constant' || value.type === 'interpreted_string_literal') {
      const text = stringConstant(value, source)?.value;
      if (text !== undefined) {
        exports.push({ name, value: { kind: 'text', text } });
      }
    } else if (
      value.type === 'composite_literal' &&
      /^\[(?:\.{3})?\]string$/.test(value.childForFieldName('type')?.text ?? '')
    ) {
      const { labels, complete } = labelList(value, source);
      exports.push({ name, value: { kind: 'labels', labels, complete } });
    } else {
      exports.push(...fieldsIn(name, value.startIndex, value.endIndex, metrics));
    }
  }
  return exports;
}

/** `Default.Requests` of `var Default = &Metrics{Requests: prometheus.NewCounterVec(…)}`. */
function fieldsIn(
  name: string,
  start: number,
  end: number,
  { declarations }: DeclaredMetrics,
): { readonly name: string; readonly value: ExportedValue }[] {
  return declarations.flatMap(({ span, holder }, index) =>
    holder !== undefined && start <= span.start && span.end <= end
      ? [{ name: `${name}.${holder}`, value: { kind: 'metric', index } as const }]
      : [],
  );
}
