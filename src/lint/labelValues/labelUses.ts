import type { GivenValue, LabelCall } from '../../syntax/metrics/labelCall';
import type { MetricDeclaration } from '../../syntax/metrics/metricDeclaration';
import type { RuleContext } from '../rule';
import { judgeValue } from './judgeValue';
import type { ValueJudgement } from './valueJudgement';

/** A value that a label gets somewhere, judged. */
export interface LabelUse {
  readonly call: LabelCall;
  readonly given: GivenValue;
  readonly judgement: ValueJudgement;
  /** The file, where it is another one. */
  readonly path?: string | undefined;
}

export interface LabelUses {
  readonly uses: readonly LabelUse[];
  /** False where the label may get values that are not among them. */
  readonly complete: boolean;
}

/** The label that a value is given to: said in the call, or by its place among the declared ones. */
export function labelGiven(given: GivenValue, declaration: MetricDeclaration | undefined): string | undefined {
  return given.label ?? (given.position === undefined ? undefined : declaration?.labels[given.position]?.name);
}

/** All the values that a label of a declaration of this file gets, here and in the rest of the workspace. */
export function usesOfLabel({ facts, workspace }: RuleContext, index: number, label: string): LabelUses {
  const declaration = facts.declarations[index];
  const elsewhere = workspace?.usesOf?.(index);
  const calls = [
    ...facts.calls
      .filter(({ metric }) => metric.kind === 'declared' && metric.index === index)
      .map((call) => ({ path: undefined, value: call })),
    ...(elsewhere ?? []),
  ];
  const isShared = facts.exports.some(({ value }) => value.kind === 'metric' && value.index === index);
  const isUsedUnseen = facts.calls.some(
    ({ metric }) => metric.kind === 'unknown' && (metric.holder === undefined || metric.holder === declaration?.holder),
  );
  const uses = calls.flatMap(({ path, value: call }) =>
    call.values
      .filter((given) => labelGiven(given, declaration) === label)
      .map((given) => ({ call, given, path, judgement: judgeValue(given.value, label) })),
  );
  return {
    uses,
    complete: calls.every(({ value }) => value.complete) && !isUsedUnseen && !(isShared && elsewhere === undefined),
  };
}
