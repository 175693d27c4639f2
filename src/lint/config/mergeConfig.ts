import type { LintConfig } from '../lintConfig';

/**
 * Both configurations; where they disagree, `over` counts: for a rule, for a label's pattern that one allows and the other
 * forbids, for the number of values. The ignored files of `over` come behind, so that `!pattern` takes some out again.
 */
export function mergeConfig(base: LintConfig, over: LintConfig): LintConfig {
  const [allowed, forbidden] = [over.labels?.allowed ?? [], over.labels?.forbidden ?? {}];
  const keptAllowed = (base.labels?.allowed ?? []).filter(
    (pattern) => !Object.hasOwn(forbidden, pattern) && !allowed.includes(pattern),
  );
  const keptForbidden = Object.entries(base.labels?.forbidden ?? {}).filter(([pattern]) => !allowed.includes(pattern));
  return {
    rules: { ...base.rules, ...over.rules },
    labels: {
      allowed: [...keptAllowed, ...allowed],
      forbidden: { ...Object.fromEntries(keptForbidden), ...forbidden },
    },
    ignore: [...(base.ignore ?? []), ...(over.ignore ?? [])],
    maxLabelValues: over.maxLabelValues ?? base.maxLabelValues,
  };
}
