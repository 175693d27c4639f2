import type { Growth } from '../labelNames/growthVocabulary';

/** What makes the values that are given to a label grow without end. */
export type ValueGrowth = Growth | 'error' | 'path' | 'file' | 'process' | 'random' | 'host';

/**
 * Whether a label's value is one of few.
 * `by` says how sure that is: `value` where the expression itself makes ever new values (`uuid4()`, `str(e)`, `req.url`),
 * `name` where only what it is called says so (`user.id`). `source` shows what it comes from, as a person would write it.
 */
export type ValueJudgement =
  | {
      readonly kind: 'unbounded';
      readonly growth: ValueGrowth;
      readonly by: 'value' | 'name';
      readonly source: string;
    }
  | { readonly kind: 'bounded' }
  | { readonly kind: 'unknown' };
