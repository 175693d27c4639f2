import * as l10n from '@vscode/l10n';
import type { MetricDeclaration } from '../../syntax/metrics/metricDeclaration';
import { nodesIn, unparenthesized } from '../../syntax/promql/promqlNode';
import type { PromqlNode, PromqlOf } from '../../syntax/promql/promqlNode';
import { declarationsOfSample } from '../familySamples';
import type { Fix, Found } from '../finding';
import { queriesOf } from '../queriesOf';
import { docsUrlOf, type Rule } from '../rule';
import { taskMonitorFamilies } from '../taskMonitorFamilies';
import type { Placed, WorkspaceView } from '../workspaceView';

const id = 'rate-on-pushed-metric';

const rates = new Set(['rate', 'irate', 'increase']);

/** A rate over what each run pushes anew. Documented in `docs/rules/rate-on-pushed-metric.md`. */
export const rateOnPushedMetric: Rule = {
  id,
  severity: 'warning',
  summary: () => l10n.t('rate() or increase() over a metric that each run of a task pushes anew.'),
  docsUrl: docsUrlOf(id),
  *check({ text, prometheus, workspace }) {
    for (const { root, exact } of queriesOf(prometheus)) {
      for (const node of nodesIn(root)) {
        const selector = node.kind === 'call' && rates.has(node.function.text) ? selectorOf(node) : undefined;
        const metric = selector?.metric?.text;
        if (node.kind !== 'call' || selector === undefined || metric === undefined) {
          continue;
        }
        const declarations = workspace === undefined ? [] : declarationsOfSample(workspace, metric);
        if (declarations.length === 0 ? taskMonitorFamilies.has(metric) : areAllPushed(declarations, workspace)) {
          yield found(node, selector, metric, declarations, exact ? fixes(node, selector, text) : []);
        }
      }
    }
  },
};

function found(
  call: PromqlOf<'call'>,
  selector: PromqlOf<'selector'>,
  metric: string,
  declarations: readonly Placed<MetricDeclaration>[],
  offered: readonly Fix[],
): Found {
  return {
    message: l10n.t(
      "'{0}' is pushed, and starts again with each run: {1}() over it is 0 when two runs count the same, and only their difference when not. Look at the value itself, or count runs with changes(push_time_seconds[1d]).",
      metric,
      call.function.text,
    ),
    span: call.function.span,
    metric: selector.metric?.text ?? metric,
    fixes: offered,
    related: declarations.map(({ path, value }) => ({
      message: l10n.t('Declared here, and pushed'),
      span: value.nameSpan ?? value.span,
      path,
    })),
  };
}

function selectorOf(call: PromqlOf<'call'>): PromqlOf<'selector'> | undefined {
  const [argument] = call.arguments;
  let node: PromqlNode | undefined = argument && unparenthesized(argument);
  while (node?.kind === 'wrapped' && node.by === 'modifier') {
    node = unparenthesized(node.inner);
  }
  return node?.kind === 'selector' ? node : undefined;
}

/** What a process pushes round after round counts on: a rate over it means something. */
function areAllPushed(
  declarations: readonly Placed<MetricDeclaration>[],
  workspace: WorkspaceView | undefined,
): boolean {
  const pushes = workspace?.pushes() ?? [];
  return declarations.every(({ path, value }) => {
    const fitting = pushes.filter(
      (push) =>
        push.path === path &&
        push.value.method !== 'DELETE' &&
        push.value.registry !== 'unknown' &&
        push.value.registry === value.registry,
    );
    return value.client === 'taskmonitor' || (fitting.length > 0 && fitting.every((push) => !push.value.inLoop));
  });
}

function fixes(call: PromqlOf<'call'>, selector: PromqlOf<'selector'>, text: string): Fix[] {
  const [argument] = call.arguments;
  if (argument === undefined || unparenthesized(argument) !== selector || selector.range === undefined) {
    return [];
  }
  const value = text.slice(selector.span.start, selector.range.span.start);
  return [
    {
      title: l10n.t("Look at the last run's value: {0}", value),
      edits: [{ ...call.span, newText: value }],
      safe: false,
    },
  ];
}
