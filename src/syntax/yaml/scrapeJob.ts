import type { Span } from '../../text/span';
import type { TextEdit } from '../../text/textEdit';

/** A job of a scrape configuration. Plain data; spans are offsets in the YAML text. */
export interface ScrapeJob {
  readonly name: string;
  /** The value of `job_name`; the key while it is empty. */
  readonly nameSpan: Span;
  /** Where it scrapes, as stated here: `pushgateway:9091`; names that it looks up in DNS, Consul and the like included. */
  readonly targets: readonly string[];
  /** What the targets that it discovers are kept by: the `regex` of `relabel_configs` whose `action` is `keep`. */
  readonly keptBy: readonly string[];
  /** `/metrics` unless stated. */
  readonly metricsPath: string;
  /** `honor_labels` of the job, its default included; `span` is undefined when it is not stated. */
  readonly honorLabels: { readonly value: boolean; readonly span: Span | undefined };
  /** `honor_labels` where Prometheus does not look for it, or takes it for a label of the targets. */
  readonly misplacedHonorLabels: readonly { readonly value: boolean; readonly span: Span }[];
  /** Whether it renames `exported_job` and `exported_instance` itself. */
  readonly restoresExported: boolean;
  /** What makes it `honor_labels: true` at the job, and there alone; undefined where that cannot be done by edits. */
  readonly honorLabelsEdits: readonly TextEdit[] | undefined;
}
