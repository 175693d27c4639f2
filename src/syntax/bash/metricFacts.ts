import type { Span } from '../../text/span';
import type { LabelCall } from '../metrics/labelCall';
import type { MetricDeclaration } from '../metrics/metricDeclaration';
import { noFacts } from '../metrics/metricFacts';
import type { MetricFacts } from '../metrics/metricFacts';
import type { SyntaxTree } from '../parsers';
import type { WorkBudget } from '../workBudget';
import { pushes } from './pushes';
import { ShellSource } from './shellSource';
import { taskMonitorFacts } from './taskMonitorFacts';
import { TextFamilies } from './textFamilies';
import { writtenTexts } from './writtenTexts';

/** A script that says none of these writes no metrics and pushes none. */
const sign = /[\w}]\{\s*[A-Za-z_$]|\/metrics\/job|#\s*(?:TYPE|HELP)\s|task_monitor/;

/** What a Bash script says about metrics: exposition text that it writes, pushes, and TaskMonitor's own. @throws ReadTimeout */
export function metricFacts(tree: SyntaxTree, budget: WorkBudget): MetricFacts {
  // TaskMonitor's own runtime writes metrics of all names.
  if (!sign.test(tree.text) || tree.text.startsWith('# TaskMonitor runtime')) {
    return noFacts;
  }
  const source = new ShellSource(tree, budget);
  const families = new TextFamilies(source);
  for (const { template, use } of writtenTexts(source)) {
    families.read(template, use);
  }
  const written = families.facts();
  const monitored = taskMonitorFacts(source, written.declarations.length);
  const found = [...written.declarations, ...monitored.declarations];
  const order = found.map((_, index) => index).toSorted((a, b) => startOf(found[a]) - startOf(found[b]));
  return {
    ...noFacts,
    declarations: order.flatMap((index) => found[index] ?? []),
    calls: [...written.calls, ...monitored.calls].map((call) => moved(call, order)).toSorted(inOrder),
    pushes: [...pushes(source), ...monitored.pushes].toSorted(inOrder),
  };
}

function moved(call: LabelCall, order: readonly number[]): LabelCall {
  return call.metric.kind === 'declared'
    ? { ...call, metric: { kind: 'declared', index: order.indexOf(call.metric.index) } }
    : call;
}

function startOf(declaration: MetricDeclaration | undefined): number {
  return declaration?.span.start ?? 0;
}

function inOrder(a: { readonly span: Span }, b: { readonly span: Span }): number {
  return a.span.start - b.span.start;
}
