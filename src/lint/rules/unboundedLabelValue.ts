import * as l10n from '@vscode/l10n';
import type { GivenValue, LabelCall } from '../../syntax/metrics/labelCall';
import type { MetricDeclaration } from '../../syntax/metrics/metricDeclaration';
import { labelPolicy } from '../config/labelPolicy';
import type { RelatedPlace } from '../finding';
import { dropLabel } from '../fixes/dropLabel';
import { errorClass } from '../fixes/errorClass';
import { isAmbiguousName } from '../labelNames/ambiguousName';
import { unboundedName } from '../labelNames/unboundedName';
import { growthMessage } from '../labelValues/growthMessage';
import { isEvidence } from '../labelValues/isEvidence';
import { judgeSample } from '../labelValues/judgeSample';
import { judgeValue } from '../labelValues/judgeValue';
import { labelGiven, LabelUses } from '../labelValues/labelUses';
import type { ValueJudgement } from '../labelValues/valueJudgement';
import { docsUrlOf, type Rule, type RuleContext } from '../rule';

const id = 'unbounded-label-value';

/** A value given to a label that is a new one each time. Documented in `docs/rules/unbounded-label-value.md`. */
export const unboundedLabelValue: Rule = {
  id,
  severity: 'warning',
  summary: () =>
    l10n.t('A value given to a label that is a new one each time: an id, a time, the text of an error, a URL.'),
  docsUrl: docsUrlOf(id),
  *check(context) {
    const places = new Set<string>();
    const uses = new LabelUses(context);
    for (const call of context.facts.calls) {
      const { declaration, path } = declarationOf(context, call);
      for (const given of call.values) {
        const label = labelGiven(given, declaration);
        const judgement =
          context.language === 'exposition' && given.value.kind === 'literal'
            ? judgeSample(given.value.text)
            : judgeValue(given.value, label);
        if (!isEvidence(judgement) || !isReportedHere(context, call, label, judgement)) {
          continue;
        }
        const place = onePlace(context, call, given, label);
        if (place !== undefined && places.has(place)) {
          continue;
        }
        if (place !== undefined) {
          places.add(place);
        }
        const declared = declaration?.labels.find(({ name }) => name === label);
        const drop = declared === undefined || path !== undefined ? undefined : dropLabel(context, uses, declared);
        const bounded = errorClass([{ given }]);
        const related: RelatedPlace[] =
          declared === undefined ? [] : [{ message: l10n.t('The label is declared here.'), span: declared.span, path }];
        yield {
          message: growthMessage(judgement.growth, label ?? judgement.source),
          span: given.span,
          ...(declaration?.name === undefined ? {} : { metric: declaration.name }),
          ...(label === undefined ? {} : { label }),
          fixes: [bounded, drop].filter((fix) => fix !== undefined),
          related,
        };
      }
    }
  },
};

/** What is one thing to change, though it stands in several places: a variable that several metrics get, a label of samples. */
function onePlace(
  { language }: RuleContext,
  { metric }: LabelCall,
  { value }: GivenValue,
  label = '',
): string | undefined {
  if (language === 'exposition') {
    return `${label} ${metric.kind === 'declared' ? metric.index : ''}`;
  }
  return value.kind === 'name' ? `${label} ${JSON.stringify(value)}` : undefined;
}

interface DeclaredWhere {
  readonly declaration?: MetricDeclaration | undefined;
  /** Of another file. */
  readonly path?: string | undefined;
}

function declarationOf({ facts }: RuleContext, { metric }: LabelCall): DeclaredWhere {
  switch (metric.kind) {
    case 'declared':
      return { declaration: facts.declarations[metric.index] };
    case 'elsewhere':
      return metric;
    case 'imported':
    case 'unknown':
      return {};
  }
}

/**
 * An expression that makes ever new values is reported where it stands. One that is only called like an id is reported
 * where the label is declared, if that is in this file and its name is strict or ambiguous: once is enough.
 */
function isReportedHere(
  { config }: RuleContext,
  { metric }: LabelCall,
  label: string | undefined,
  { by }: Extract<ValueJudgement, { kind: 'unbounded' }>,
): boolean {
  if (label !== undefined && labelPolicy(config, label) === 'allowed') {
    return false;
  }
  if (by === 'value') {
    return true;
  }
  return (
    label !== undefined &&
    unboundedName(label) === undefined &&
    (metric.kind === 'elsewhere' || (metric.kind === 'declared' && !isAmbiguousName(label)))
  );
}
