import { CachedNode } from '../cachedNode';
import type { MetricFacts } from '../metrics/metricFacts';
import type { SyntaxTree } from '../parsers';
import type { WorkBudget } from '../workBudget';
import { Bindings } from './bindings';
import { classMetricCalls } from './classMetricCalls';
import { labelCalls } from './labelCalls';
import { metricDeclarations } from './metricDeclarations';
import { moduleExports } from './moduleExports';
import { taskNames } from './monitorPushes';
import { pushesOf } from './pushes';

/** A sign that a file declares, feeds or pushes metrics: a client, a use, a gateway, a class that is a metric. */
const signs =
  /prometheus_client|aioprometheus|TaskMonitor|\.\s*labels\s*\(|\badd_metric\s*\(|_gateway\b|\/metrics\/job|^class[ \t].*Metric/m;

/** What a Python file says about metrics. Without any sign of some, only what other files can import. @throws ReadTimeout */
export function metricFacts(tree: SyntaxTree, budget: WorkBudget): MetricFacts {
  const { text } = tree;
  const bindings = new Bindings(CachedNode.tree(tree, budget), budget);
  if (!signs.test(text)) {
    return { declarations: [], calls: [], pushes: [], ...moduleExports(bindings, new Map()) };
  }
  const declared = metricDeclarations(text, bindings);
  const declarations = declared.map(({ declaration }) => declaration);
  const indexes = new Map(declared.map(({ node }, index) => [node, index]));
  const calls = [
    ...labelCalls(text, bindings, declarations, indexes),
    ...classMetricCalls(declared, bindings),
    ...(text.includes('TaskMonitor') ? taskNames(bindings) : []),
  ];
  return {
    declarations,
    calls: calls.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end),
    pushes: pushesOf(text, bindings, declared),
    ...moduleExports(bindings, indexes),
  };
}
