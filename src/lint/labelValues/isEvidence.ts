import type { ValueJudgement } from './valueJudgement';

type Unbounded = Extract<ValueJudgement, { kind: 'unbounded' }>;

/**
 * Whether a judgement speaks against the label that gets the value. The name of a host does not: as many as there are
 * machines is what a label of running servers is for. (In the key of a pushed group it does.)
 */
export function isEvidence(judgement: ValueJudgement): judgement is Unbounded {
  return judgement.kind === 'unbounded' && judgement.growth !== 'host';
}
