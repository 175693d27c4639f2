import * as l10n from '@vscode/l10n';
import type { DeclaredLabel } from '../../syntax/metrics/metricDeclaration';
import { labelPolicy } from '../config/labelPolicy';
import { exposedName } from '../exposedName';
import type { Found, RelatedPlace } from '../finding';
import { dropLabel } from '../fixes/dropLabel';
import { errorClass } from '../fixes/errorClass';
import { isAmbiguousName } from '../labelNames/ambiguousName';
import { unboundedName } from '../labelNames/unboundedName';
import { growthMessage } from '../labelValues/growthMessage';
import { isEvidence } from '../labelValues/isEvidence';
import { LabelUses, type LabelUse } from '../labelValues/labelUses';
import { docsUrlOf, type Rule, type RuleContext } from '../rule';

const id = 'high-cardinality-label';

/** More distinct values of a label than this on a gateway are too many, unless the project says otherwise. */
const defaultMaxLabelValues = 100;

/**
 * A metric's label that has no bound on its values: by its name alone, by what a doubtful name is given, or by what a
 * gateway holds. Documented in `docs/rules/high-cardinality-label.md`.
 */
export const highCardinalityLabel: Rule = {
  id,
  severity: 'warning',
  summary: () => l10n.t('A label whose values grow without end: users, requests, times, addresses, free text.'),
  docsUrl: docsUrlOf(id),
  *check(context) {
    // A list that several metrics share is one place to change, so it is reported once.
    const reported = new Set<string>();
    const uses = new LabelUses(context);
    for (const [index, declaration] of context.facts.declarations.entries()) {
      for (const label of declaration.labels) {
        const place = `${label.span.start} ${label.name}`;
        const found = reported.has(place) ? undefined : problemOf(context, uses, index, label);
        if (found !== undefined) {
          reported.add(place);
          const drop = dropLabel(context, uses, label);
          yield {
            ...found,
            span: label.span,
            ...(declaration.name === undefined ? {} : { metric: declaration.name }),
            label: label.name,
            fixes: [...(found.fixes ?? []), ...(drop === undefined ? [] : [drop])],
          };
        }
      }
    }
  },
};

function problemOf(
  context: RuleContext,
  labelUses: LabelUses,
  index: number,
  label: DeclaredLabel,
): Pick<Found, 'message' | 'fixes' | 'related'> | undefined {
  const policy = labelPolicy(context.config, label.name);
  if (policy === 'allowed') {
    return undefined;
  }
  if (policy !== undefined) {
    return { message: forbiddenMessage(label.name, policy.forbidden) };
  }
  const counted = liveProblem(context, index, label.name) ?? countedProblem(context, label);
  if (counted !== undefined) {
    return { message: counted };
  }
  // A label that is given with the declaration has that one value.
  if (label.constant !== undefined) {
    return undefined;
  }
  const { uses, complete } = labelUses.of(index, label.name);
  const growth = unboundedName(label.name);
  if (growth !== undefined) {
    const isBounded = complete && uses.length > 0 && uses.every(({ judgement }) => judgement.kind === 'bounded');
    // What a file of samples holds are the values of one moment: they say nothing of those to come.
    return isBounded && context.language !== 'exposition'
      ? undefined
      : { message: growthMessage(growth, label.name), related: feeding(uses) };
  }
  const evidence = isAmbiguousName(label.name) ? uses.filter(({ judgement }) => isEvidence(judgement)) : [];
  const [first] = evidence;
  if (first?.judgement.kind !== 'unbounded') {
    return undefined;
  }
  const fix = errorClass(evidence);
  return {
    message: growthMessage(first.judgement.growth, label.name),
    related: feeding(evidence),
    fixes: fix === undefined ? [] : [fix],
  };
}

/** Where the label gets its values, as far as they are not known to be few; more than a few places would not be read. */
function feeding(uses: readonly LabelUse[]): readonly RelatedPlace[] {
  return uses
    .filter(({ judgement }) => judgement.kind === 'unbounded')
    .slice(0, 3)
    .map(({ given, path }) => ({ message: l10n.t('It gets its value here.'), span: given.span, path }));
}

function forbiddenMessage(label: string, reason: string): string {
  return reason === ''
    ? l10n.t("Label '{0}' is not to be used in this project.", label)
    : l10n.t("Label '{0}' is not to be used in this project: {1}", label, reason);
}

function liveProblem({ facts, live, config }: RuleContext, index: number, label: string): string | undefined {
  const declaration = facts.declarations[index];
  const metric = declaration && exposedName(declaration);
  const values = metric === undefined ? undefined : live?.distinctValues(metric, label);
  return values === undefined || values.count <= (config.maxLabelValues ?? defaultMaxLabelValues)
    ? undefined
    : l10n.t(
        '{0} values of {1} on gateway {2}: each one is a time series that Prometheus keeps. Put it in the log, or use a label with few values.',
        values.count.toLocaleString('en-US'),
        label,
        values.gateway,
      );
}

/** A file of samples holds the values themselves. */
function countedProblem({ config }: RuleContext, { name, distinctValues = 0 }: DeclaredLabel): string | undefined {
  return distinctValues <= (config.maxLabelValues ?? defaultMaxLabelValues)
    ? undefined
    : l10n.t(
        '{0} values of {1} in this file: each one is a time series that Prometheus keeps. Put it in the log, or use a label with few values.',
        distinctValues.toLocaleString('en-US'),
        name,
      );
}
