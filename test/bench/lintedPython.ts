const metricCount = 20;

/** How many methods apart the uses of metrics stand. */
const usesEvery = 5;

/**
 * A module with metrics: what a program of that length would have of them. Twenty are declared at its top, by one import; one
 * in five of its methods counts something.
 */
export function withMetrics(module: string): string {
  const declared = Array.from(
    { length: metricCount },
    (_, index) => `METRIC_${index} = Counter('bench_${index}_total', 'Of the bench.', ['region', 'user_id'])`,
  );
  let methods = 0;
  const used = module.replaceAll(/^    def \w+\(self.*\):\n/gm, (head) => {
    methods += 1;
    return methods % usesEvery === 0
      ? `${head}        METRIC_${methods % metricCount}.labels(region='eu', user_id=self.user).inc()\n`
      : head;
  });
  return `from prometheus_client import Counter\n${declared.join('\n')}\n${used}`;
}
