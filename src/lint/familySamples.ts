import type { MetricDeclaration, MetricType } from '../syntax/metrics/metricDeclaration';
import type { Placed, WorkspaceView } from './workspaceView';

const histogram = ['_bucket', '_sum', '_count', '_created'];

/** What the names of a family's samples end with, behind the family's name; '' for the name itself. */
const suffixes: Readonly<Record<MetricType, readonly string[]>> = {
  counter: [''],
  gauge: [''],
  // A native histogram is queried by the family's name.
  histogram: ['', ...histogram],
  gaugehistogram: ['', '_bucket', '_gsum', '_gcount'],
  summary: ['', '_sum', '_count', '_created'],
  info: [''],
  stateset: [''],
  unknown: ['', ...histogram],
};

/** The names by which the samples of a family are queried. `family`: its name as exposed. */
export function sampleNames(family: string, type: MetricType): string[] {
  const created = type === 'counter' ? [`${family.replace(/_total$/, '')}_created`] : [];
  return [...suffixes[type].map((suffix) => family + suffix), ...created];
}

/** The declarations in the workspace of the family that a sample's name belongs to. */
export function declarationsOfSample(workspace: WorkspaceView, sample: string): Placed<MetricDeclaration>[] {
  const families = [
    sample,
    ...[...histogram, '_gsum', '_gcount'].flatMap((suffix) =>
      sample.endsWith(suffix) ? [sample.slice(0, -suffix.length)] : [],
    ),
    ...(sample.endsWith('_created') ? [`${sample.slice(0, -'_created'.length)}_total`] : []),
  ];
  return families.flatMap((family) =>
    workspace.declarationsOf(family).filter(({ value }) => sampleNames(family, value.type).includes(sample)),
  );
}
