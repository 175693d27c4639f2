/** What a person did with one step of a dialog. */
export type Answer<T> =
  { readonly kind: 'answered'; readonly value: T } | { readonly kind: 'back' } | { readonly kind: 'cancelled' };

/** Where a step stands in its dialog; steps count from 1. */
export interface Place {
  readonly title: string;
  readonly step: number;
  readonly totalSteps: number;
}
