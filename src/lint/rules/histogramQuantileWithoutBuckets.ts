import * as l10n from '@vscode/l10n';
import type { MetricType } from '../../syntax/metrics/metricDeclaration';
import { nodesIn, unparenthesized } from '../../syntax/promql/promqlNode';
import type { PromqlNode, PromqlOf, PromqlWord } from '../../syntax/promql/promqlNode';
import type { Fix, Found } from '../finding';
import { queriesOf } from '../queriesOf';
import { docsUrlOf, type Rule } from '../rule';
import { taskMonitorFamilies } from '../taskMonitorFamilies';
import type { WorkspaceView } from '../workspaceView';

const id = 'histogram-quantile-without-buckets';

/** A quantile of buckets that are not there. Documented in `docs/rules/histogram-quantile-without-buckets.md`. */
export const histogramQuantileWithoutBuckets: Rule = {
  id,
  severity: 'warning',
  summary: () => l10n.t('histogram_quantile() over a metric that is no histogram, or whose buckets are summed up.'),
  docsUrl: docsUrlOf(id),
  *check({ text, prometheus, workspace }) {
    for (const { root, exact } of queriesOf(prometheus)) {
      for (const node of nodesIn(root)) {
        const isQuantile = node.kind === 'call' && node.function.text === 'histogram_quantile';
        const [, histogram] = isQuantile ? node.arguments : [];
        if (isQuantile && histogram !== undefined) {
          const noHistogram = [...withoutBuckets(histogram, workspace)].map(({ metric, family, type }) =>
            foundNoHistogram(metric, family, type, exact ? gaugeFixes(text, node, family, type) : []),
          );
          yield* noHistogram.length > 0 ? noHistogram : lostBuckets(histogram, exact, text);
        }
      }
    }
  },
};

interface NoHistogram {
  readonly metric: PromqlWord;
  /** The metric's name as it is declared. */
  readonly family: string;
  readonly type: MetricType;
}

const maybeHistogram: ReadonlySet<MetricType> = new Set(['histogram', 'gaugehistogram', 'unknown']);

/** The metrics that are known to be no histogram. Native ones are queried without `_bucket`, so the name alone says nothing. */
function* withoutBuckets(node: PromqlNode, workspace: WorkspaceView | undefined): Generator<NoHistogram> {
  for (const { metric } of selectorsIn(node)) {
    const family = metric?.text.replace(/_bucket$/, '');
    if (metric !== undefined && family !== undefined) {
      const isDeclared = family !== metric.text && (workspace?.declarationsOf(metric.text).length ?? 0) > 0;
      const types = isDeclared ? [] : typesOf(family, workspace);
      const [type] = types;
      if (type !== undefined && !types.some((each) => maybeHistogram.has(each))) {
        yield { metric, family, type };
      }
    }
  }
}

function typesOf(family: string, workspace: WorkspaceView | undefined): MetricType[] {
  const declared = workspace?.declarationsOf(family).map(({ value }) => value.type) ?? [];
  const own = taskMonitorFamilies.get(family);
  return declared.length > 0 || own === undefined ? declared : [own];
}

function* selectorsIn(node: PromqlNode): Generator<PromqlOf<'selector'>> {
  for (const each of nodesIn(node)) {
    if (each.kind === 'selector') {
      yield each;
    }
  }
}

function foundNoHistogram(metric: PromqlWord, family: string, type: MetricType, fixes: readonly Fix[]): Found {
  const message =
    type === 'gauge'
      ? l10n.t(
          "'{0}' is a gauge and has no buckets: this yields nothing. For a quantile over runs use quantile_over_time(0.95, {0}[7d]).",
          family,
        )
      : type === 'summary'
        ? l10n.t(
            "'{0}' is a summary and has no buckets: this yields nothing. Use the quantiles that it exposes, or make it a histogram.",
            family,
          )
        : l10n.t("'{0}' is no histogram and has no buckets: this yields nothing. Make it a histogram.", family);
  return { message, span: metric.span, metric: family, fixes };
}

/** Buckets that an aggregation throws together: without `le` there is no quantile. */
function* lostBuckets(histogram: PromqlNode, exact: boolean, text: string): Generator<Found> {
  const chain = chainTo(histogram);
  const lossy =
    chain?.selector.metric?.text.endsWith('_bucket') === true ? chain.aggregations.find(losesLe) : undefined;
  if (lossy !== undefined) {
    yield {
      message: l10n.t(
        '{0} throws the buckets together: without the label le, histogram_quantile() yields nothing. Aggregate by (le, …).',
        lossy.operator.text,
      ),
      span: lossy.grouping?.span ?? lossy.operator.span,
      label: 'le',
      fixes: exact ? leFixes(lossy, text) : [],
    };
  }
}

