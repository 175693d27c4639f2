import type { MetricType } from '../metrics/metricDeclaration';

const suffixes: Readonly<Partial<Record<MetricType, readonly string[]>>> = {
  counter: ['_total', '_created'],
  summary: ['_sum', '_count', '_created'],
  histogram: ['_bucket', '_sum', '_count', '_created'],
  gaugehistogram: ['_bucket', '_gsum', '_gcount'],
  info: ['_info'],
};

/** The described family that a sample belongs to, by the suffixes of its type; the sample's own name where there is none. */
export function familyNameOf(sample: string, typeOf: (family: string) => MetricType | undefined): string {
  if (typeOf(sample) !== undefined) {
    return sample;
  }
  const suffix = /_(?:total|created|bucket|g?sum|g?count|info)$/.exec(sample)?.[0];
  const family = suffix === undefined ? sample : sample.slice(0, -suffix.length);
  const type = suffix === undefined ? undefined : typeOf(family);
  return type !== undefined && suffix !== undefined && suffixes[type]?.includes(suffix) === true ? family : sample;
}

/** Labels that the format itself gives to the samples of a family. */
export function isFormatLabel(label: string, sample: string, type: MetricType): boolean {
  return (
    (label === 'le' && (type === 'histogram' || type === 'gaugehistogram' || sample.endsWith('_bucket'))) ||
    (label === 'quantile' && (type === 'summary' || type === 'unknown'))
  );
}
