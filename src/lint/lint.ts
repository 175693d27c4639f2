import type { LintedLanguage } from '../syntax/lintedLanguage';
import type { SourceFacts } from '../syntax/sourceFacts';
import type { Finding } from './finding';
import type { LintConfig } from './lintConfig';
import type { RuleContext } from './rule';
import { rules } from './rules';
import { suppressionsIn } from './suppressions';
import type { LiveSeries, WorkspaceView } from './workspaceView';

/** One file, read. */
export interface LintSource {
  readonly language: LintedLanguage;
  readonly text: string;
  readonly facts: SourceFacts;
}

export interface LintOptions {
  readonly config?: LintConfig | undefined;
  readonly workspace?: WorkspaceView | undefined;
  readonly live?: LiveSeries | undefined;
}

/** What the rules find in one file, in the order of the text. Spans are offsets in `source.text`. */
export function lintFacts({ language, text, facts }: LintSource, options: LintOptions = {}): Finding[] {
  const { config = {}, workspace, live } = options;
  const context: RuleContext = {
    language,
    text,
    facts: facts.metrics,
    prometheus: facts.prometheus,
    config,
    workspace,
    live,
  };
  const suppressions = suppressionsIn(text, facts);
  const findings: Finding[] = [];
  for (const rule of rules) {
    const configured = config.rules?.[rule.id];
    if (configured === 'off') {
      continue;
    }
    for (const found of rule.check(context)) {
      if (!suppressions.silences(rule.id, found.span.start)) {
        const severity = configured ?? found.severity ?? rule.severity;
        findings.push({ fixes: [], related: [], ...found, rule: rule.id, severity });
      }
    }
  }
  return findings.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}
