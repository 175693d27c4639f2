import * as l10n from '@vscode/l10n';
import { childrenOf } from '../../syntax/promql/promqlNode';
import type { PromqlNode, PromqlOf, PromqlWord } from '../../syntax/promql/promqlNode';
import type { TextEdit } from '../../text/textEdit';
import { labelPolicy } from '../config/labelPolicy';
import { unboundedName } from '../labelNames/unboundedName';
import { queriesOf } from '../queriesOf';
import { docsUrlOf, type Rule } from '../rule';

const id = 'aggregate-by-high-cardinality';

/** A rule whose result has a label without bound. Documented in `docs/rules/aggregate-by-high-cardinality.md`. */
export const aggregateByHighCardinality: Rule = {
  id,
  severity: 'warning',
  summary: () => l10n.t('A rule that aggregates by a label without bound: a series or an alert for each value.'),
  docsUrl: docsUrlOf(id),
  *check({ text, prometheus, config }) {
    for (const { root, exact, rule } of queriesOf(prometheus)) {
      const isUnbounded = (label: string): boolean =>
        unboundedName(label) !== undefined && labelPolicy(config, label) !== 'allowed';
      for (const { label, node } of labelsOfResult(root, isUnbounded)) {
        const edit = exact && node.kind === 'aggregation' ? withoutLabel(text, node, label) : undefined;
        yield {
          message:
            rule.kind === 'alert'
              ? l10n.t(
                  "'{0}' has no bound, so this rule holds an alert for each value. Leave it out, or aggregate by a bounded label.",
                  label.text,
                )
              : l10n.t(
                  "'{0}' has no bound, so this rule records a time series for each value. Leave it out, or aggregate by a bounded label.",
                  label.text,
                ),
          span: label.span,
          label: label.text,
          fixes:
            edit === undefined ? [] : [{ title: l10n.t("Leave out '{0}'", label.text), edits: [edit], safe: false }],
        };
      }
    }
  },
};

interface ResultLabel {
  readonly label: PromqlWord;
  readonly node: PromqlNode;
}

/** The labels that aggregations and `group_left` name, as far as they come through to the result, each where it is outermost. */
function* labelsOfResult(node: PromqlNode, isWanted: (label: string) => boolean): Generator<ResultLabel> {
  for (const label of labelsNamedBy(node)) {
    if (isWanted(label.text)) {
      yield { label, node };
    }
  }
  for (const child of childrenOf(node)) {
    if (comesThrough(node, child)) {
      yield* labelsOfResult(child, (label) => isWanted(label) && keeps(node, label));
    }
  }
}

function labelsNamedBy(node: PromqlNode): readonly PromqlWord[] {
  if (node.kind === 'binary') {
    return node.carried;
  }
  return node.kind === 'aggregation' && node.grouping?.kind === 'by' ? node.grouping.labels : [];
}

/** Whether series of the child, with labels of their own, come through to the node's result. */
function comesThrough(node: PromqlNode, child: PromqlNode): boolean {
  switch (node.kind) {
    case 'call':
      return !['scalar', 'absent', 'absent_over_time'].includes(node.function.text);
    case 'aggregation':
      // The first ones are a bounded number, whatever they are called.
      return !['topk', 'bottomk', 'limitk', 'limit_ratio'].includes(node.operator.text.toLowerCase());
    case 'binary':
      return child === node.left || !['and', 'unless'].includes(node.operator.toLowerCase());
    default:
      return true;
  }
}

/** Whether a label of a child is left in the node's result. What the node names itself is already reported there. */
function keeps(node: PromqlNode, label: string): boolean {
  return node.kind === 'aggregation'
    ? node.grouping?.kind === 'without' && node.grouping.labels.every(({ text }) => text !== label)
    : !labelsNamedBy(node).some(({ text }) => text === label);
}

/** Takes the label and its comma out of `by (…)`, or the whole of it when nothing is left. */
function withoutLabel(text: string, { grouping }: PromqlOf<'aggregation'>, label: PromqlWord): TextEdit | undefined {
  if (grouping === undefined) {
    return undefined;
  }
  const { labels, span } = grouping;
  const index = labels.indexOf(label);
  const [before, next] = [labels[index - 1], labels[index + 1]];
  if (next !== undefined) {
    return { start: outer(text, label).start, end: outer(text, next).start, newText: '' };
  }
  if (before !== undefined) {
    return { start: outer(text, before).end, end: outer(text, label).end, newText: '' };
  }
  const blank = /^ ?/.exec(text.slice(span.end))?.[0].length ?? 0;
  return { start: span.start, end: span.end + blank, newText: '' };
}

/** With the quotes of a quoted label. */
function outer(text: string, { span }: PromqlWord): { readonly start: number; readonly end: number } {
  const isQuoted = /["'`]/.test(text[span.start - 1] ?? '') && text[span.start - 1] === text[span.end];
  return isQuoted ? { start: span.start - 1, end: span.end + 1 } : span;
}
