import type { ImportedName } from './importedName';
import type { LabelCall } from './labelCall';
import type { DeclaredLabel, MetricDeclaration } from './metricDeclaration';
import type { Push } from './push';

/** What other files can take from a file. */
export type ExportedValue =
  | { readonly kind: 'metric'; readonly index: number }
  | { readonly kind: 'labels'; readonly labels: readonly DeclaredLabel[]; readonly complete: boolean }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'imported'; readonly from: ImportedName };

/** All that one file says about metrics. Plain data: no node of a tree, so it can be kept, sent to a worker, compared. */
export interface MetricFacts {
  /** In the order of the text. */
  readonly declarations: readonly MetricDeclaration[];
  readonly calls: readonly LabelCall[];
  readonly pushes: readonly Push[];
  /** By the name that other files import; `Class.member` and `object.member` for members. */
  readonly exports: readonly { readonly name: string; readonly value: ExportedValue }[];
  /** The modules that a wildcard import brings in. */
  readonly wildcards: readonly string[];
}

export const noFacts: MetricFacts = { declarations: [], calls: [], pushes: [], exports: [], wildcards: [] };
