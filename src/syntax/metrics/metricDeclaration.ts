import type { Span } from '../../text/span';
import type { LanguageId } from '../language';
import type { ImportedName } from './importedName';

export type MetricType =
  'counter' | 'gauge' | 'summary' | 'histogram' | 'gaugehistogram' | 'info' | 'stateset' | 'unknown';

/** Whose API declares the metric. `text` is exposition text that a script writes or a file holds. */
export type MetricsClient =
  | 'prometheus_client'
  | 'aioprometheus'
  | 'prom-client'
  | '@prometheus-io/client'
  | 'client_golang'
  | 'simpleclient'
  | 'client_java'
  | 'taskmonitor'
  | 'text';

export interface DeclaredLabel {
  readonly name: string;
  /** The characters of the name where its literal stands, without quotes; with them when the name is empty or in pieces. */
  readonly span: Span;
  /** What goes when the label is dropped here, a comma included; undefined where the name stands in a constant or elsewhere. */
  readonly removal?: Span | undefined;
  /** The one value of a label that is given with the declaration (`constLabels`, `extraLabels`). */
  readonly constant?: string | undefined;
  /** How many values the file itself gives it: for exposition text, where each line has one. */
  readonly distinctValues?: number | undefined;
}

/** An argument as far as the file says it. */
export type StatedText =
  | { readonly kind: 'given'; readonly text: string; readonly span: Span }
  | { readonly kind: 'absent' }
  /** Given, but made by running code or in another file. */
  | { readonly kind: 'unknown'; readonly span?: Span | undefined };

/** A metric as a source file declares it. Plain data: it outlives the tree and goes from worker to host. */
export interface MetricDeclaration {
  readonly type: MetricType;
  /** The name as written, without what the client adds (namespace, unit, `_total`); undefined when this file does not say it. */
  readonly name: string | undefined;
  /** The constant of another file that is the name, where it is one; the workspace resolves it. */
  readonly nameFrom?: ImportedName | undefined;
  /** The argument that gives the name; its quotes included. */
  readonly nameSpan: Span | undefined;
  /** Offsets of `name` where it stands as one plain literal, so that it can be edited; undefined for pieces and constants. */
  readonly nameTextSpan?: Span | undefined;
  /** Prefixes and unit that the client joins to the name by `_`, where they are constant; null when given but not known here. */
  readonly namespace?: string | null | undefined;
  readonly subsystem?: string | null | undefined;
  readonly unit?: string | null | undefined;
  readonly help: StatedText;
  /** Where a help argument can be put in, and the text in front of and behind the quoted help: `, help="` … `"`. */
  readonly helpInsertion?: { readonly at: number; readonly before: string; readonly after: string } | undefined;
  readonly labels: readonly DeclaredLabel[];
  /** The argument that gives the labels. */
  readonly labelsSpan?: Span | undefined;
  /** Whether `labels` are all of them: false when a part comes from somewhere that this file does not show. */
  readonly labelsComplete: boolean;
  /** The parts of the labels that other files hold; the workspace resolves them. */
  readonly labelsFrom?: readonly ImportedName[] | undefined;
  readonly client: MetricsClient;
  /** The language of the file, where a client names metrics in each language in a way of its own: TaskMonitor's. */
  readonly language?: LanguageId | undefined;
  /** Whether it goes to the client's process-wide registry: the default of most clients. */
  readonly registry: 'default' | 'own' | 'unknown';
  /** The last name of what holds it: `REQUESTS`, `requests` of `self.requests`; undefined when it is used in place. */
  readonly holder?: string | undefined;
  /** The whole declaring call. */
  readonly span: Span;
}
