import type { Severity } from './finding';

/** What a project says about the lint. */
export interface LintConfig {
  /** Severities by rule id; `off` silences a rule. Rules that are not named keep their own. */
  readonly rules?: Readonly<Record<string, 'off' | Severity>>;
}
