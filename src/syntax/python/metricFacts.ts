import { noFacts } from '../metrics/metricFacts';
import type { MetricFacts } from '../metrics/metricFacts';
import type { SyntaxTree } from '../parsers';
import type { WorkBudget } from '../workBudget';
import { metricDeclarations } from './metricDeclarations';

/** What a Python file says about metrics. @throws ReadTimeout */
export function metricFacts(tree: SyntaxTree, budget: WorkBudget): MetricFacts {
  budget.spend();
  return { ...noFacts, declarations: metricDeclarations(tree) };
}
