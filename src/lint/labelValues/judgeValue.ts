import type { LabelValue } from '../../syntax/metrics/labelValue';
import { judgeCall } from './judgeCall';
import { judgeNamed } from './judgeNamed';
import type { ValueJudgement } from './valueJudgement';

const bounded: ValueJudgement = { kind: 'bounded' };
const unknown: ValueJudgement = { kind: 'unknown' };

/** Values hold values; what is deeper than this was not written to be read. */
const maxDepth = 12;

/**
 * Whether the values that an expression gives are few. Where several things are joined, the worst one counts.
 * @param label the label that gets it, where that is known
 */
export function judgeValue(value: LabelValue, label?: string, depth = 0): ValueJudgement {
  if (depth > maxDepth) {
    return unknown;
  }
  const judge = (inner: LabelValue): ValueJudgement => judgeValue(inner, label, depth + 1);
  switch (value.kind) {
    case 'literal':
    case 'bounded':
      return bounded;
    case 'unknown':
      return unknown;
    case 'caught':
      switch (value.part) {
        case 'message':
          return { kind: 'unbounded', growth: 'error', by: 'value', source: 'message' };
        case 'class':
          return bounded;
        case 'other':
          // A code, a status, a field of its own.
          return unknown;
      }
    case 'joined':
      return worst(value.parts.map(judge));
    case 'choice':
      return worst(value.options.map(judge));
    case 'name': {
      const assigned = value.value === undefined ? unknown : judge(value.value);
      return assigned.kind === 'unknown' ? judgeNamed(value.path, label) : assigned;
    }
    case 'call':
      return judgeCall(value, label, judge);
  }
}

/** What is made of several things: unbounded if one is, bounded if all are. */
function worst(judgements: readonly ValueJudgement[]): ValueJudgement {
  return (
    judgements.find((each) => each.kind === 'unbounded' && each.by === 'value') ??
    judgements.find((each) => each.kind === 'unbounded') ??
    judgements.find((each) => each.kind === 'unknown') ??
    bounded
  );
}
