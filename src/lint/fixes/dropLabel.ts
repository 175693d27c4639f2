import * as l10n from '@vscode/l10n';
import type { LabelCall } from '../../syntax/metrics/labelCall';
import type { DeclaredLabel, MetricDeclaration } from '../../syntax/metrics/metricDeclaration';
import type { Span } from '../../text/span';
import type { Fix } from '../finding';
import { labelGiven, type LabelUses } from '../labelValues/labelUses';
import type { RuleContext } from '../rule';

/**
 * Takes a label out where it is declared and wherever this file gives it a value, in one change. undefined where a use
 * cannot be edited or may be out of sight: a call that still gives the label would fail.
 */
export function dropLabel({ facts }: RuleContext, uses: LabelUses, label: DeclaredLabel): Fix | undefined {
  if (label.removal === undefined) {
    return undefined;
  }
  const spans = new Map([[keyOf(label.removal), label.removal]]);
  // A list that several metrics share drops the label of all of them.
  for (const index of uses.sharing(label)) {
    const declaration = facts.declarations[index];
    if (declaration === undefined || isUsedOutOfSight(uses, declaration, index)) {
      return undefined;
    }
    for (const call of uses.callsOf(index)) {
      const removal = removalIn(call, declaration, label);
      if (removal === 'impossible') {
        return undefined;
      }
      if (removal !== 'none') {
        spans.set(keyOf(removal), removal);
      }
    }
  }
  const edits = [...spans.values()].map((span) => ({ ...span, newText: '' }));
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

function isUsedOutOfSight(uses: LabelUses, declaration: MetricDeclaration, index: number): boolean {
  const isElsewhere = (uses.callsElsewhere(index) ?? []).length > 0;
  return isElsewhere || (declaration.holder !== undefined && uses.isUsedUnseen(declaration));
}

function keyOf({ start, end }: Span): string {
  return `${start} ${end}`;
}
