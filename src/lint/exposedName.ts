import type { MetricDeclaration } from '../syntax/metrics/metricDeclaration';

/**
 * The name of a metric's family in the text format of Prometheus, with all that its client adds to the name as written:
 * what promtool, dashboards and alerts know it by. undefined where a part of it is not known.
 */
export function exposedName(declaration: MetricDeclaration): string | undefined {
  const { name, namespace, subsystem } = declaration;
  if (name === undefined) {
    return undefined;
  }
  switch (declaration.client) {
    case 'prometheus_client':
    case 'simpleclient':
      return inOpenMetricsClient(declaration, joined(namespace, subsystem, name));
    case 'client_java':
      return inNewJavaClient(declaration, name);
    case 'client_golang':
      // BuildFQName of prometheus/metric.go.
      return joined(namespace, subsystem, name);
    case 'taskmonitor':
      // Its Python runtime declares by prometheus_client; those of Node.js and Bash write the name as it is.
      return declaration.language === 'python' ? inOpenMetricsClient(declaration, name) : name;
    case 'aioprometheus':
    case 'prom-client':
    case '@prometheus-io/client':
    case 'text':
      return name;
  }
}

/** _build_full_name and generate_latest of prometheus_client; SimpleCollector and TextFormat of the Java clients do the same. */
function inOpenMetricsClient({ type, unit }: MetricDeclaration, name: string | undefined): string | undefined {
  if (name === undefined || unit === null) {
    return undefined;
  }
  const base = type === 'counter' ? name.replace(/_total$/, '') : name;
  const withUnit = unit === undefined || unit === '' || base.endsWith(`_${unit}`) ? base : `${base}_${unit}`;
  return withUnit + (type === 'counter' ? '_total' : type === 'info' ? '_info' : '');
}

/** Builders take the name whole, with dots or not, and take off the suffix that is added again: PrometheusNaming.java, Info.java. */
function inNewJavaClient(declaration: MetricDeclaration, written: string): string | undefined {
  const name = written.replaceAll('.', '_');
  return inOpenMetricsClient(declaration, declaration.type === 'info' ? name.replace(/_info$/, '') : name);
}

function joined(
  namespace: string | null | undefined,
  subsystem: string | null | undefined,
  name: string,
): string | undefined {
  return namespace === null || subsystem === null
    ? undefined
    : [namespace ?? '', subsystem ?? '', name].filter((part) => part !== '').join('_');
}
