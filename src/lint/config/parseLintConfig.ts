import * as l10n from '@vscode/l10n';
import type { Span } from '../../text/span';
import type { Severity } from '../finding';
import type { LintConfig } from '../lintConfig';
import { rules } from '../rules';
import { readJson } from './positionedJson';
import type { JsonMember, JsonProblem, JsonValue } from './positionedJson';

export type ParsedLintConfig =
  /** `warnings`: what is not understood and left out, such as a rule of another version. */
  | { readonly kind: 'config'; readonly config: LintConfig; readonly warnings: readonly JsonProblem[] }
  | { readonly kind: 'invalid'; readonly problems: readonly JsonProblem[] };

/** Reads the text of a `taskmonitor.json`. Spans are offsets in the text. */
export function parseLintConfig(text: string): ParsedLintConfig {
  const json = readJson(text);
  if (json.kind === 'malformed') {
    return { kind: 'invalid', problems: [{ message: json.message, span: json.span }] };
  }
  return new ConfigReader().read(json.value);
}

const severities: readonly ('off' | Severity)[] = ['off', 'info', 'warning', 'error'];

/** Names of other features and of editors, which read them themselves. */
const foreignNames: ReadonlySet<string> = new Set(['$schema', 'tasks']);

const ownNames = ['rules', 'labels', 'ignore', 'maxLabelValues'];

class ConfigReader {
  private readonly problems: JsonProblem[] = [];
  private readonly warnings: JsonProblem[] = [];

  read(value: JsonValue): ParsedLintConfig {
    const config: { -readonly [Key in keyof LintConfig]: LintConfig[Key] } = {};
    for (const { key, keySpan, value: given } of this.members(value)) {
      if (key === 'rules') {
        config.rules = this.rules(given);
      } else if (key === 'labels') {
        config.labels = this.labels(given);
      } else if (key === 'ignore') {
        config.ignore = this.strings(given);
      } else if (key === 'maxLabelValues') {
        config.maxLabelValues = this.count(given);
      } else if (!foreignNames.has(key)) {
        this.unknown(key, keySpan, ownNames);
      }
    }
    const { problems, warnings } = this;
    return problems.length > 0 ? { kind: 'invalid', problems } : { kind: 'config', config, warnings };
  }

  private rules(value: JsonValue): LintConfig['rules'] {
    const chosen: [string, 'off' | Severity][] = [];
    for (const { key, keySpan, value: given } of this.members(value)) {
      const severity = severities.find((each) => given.kind === 'string' && given.text === each);
      if (severity === undefined) {
        this.expected(given, l10n.t('one of {0}', severities.map((each) => `"${each}"`).join(', ')));
      } else if (rules.some(({ id }) => id === key)) {
        chosen.push([key, severity]);
      } else {
        this.warnings.push({ message: l10n.t("There is no rule '{0}'.", key), span: keySpan });
      }
    }
    return Object.fromEntries(chosen);
  }

  private labels(value: JsonValue): LintConfig['labels'] {
    const labels: {
      -readonly [Key in keyof NonNullable<LintConfig['labels']>]: NonNullable<LintConfig['labels']>[Key];
    } = {};
    for (const { key, keySpan, value: given } of this.members(value)) {
      if (key === 'allowed') {
        labels.allowed = this.strings(given);
      } else if (key === 'forbidden') {
        labels.forbidden = Object.fromEntries(
          this.members(given).map((member) => {
            this.notEmpty(member.key, member.keySpan);
            return [member.key, this.string(member.value)];
          }),
        );
      } else {
        this.unknown(key, keySpan, ['allowed', 'forbidden']);
      }
    }
    return labels;
  }

  private members(value: JsonValue): readonly JsonMember[] {
    if (value.kind !== 'object') {
      this.expected(value, l10n.t('an object'));
      return [];
    }
    const seen = new Set<string>();
    for (const { key, keySpan } of value.members) {
      if (seen.has(key)) {
        this.problems.push({ message: l10n.t("'{0}' is there twice.", key), span: keySpan });
      }
      seen.add(key);
    }
    return value.members;
  }

  private strings(value: JsonValue): readonly string[] {
    if (value.kind !== 'array') {
      this.expected(value, l10n.t('a list of strings'));
      return [];
    }
    return value.items.map((item) => {
      const text = this.string(item);
      if (item.kind === 'string') {
        this.notEmpty(text, item.span);
      }
      return text;
    });
  }

  private string(value: JsonValue): string {
    if (value.kind !== 'string') {
      this.expected(value, l10n.t('a string'));
      return '';
    }
    return value.text;
  }

  private notEmpty(text: string, span: Span): void {
    if (text === '') {
      this.problems.push({ message: l10n.t('This must not be empty.'), span });
    }
  }

  private count(value: JsonValue): number | undefined {
    if (value.kind !== 'number' || !Number.isInteger(value.number) || value.number < 1) {
      this.expected(value, l10n.t('a whole number from 1'));
      return undefined;
    }
    return value.number;
  }

  private expected({ span }: JsonValue, what: string): void {
    this.problems.push({ message: l10n.t('This must be {0}.', what), span });
  }

  private unknown(key: string, span: Span, known: readonly string[]): void {
    this.warnings.push({ message: l10n.t("'{0}' is not known here. There are: {1}.", key, known.join(', ')), span });
  }
}
