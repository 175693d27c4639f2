import type { Span } from '../../text/span';
import type { LabelValue } from './labelValue';
import type { MetricDeclaration } from './metricDeclaration';
import type { ImportedName } from './importedName';

/** Which metric a use is of. */
export type MetricOfUse =
  /** One of this file's declarations, by its place in the list. */
  | { readonly kind: 'declared'; readonly index: number }
  /** One that another file declares; the workspace turns it into `elsewhere`. */
  | { readonly kind: 'imported'; readonly from: ImportedName }
  | { readonly kind: 'elsewhere'; readonly path: string; readonly declaration: MetricDeclaration }
  /** The form says that it is a metric, not which one (`self.metrics[name].labels(…)`); `holder`: its last name. */
  | { readonly kind: 'unknown'; readonly holder?: string | undefined };

/** One label's value at a use: `user=x` of `labels(user=x)`. */
export interface GivenValue {
  /** The label, where the use or the declaration of this file says it. */
  readonly label: string | undefined;
  /** Place among positional values, from 0. */
  readonly position?: number | undefined;
  readonly value: LabelValue;
  /** The value's expression. */
  readonly span: Span;
  /** What goes in front of another expression that is put in its place: `error: ` for the shorthand `{ error }`. */
  readonly lead?: string | undefined;
  /** What goes when the label is dropped here, a comma included; undefined where it cannot be taken out alone. */
  readonly removal?: Span | undefined;
}

/** A call that gives labels their values: `labels(…)`, `inc({…})`, `WithLabelValues(…)`, a line of exposition text. */
export interface LabelCall {
  readonly metric: MetricOfUse;
  readonly values: readonly GivenValue[];
  /** False when some come by `**labels`, `...labels` or a variable. */
  readonly complete: boolean;
  /** The whole call. */
  readonly span: Span;
  /** What goes when no label is left, since `labels()` without any is an error: `.labels(user=x)`. */
  readonly removal?: Span | undefined;
}
