import type { Span } from '../text/span';

export type Severity = 'info' | 'warning' | 'error';

/** A problem in a source file, as a rule reports it. */
export interface Finding {
  /** Id of the rule. */
  readonly rule: string;
  readonly severity: Severity;
  /** For a person, in their language: what is wrong, why, and what to do instead. */
  readonly message: string;
  readonly span: Span;
  /** Name of the metric, where the file says it. */
  readonly metric?: string;
  readonly label?: string;
  /** Whether a fix can be offered. */
  readonly fixable: boolean;
}
