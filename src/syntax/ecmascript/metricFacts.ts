import { noFacts } from '../metrics/metricFacts';
import type { MetricFacts } from '../metrics/metricFacts';
import type { SyntaxTree } from '../parsers';
import type { WorkBudget } from '../workBudget';
import { declaredMetrics } from './metrics/declarations';
import { exportedValues } from './metrics/exportedValues';
import { labelCalls } from './metrics/labelCalls';
import { MetricsByExpression } from './metrics/metricOfUse';
import { pushes } from './metrics/pushes';
import { References } from './metrics/references';

/**
 * A file with none of these declares no metric, uses none and pushes none. Uses of imported metrics are told by their
 * methods alone; and what a file exports, or hands on, may be the labels or the metrics of another.
 */
const signs =
  /prom-client|prometheus|TaskMonitor|ushgateway|\/metrics\/job|labelNames|\.(?:labels|inc|dec|observe|startTimer|set|setToCurrentTime)\s*\(|export|[gG]auge|[cC]ounter|[hH]istogram|[sS]ummary/;

/** What a JavaScript, TypeScript or TSX file says about metrics. @throws ReadTimeout */
export function metricFacts(tree: SyntaxTree, budget: WorkBudget): MetricFacts {
  if (!signs.test(tree.text)) {
    return noFacts;
  }
  const references = new References(tree, budget);
  const declared = declaredMetrics(references);
  const metrics = new MetricsByExpression(declared, references);
  return {
    declarations: declared.map(({ declaration }) => declaration),
    calls: labelCalls(declared, metrics, references),
    pushes: pushes(declared, references),
    ...exportedValues(metrics, references),
  };
}
