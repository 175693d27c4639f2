import { CachedNode } from '../cachedNode';
import { noFacts } from '../metrics/metricFacts';
import type { MetricFacts } from '../metrics/metricFacts';
import type { SyntaxTree } from '../parsers';
import type { WorkBudget } from '../workBudget';
import { Bindings } from './bindings';
import { metricDeclarations } from './metricDeclarations';

/** What a Python file says about metrics. @throws ReadTimeout */
export function metricFacts(tree: SyntaxTree, budget: WorkBudget): MetricFacts {
  const bindings = new Bindings(CachedNode.tree(tree, budget));
  const declared = metricDeclarations(tree.text, bindings);
  return { ...noFacts, declarations: declared.map(({ declaration }) => declaration) };
}
