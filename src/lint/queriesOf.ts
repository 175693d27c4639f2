import type { PrometheusFile } from '../syntax/yaml/prometheusFile';
import type { PrometheusRule, RuleExpression } from '../syntax/yaml/prometheusRule';

/** The queries of a file's rules that could be read. */
export function* queriesOf(
  file: PrometheusFile | undefined,
): Generator<RuleExpression & { readonly rule: PrometheusRule }> {
  for (const rule of file?.rules ?? []) {
    if (rule.expression !== undefined) {
      yield { ...rule.expression, rule };
    }
  }
}
