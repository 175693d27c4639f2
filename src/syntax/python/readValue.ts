import type { CachedNode } from '../cachedNode';
import type { LabelValue } from '../metrics/labelValue';
import type { Trail } from './trail';

/** Reads what is inside of an expression: `labelValue`, which the readers of its parts are handed. */
export type ReadValue = (expression: CachedNode, trail: Trail) => LabelValue;

/** What is not said by the form of an expression. */
export const unknownValue: LabelValue = { kind: 'unknown' };

/** Some options are told apart; a table of hundreds says no more. */
const maxOptions = 32;

/** One of several expressions. */
export function choiceOf(expressions: readonly CachedNode[], trail: Trail, read: ReadValue): LabelValue {
  return { kind: 'choice', options: expressions.slice(0, maxOptions).map((each) => read(each, trail)) };
}

/** Whether a value is of a small set by what stands in the source. */
export function isConstantValue(value: LabelValue): boolean {
  return value.kind === 'literal' || value.kind === 'bounded';
}
