import type { MetricDeclaration } from '../syntax/metricDeclaration';
import type { SyntaxTree } from '../syntax/parsers';
import type { Finding, Severity } from './finding';

/** What a rule looks at: one file. Parts that cost something are read when the first rule asks for them. */
export interface RuleContext {
  readonly tree: SyntaxTree;
  readonly declarations: readonly MetricDeclaration[];
}

export interface Rule {
  /** In kebab-case; settings, comments and links name the rule by it, so it never changes. */
  readonly id: string;
  /** The severity unless a project's configuration says otherwise. */
  readonly severity: Severity;
  /** One sentence for lists of rules, in the user's language. */
  readonly summary: () => string;
  readonly docsUrl: string;
  check(context: RuleContext): Iterable<Omit<Finding, 'rule' | 'severity'>>;
}

/** The page that explains a rule, with a good and a bad example: `docs/rules/<id>.md` of our repository. */
export function docsUrlOf(ruleId: string): string {
  return `https://github.com/taskmonitor/taskmonitor-pushgateway/blob/main/docs/rules/${ruleId}.md`;
}
