import type { LintedLanguage } from '../syntax/lintedLanguage';
import type { MetricFacts } from '../syntax/metrics/metricFacts';
import type { PrometheusFile } from '../syntax/yaml/prometheusFile';
import type { Found, Severity } from './finding';
import type { LintConfig } from './lintConfig';
import type { LiveSeries, WorkspaceView } from './workspaceView';

/** What a rule looks at: one file, what its workspace says besides, and what is live. */
export interface RuleContext {
  readonly language: LintedLanguage;
  readonly text: string;
  readonly facts: MetricFacts;
  /** For prometheus.yml and rule files. */
  readonly prometheus: PrometheusFile | undefined;
  readonly config: LintConfig;
  /** undefined for a file that is linted alone (stdin). */
  readonly workspace: WorkspaceView | undefined;
  readonly live: LiveSeries | undefined;
}

export interface Rule {
  /** In kebab-case; settings, comments and links name the rule by it, so it never changes. */
  readonly id: string;
  /** The severity unless a project's configuration says otherwise. */
  readonly severity: Severity;
  /** One sentence for lists of rules, in the user's language. */
  readonly summary: () => string;
  readonly docsUrl: string;
  check(context: RuleContext): Iterable<Found>;
}

/** The page that explains a rule, with a good and a bad example: `docs/rules/<id>.md` of our repository. */
export function docsUrlOf(ruleId: string): string {
  return `https://github.com/taskmonitor/taskmonitor-pushgateway/blob/main/docs/rules/${ruleId}.md`;
}
