import type { Span } from '../text/span';
import type { InstrumentStyle } from './plan';

/** Whether a style can be written around a body: `refusal` says why not, for a person. */
export interface StyleState {
  readonly style: InstrumentStyle;
  readonly refusal: string | undefined;
}

export type TargetState =
  /** `styles` are those of the language, the usual one first; at least one of them is possible. */
  | {
      readonly kind: 'plain';
      readonly styles: readonly StyleState[];
      /** The source of the number of records that can be written, too: `len(rows)`. */
      readonly records: string | undefined;
    }
  | { readonly kind: 'instrumented' }
  | { readonly kind: 'refused'; readonly reason: string };

/** A function as a code action sees it. */
export interface FunctionState {
  /** Its key, which plans take as a target. */
  readonly functionName: string;
  readonly nameSpan: Span;
  /** Whole lines, from the first decorator to the end of the body. */
  readonly span: Span;
  /** Whether another function holds it. */
  readonly nested: boolean;
  readonly state: TargetState;
}

/** Statements as a code action sees them. */
export interface StatementsState {
  /** From the first statement to the end of the last one: the target for a plan. */
  readonly span: Span;
  readonly state: TargetState;
}
