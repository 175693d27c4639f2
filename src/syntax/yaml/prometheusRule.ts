import type { Span } from '../../text/span';
import type { TextEdit } from '../../text/textEdit';
import type { PromqlNode, PromqlWord } from '../promql/promqlNode';

/** A recording or alerting rule. Plain data; spans are offsets in the YAML text. */
export interface PrometheusRule {
  readonly kind: 'alert' | 'record';
  readonly name: string;
  /** undefined when it is absent or any part of it cannot be read. */
  readonly expression: RuleExpression | undefined;
  /** `labels` of the rule. */
  readonly labels: readonly RuleLabel[];
}

export interface RuleExpression {
  readonly root: PromqlNode;
  /** Whether spans inside are exact, and can be edited; otherwise each is the whole scalar. */
  readonly exact: boolean;
}

export interface RuleLabel {
  readonly name: PromqlWord;
  readonly valueSpan: Span;
  /** The templates of the value, without their braces: `$value | humanize`. */
  readonly actions: readonly PromqlWord[];
  /** What moves the entry to the rule's annotations; undefined where that cannot be done by edits. */
  readonly toAnnotations: readonly TextEdit[] | undefined;
}
