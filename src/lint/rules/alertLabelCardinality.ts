import * as l10n from '@vscode/l10n';
import type { RuleLabel } from '../../syntax/yaml/prometheusRule';
import type { Span } from '../../text/span';
import { labelPolicy } from '../config/labelPolicy';
import type { LintConfig } from '../lintConfig';
import { unboundedName } from '../labelNames/unboundedName';
import { docsUrlOf, type Rule } from '../rule';

const id = 'alert-label-cardinality';

/** An alert's label that changes with the value or without bound. Documented in `docs/rules/alert-label-cardinality.md`. */
export const alertLabelCardinality: Rule = {
  id,
  severity: 'warning',
  summary: () =>
    l10n.t('A label of an alert that holds the value, or a label without bound: belongs in an annotation.'),
  docsUrl: docsUrlOf(id),
  *check({ prometheus, config }) {
    for (const rule of prometheus?.rules ?? []) {
      for (const label of rule.kind === 'alert' ? rule.labels : []) {
        const problem = problemOf(label, config);
        if (problem !== undefined) {
          yield {
            ...problem,
            label: label.name.text,
            fixes:
              label.toAnnotations === undefined
                ? []
                : [
                    {
                      title: l10n.t("Move '{0}' to the annotations", label.name.text),
                      edits: label.toAnnotations,
                      safe: false,
                    },
                  ],
          };
        }
      }
    }
  },
};

interface Problem {
  readonly message: string;
  readonly span: Span;
}

function problemOf(label: RuleLabel, config: LintConfig): Problem | undefined {
  const value = label.actions.find((action, i) => printsValue(action.text, label.actions.slice(0, i)));
  if (value !== undefined) {
    return {
      message: l10n.t(
        "Label '{0}' holds the value: with each new value this is another alert, so `for` starts again and the old one resolves. Put it in an annotation.",
        label.name.text,
      ),
      span: value.span,
    };
  }
  for (const { text, span } of label.actions) {
    const unbounded = /^(?:else )?if\b/.test(text)
      ? undefined
      : seriesLabels(text).find((name) => isUnbounded(name, config));
    if (unbounded !== undefined) {
      return {
        message: l10n.t(
          "Label '{0}' holds '{1}', which has no bound: an alert for each value. Put it in an annotation.",
          label.name.text,
          unbounded,
        ),
        span,
      };
    }
  }
  return undefined;
}

/** The labels of the series that a template reads: `$labels.pod`, `.Labels.pod`, `index $labels "pod"`. */
function seriesLabels(action: string): string[] {
  return [...action.matchAll(/(?:\$labels|\.Labels)(?:\.([A-Za-z_]\w*)|\s+"([^"]*)")/g)].map(
    (match) => match[1] ?? match[2] ?? '',
  );
}

function isUnbounded(name: string, config: LintConfig): boolean {
  return unboundedName(name) !== undefined && labelPolicy(config, name) !== 'allowed';
}

/** Whether a template prints the value, or that of a query. A comparison with it has two outcomes: `if gt $value 90.0`. */
function printsValue(action: string, before: readonly { readonly text: string }[]): boolean {
  const code = withoutStrings(action);
  const isSilent = /^(?:if|else|end|gt|lt|ge|le|eq|ne|and|or|not|define|block|\/\*)\b|^\$\w+\s*:?=|^\/\*/.test(code);
  return !isSilent && (readsValue(code) || assignedBefore(code, before));
}

function readsValue(code: string): boolean {
  return /\$value\b|(?<![\w$)])\.Value\b|\$\w+\.Value\b|\|\s*value\b|^value\b/.test(code);
}

/** `{{ $v := $value }}{{ $v }}` */
function assignedBefore(code: string, before: readonly { readonly text: string }[]): boolean {
  return before.some(({ text }) => {
    const assigned = withoutStrings(text);
    const name = /^\$(\w+)\s*:?=/.exec(assigned)?.[1];
    return name !== undefined && readsValue(assigned) && new RegExp(String.raw`\$${name}\b`).test(code);
  });
}

function withoutStrings(action: string): string {
  return action.replace(/"(?:[^"\\]|\\.)*"|`[^`]*`/g, '""');
}
