import { noFacts } from '../metrics/metricFacts';
import type { ExportedValue, MetricFacts } from '../metrics/metricFacts';
import type { SyntaxTree } from '../parsers';
import type { WorkBudget } from '../workBudget';
import { DeclaredMetrics } from './declaredMetrics';
import { JavaSource } from './javaSource';
import { labelCalls } from './labelCalls';
import { labelList } from './labelList';
import { metricDeclarations } from './metricDeclarations';
import { pushes } from './pushes';
import { stringConstant } from './stringConstant';

/** A file that says none of these has no metric, uses none, and has no constant that could be a label of one. */
const sign = /io\.prometheus|\.\s*label(?:s|Values)\s*\(|\bfinal\s+String\b|\binterface\b/;

/** What a Java file says about metrics. @throws ReadTimeout */
export function metricFacts(tree: SyntaxTree, budget: WorkBudget): MetricFacts {
  if (!sign.test(tree.text)) {
    return noFacts;
  }
  const source = new JavaSource(tree, budget);
  const metrics = new DeclaredMetrics(metricDeclarations(source), source);
  return {
    declarations: metrics.declarations,
    calls: labelCalls(metrics, source),
    pushes: pushes(metrics, source),
    exports: exportsOf(metrics, source),
    wildcards: source.imports.wildcards,
  };
}

/** Fields that other classes can read, as `Class.FIELD`. */
function exportsOf(metrics: DeclaredMetrics, source: JavaSource): MetricFacts['exports'] {
  const classes = new Map([...source.bodies].map(([name, start]) => [start, name]));
  return source.names.all().flatMap(({ name, scope, values: [value, ...others], at }) => {
    source.budget.spend();
    const ofClass = classes.get(scope.start);
    const isOnly = ofClass !== undefined && value !== undefined && others.length === 0;
    const exported = isOnly && !isPrivate(at, source) ? exportedValue(value, metrics, source) : undefined;
    return exported === undefined ? [] : [{ name: `${ofClass}.${name}`, value: exported }];
  });
}

function exportedValue(
  value: Parameters<typeof stringConstant>[0],
  metrics: DeclaredMetrics,
  source: JavaSource,
): ExportedValue | undefined {
  const metric = metrics.of(value);
  if (metric.kind === 'declared') {
    return { kind: 'metric', index: metric.index };
  }
  if (metric.kind === 'imported') {
    return { kind: 'imported', from: metric.from };
  }
  const text = stringConstant(value, source)?.value;
  if (text !== undefined) {
    return { kind: 'text', text };
  }
  const { labels, complete } = labelList(value, source);
  return labels.length > 0 ? { kind: 'labels', labels, complete } : undefined;
}

function isPrivate(at: number, source: JavaSource): boolean {
  const declaration = source.tree.root.descendantForIndex(at)?.parent?.parent;
  const modifiers = declaration?.firstNamedChild;
  return modifiers?.type === 'modifiers' && /\bprivate\b/.test(modifiers.text);
}
