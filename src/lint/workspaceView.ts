import type { LabelCall } from '../syntax/metrics/labelCall';
import type { MetricDeclaration } from '../syntax/metrics/metricDeclaration';
import type { Push } from '../syntax/metrics/push';

/** Something in another file of the workspace. */
export interface Placed<T> {
  readonly path: string;
  readonly value: T;
}

/** What a rule may ask of the other files. The file that is being linted is never among the answers. */
export interface WorkspaceView {
  /** The file that is being linted, as the workspace names it; undefined where it is not among the workspace's. */
  readonly path?: string | undefined;
  /** By the name as exposed (`exposedName`). */
  declarationsOf(exposedName: string): readonly Placed<MetricDeclaration>[];
  /** All exposed names that the workspace declares, those of this file included. */
  metricNames(): ReadonlySet<string>;
  pushes(): readonly Placed<Push>[];
  /** The calls in other files that give values to a declaration of this one, by its place in the list. */
  usesOf?(declaration: number): readonly Placed<LabelCall>[];
}

/** What the connected gateways hold just now. */
export interface LiveSeries {
  /** Distinct values of a label of a metric (name as exposed), on the gateway that has the most. */
  distinctValues(metric: string, label: string): { readonly count: number; readonly gateway: string } | undefined;
}
