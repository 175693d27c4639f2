import type { Node } from '@vscode/tree-sitter-wasm';
import type { MetricsClient, MetricType } from '../metrics/metricDeclaration';
import type { JavaSource } from './javaSource';

export interface MetricClass {
  readonly client: Extract<MetricsClient, 'simpleclient' | 'client_java'>;
  readonly type: MetricType;
}

const packages = {
  'io.prometheus.client': 'simpleclient',
  'io.prometheus.metrics.core.metrics': 'client_java',
} as const;

const types: Readonly<Record<string, MetricType>> = {
  Counter: 'counter',
  CounterWithCallback: 'counter',
  CounterMetricFamily: 'counter',
  Gauge: 'gauge',
  GaugeWithCallback: 'gauge',
  GaugeMetricFamily: 'gauge',
  Histogram: 'histogram',
  Summary: 'summary',
  SummaryWithCallback: 'summary',
  SummaryMetricFamily: 'summary',
  Info: 'info',
  Enumeration: 'stateset',
  StateSet: 'stateset',
};

/** The metric class of simpleclient or of the new client that an expression or a type names; the imports decide. */
export function metricClass(expression: Node, source: JavaSource): MetricClass | undefined {
  const name = clientClass(expression, Object.keys(packages), source);
  const type = name === undefined ? undefined : types[name.simple];
  const client = Object.entries(packages).find(([each]) => each === name?.package)?.[1];
  return type && client && { client, type };
}

/** Which class of some packages an expression names. */
export function clientClass(
  expression: Node,
  from: readonly string[],
  source: JavaSource,
): { readonly package: string; readonly simple: string } | undefined {
  const name = source.className(expression);
  if (name === undefined) {
    return undefined;
  }
  const dot = name.lastIndexOf('.');
  const simple = name.slice(dot + 1);
  const inPackage =
    dot < 0 && !source.classes.has(simple)
      ? from.find((each) => source.imports.wildcards.includes(each))
      : name.slice(0, Math.max(0, dot));
  return inPackage !== undefined && from.includes(inPackage) ? { package: inPackage, simple } : undefined;
}
