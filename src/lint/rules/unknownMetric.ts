import * as l10n from '@vscode/l10n';
import { nodesIn } from '../../syntax/promql/promqlNode';
import type { PromqlWord } from '../../syntax/promql/promqlNode';
import type { PrometheusFile } from '../../syntax/yaml/prometheusFile';
import type { MetricDeclaration } from '../../syntax/metrics/metricDeclaration';
import { sampleNames } from '../familySamples';
import type { Found } from '../finding';
import { nearName } from '../nearName';
import { queriesOf } from '../queriesOf';
import { docsUrlOf, type Rule } from '../rule';
import { taskMonitorFamilies } from '../taskMonitorFamilies';
import type { Placed, WorkspaceView } from '../workspaceView';

const id = 'unknown-metric';

/** A metric in a rule that was probably meant for another one. Documented in `docs/rules/unknown-metric.md`. */
export const unknownMetric: Rule = {
  id,
  severity: 'info',
  summary: () =>
    l10n.t('A metric in a rule that the workspace does not declare, while it declares one of nearly that name.'),
  docsUrl: docsUrlOf(id),
  *check({ prometheus, workspace }) {
    const used = workspace === undefined ? [] : [...metricsUsed(prometheus)];
    if (workspace !== undefined && used.length > 0) {
      const samples = samplesOf(workspace);
      for (const { metric, exact } of used) {
        const nearest = samples.has(metric.text) ? undefined : nearestOf(metric.text, samples);
        if (nearest !== undefined) {
          yield found(metric, exact, nearest, samples.get(nearest) ?? []);
        }
      }
    }
  },
};

function found(
  metric: PromqlWord,
  exact: boolean,
  nearest: string,
  declarations: readonly Placed<MetricDeclaration>[],
): Found {
  return {
    message: l10n.t("No file of the workspace declares '{0}'. Is it '{1}'?", metric.text, nearest),
    span: metric.span,
    metric: metric.text,
    fixes: exact
      ? [{ title: l10n.t("Replace by '{0}'", nearest), edits: [{ ...metric.span, newText: nearest }], safe: false }]
      : [],
    related: declarations.map(({ path, value }) => ({
      message: l10n.t("'{0}' is declared here", nearest),
      span: value.nameSpan ?? value.span,
      path,
    })),
  };
}

interface UsedMetric {
  readonly metric: PromqlWord;
  readonly exact: boolean;
}

function* metricsUsed(file: PrometheusFile | undefined): Generator<UsedMetric> {
  const recorded = new Set(file?.rules.filter(({ kind }) => kind === 'record').map(({ name }) => name));
  for (const { root, exact } of queriesOf(file)) {
    for (const node of nodesIn(root)) {
      const metric = node.kind === 'selector' ? node.metric : undefined;
      if (metric !== undefined && !recorded.has(metric.text) && !isFromElsewhere(metric.text)) {
        yield { metric, exact };
      }
    }
  }
}

/** What Prometheus, the gateway, TaskMonitor, client libraries and well-known exporters expose; recorded names have colons. */
function isFromElsewhere(name: string): boolean {
  return (
    taskMonitorFamilies.has(name) ||
    /:|^(?:up|target_info|ALERTS(?:_FOR_STATE)?|push(?:_failure)?_time_seconds)$/.test(name) ||
    /^(?:scrape|go|python|nodejs|jvm|promhttp|prometheus|alertmanager|pushgateway|node|kube|kubelet|container|probe|apiserver)_/.test(
      name,
    ) ||
    /^process_(?:cpu|resident|virtual|open|max|start|heap|network)_/.test(name)
  );
}

/** What the workspace exposes, by the names that queries use. */
function samplesOf(workspace: WorkspaceView): Map<string, readonly Placed<MetricDeclaration>[]> {
  const samples = new Map<string, readonly Placed<MetricDeclaration>[]>();
  for (const family of workspace.metricNames()) {
    const declarations = workspace.declarationsOf(family);
    for (const sample of declarations.flatMap(({ value }) => sampleNames(family, value.type))) {
      samples.set(sample, declarations);
    }
  }
  return samples;
}

/** undefined when none is near, or two are equally near. */
function nearestOf(name: string, samples: ReadonlyMap<string, unknown>): string | undefined {
  let nearest: { readonly sample: string; readonly distance: number; readonly isTied: boolean } | undefined;
  for (const sample of samples.keys()) {
    const distance = nearName(name, sample);
    if (distance !== undefined && distance <= (nearest?.distance ?? distance)) {
      nearest = { sample, distance, isTied: distance === nearest?.distance };
    }
  }
  return nearest?.isTied === true ? undefined : nearest?.sample;
}