function losesLe({ grouping }: PromqlOf<'aggregation'>): boolean {
  const names = grouping?.labels.some(({ text }) => text === 'le') ?? false;
  return grouping?.kind === 'without' ? names : !names;
}

function leFixes({ operator, grouping }: PromqlOf<'aggregation'>, text: string): Fix[] {
  const title = l10n.t("Aggregate by 'le' as well");
  if (grouping === undefined) {
    const at = operator.span.end;
    const behind = /^\s/.test(text.slice(at)) ? '' : ' ';
    return [{ title, edits: [{ start: at, end: at, newText: ` by (le)${behind}` }], safe: false }];
  }
  const [first] = grouping.labels;
  const at = first?.span.start ?? 0;
  const isPlain = first !== undefined && /[\s(,]/.test(text[at - 1] ?? '');
  return grouping.kind === 'by' && isPlain
    ? [{ title, edits: [{ start: at, end: at, newText: 'le, ' }], safe: false }]
    : [];
}

interface Chain {
  /** From the outside. */
  readonly aggregations: readonly PromqlOf<'aggregation'>[];
  readonly calls: readonly PromqlOf<'call'>[];
  readonly selector: PromqlOf<'selector'>;
  /** Whether nothing but these and parentheses stands around the selector. */
  readonly isPlain: boolean;
}

const choosing = new Set(['topk', 'bottomk', 'limitk', 'limit_ratio', 'count_values']);

/** The way to the only selector, where each step is an aggregation or a function of one series each. */
function chainTo(node: PromqlNode): Chain | undefined {
  const aggregations: PromqlOf<'aggregation'>[] = [];
  const calls: PromqlOf<'call'>[] = [];
  let isPlain = true;
  let at: PromqlNode | undefined = unparenthesized(node);
  while (at !== undefined && at.kind !== 'selector') {
    if (at.kind === 'aggregation' && !choosing.has(at.operator.text.toLowerCase())) {
      aggregations.push(at);
      at = at.arguments.at(-1);
    } else if (at.kind === 'call' && at.arguments.length === 1) {
      calls.push(at);
      at = at.arguments[0];
    } else if (at.kind === 'wrapped') {
      isPlain = false;
      at = at.inner;
    } else {
      return undefined;
    }
    at = at && unparenthesized(at);
  }
  return at && { aggregations, calls, selector: at, isPlain };
}

const rates = new Set(['rate', 'irate', 'increase']);

/** `quantile_over_time(…)` in place of `histogram_quantile(0.95, sum by (le, …) (rate(x_bucket[7d])))`. */
function gaugeFixes(text: string, call: PromqlOf<'call'>, family: string, type: MetricType): Fix[] {
  const [quantile, histogram] = call.arguments;
  const chain = histogram && chainTo(histogram);
  if (quantile === undefined || chain === undefined || type !== 'gauge' || !chain.isPlain) {
    return [];
  }
  const { aggregations, calls, selector } = chain;
  const { metric, matchers, range, span } = selector;
  const [aggregation, ...more] = aggregations;
  const isExact =
    more.length === 0 &&
    aggregation?.grouping?.kind !== 'without' &&
    calls.length === 1 &&
    calls.every((each) => rates.has(each.function.text)) &&
    metric?.span.start === span.start &&
    matchers.every(({ label }) => label !== 'le' && label !== '__name__');
  if (!isExact || range === undefined) {
    return [];
  }
  // A shorter time holds one run of a nightly task, if any.
  const time = taskMonitorFamilies.has(family) && !/[dwy]/.test(range.text) ? '7d' : range.text;
  const selected = family + text.slice(metric.span.end, range.span.start);
  const overTime = `quantile_over_time(${text.slice(quantile.span.start, quantile.span.end)}, ${selected}[${time}])`;
  const query = aggregation === undefined ? overTime : `max${groupingWithoutLe(aggregation)}(${overTime})`;
  return [{ title: l10n.t('Use {0}', query), edits: [{ ...call.span, newText: query }], safe: false }];
}

function groupingWithoutLe({ grouping }: PromqlOf<'aggregation'>): string {
  const labels = (grouping?.labels ?? []).map(({ text }) => text).filter((label) => label !== 'le');
  return labels.length === 0 ? '' : ` by (${labels.join(', ')}) `;
}
