import * as l10n from '@vscode/l10n';
import type { LabelCall } from '../../syntax/metrics/labelCall';
import type { DeclaredLabel, MetricDeclaration } from '../../syntax/metrics/metricDeclaration';
import type { Span } from '../../text/span';
import type { Fix } from '../finding';
import { labelGiven } from '../labelValues/labelUses';
import type { RuleContext } from '../rule';

/**
 * Takes a label out where it is declared and wherever this file gives it a value, in one change. undefined where a use
 * cannot be edited or may be out of sight: a call that still gives the label would fail.
 */
export function dropLabel(context: RuleContext, label: DeclaredLabel): Fix | undefined {
  const { facts } = context;
  if (label.removal === undefined) {
    return undefined;
  }
  // A list that several metrics share drops the label of all of them.
  const sharing = facts.declarations.flatMap((declaration, index) =>
    declaration.labels.some(({ name, span }) => name === label.name && span.start === label.span.start)
      ? [{ declaration, index }]
      : [],
  );
  const spans: Span[] = [label.removal];
  for (const { declaration, index } of sharing) {
    if (isUsedOutOfSight(context, declaration, index)) {
      return undefined;
    }
    for (const call of facts.calls) {
      const removal =
        call.metric.kind === 'declared' && call.metric.index === index ? removalIn(call, declaration, label) : 'none';
      if (removal === 'impossible') {
        return undefined;
      }
      if (removal !== 'none') {
        spans.push(removal);
      }
    }
  }
  const edits = withoutRepeats(spans).map((span) => ({ ...span, newText: '' }));
  return { title: l10n.t("Drop label '{0}'", label.name), edits, safe: false };
}

function removalIn(
  call: LabelCall,
  declaration: MetricDeclaration,
  label: DeclaredLabel,
): Span | 'none' | 'impossible' {
  const given = call.values.find((value) => labelGiven(value, declaration) === label.name);
  if (given === undefined) {
    return call.complete ? 'none' : 'impossible';
  }
  const isLast = call.complete && call.values.length === 1;
  return (isLast ? call.removal : given.removal) ?? 'impossible';
}

function isUsedOutOfSight({ facts, workspace }: RuleContext, { holder }: MetricDeclaration, index: number): boolean {
  return (
    (workspace?.usesOf?.(index).length ?? 0) > 0 ||
    facts.calls.some(
      ({ metric }) => metric.kind === 'unknown' && metric.holder !== undefined && metric.holder === holder,
    )
  );
}

function withoutRepeats(spans: readonly Span[]): Span[] {
  return spans.filter(
    (span, at) => spans.findIndex(({ start, end }) => start === span.start && end === span.end) === at,
  );
}
