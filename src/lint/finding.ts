import type { Span } from '../text/span';
import type { TextEdit } from '../text/textEdit';

export type Severity = 'info' | 'warning' | 'error';

/** A change to the file of the finding that removes it. The edits are of the text that was linted. */
export interface Fix {
  /** For a person, in their language: `Drop label 'user_id'`. */
  readonly title: string;
  readonly edits: readonly TextEdit[];
  /** Whether it can be applied unseen, by 'fix all' and `--fix`: it keeps what the program does apart from the metric. */
  readonly safe: boolean;
}

/** Another place that belongs to a finding: where the metric is declared, where the label is fed. */
export interface RelatedPlace {
  readonly message: string;
  readonly span: Span;
  /** Of another file, as the workspace names it; undefined for the same one. */
  readonly path?: string | undefined;
}

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
  /** The best one first. */
  readonly fixes: readonly Fix[];
  readonly related: readonly RelatedPlace[];
}

/** What a rule yields: the engine adds the rule's id and severity. */
export type Found = Pick<Finding, 'message' | 'span'> &
  Partial<Pick<Finding, 'metric' | 'label' | 'fixes' | 'related'>> & {
    /** Where one finding is worse or milder than the rule's default (`reserved-label`); a configured severity still wins. */
    readonly severity?: Severity;
  };
