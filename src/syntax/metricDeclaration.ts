import type { Span } from '../text/span';

export type MetricType =
  'counter' | 'gauge' | 'summary' | 'histogram' | 'gaugehistogram' | 'info' | 'stateset' | 'unknown';

/** Whose API declares the metric. */
export type MetricsClient = 'prometheus_client' | 'taskmonitor';

export interface DeclaredLabel {
  readonly name: string;
  /** The characters of the name where its literal stands, without quotes; with them when the name is empty or in pieces. */
  readonly span: Span;
}

/** A metric as a source file declares it. */
export interface MetricDeclaration {
  readonly type: MetricType;
  /** The name as written, without what the client adds (namespace, unit, `_total`); undefined when this file does not say it. */
  readonly name: string | undefined;
  /** The argument that gives the name. */
  readonly nameSpan: Span | undefined;
  readonly labels: readonly DeclaredLabel[];
  /** The argument that gives the labels. */
  readonly labelsSpan?: Span;
  /** Whether `labels` are all of them: false when a part comes from somewhere that this file does not show. */
  readonly labelsComplete: boolean;
  readonly client: MetricsClient;
  /** The whole declaring call. */
  readonly span: Span;
}
