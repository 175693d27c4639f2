import type { MetricDeclaration } from '../../src/syntax/metrics/metricDeclaration';

/** A declaration as a reader gives it: a gauge of prometheus_client with help, unless told otherwise. */
export function declared(told: Partial<MetricDeclaration>): MetricDeclaration {
  return {
    type: 'gauge',
    name: 'm',
    nameSpan: { start: 0, end: 0 },
    help: { kind: 'given', text: 'Help.', span: { start: 0, end: 0 } },
    labels: [],
    labelsComplete: true,
    client: 'prometheus_client',
    registry: 'default',
    span: { start: 0, end: 0 },
    ...told,
  };
}
