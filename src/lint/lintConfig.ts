import type { Severity } from './finding';

/** What a project says about the lint, in `taskmonitor.json` and in settings. */
export interface LintConfig {
  /** Severities by rule id; `off` silences a rule. Rules that are not named keep their own. */
  readonly rules?: Readonly<Record<string, 'off' | Severity>> | undefined;
  readonly labels?:
    | {
        /** Names that are bounded in this project, with `*`: no rule on cardinality reports them. */
        readonly allowed?: readonly string[] | undefined;
        /** Names that are not to be used in this project, with `*`; the value says why. */
        readonly forbidden?: Readonly<Record<string, string>> | undefined;
      }
    | undefined;
  /** Files that are not linted, as in `.gitignore`, from the folder of the configuration. */
  readonly ignore?: readonly string[] | undefined;
  /** How many distinct values of a label on a live gateway are too many; 100. */
  readonly maxLabelValues?: number | undefined;
}
