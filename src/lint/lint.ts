import type { MetricDeclaration } from '../syntax/metricDeclaration';
import { metricDeclarations } from '../syntax/metricDeclarations';
import type { SyntaxTree } from '../syntax/parsers';
import type { Finding } from './finding';
import type { LintConfig } from './lintConfig';
import type { RuleContext } from './rule';
import { rules } from './rules';

/** What the rules find in one file, in the order of the text. Spans are offsets in `tree.text`. */
export function lintTree(tree: SyntaxTree, config?: LintConfig): Finding[] {
  const context = contextOf(tree);
  const findings: Finding[] = [];
  for (const rule of rules) {
    const severity = config?.rules?.[rule.id] ?? rule.severity;
    if (severity !== 'off') {
      for (const finding of rule.check(context)) {
        findings.push({ rule: rule.id, severity, ...finding });
      }
    }
  }
  return findings.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

function contextOf(tree: SyntaxTree): RuleContext {
  let declarations: readonly MetricDeclaration[] | undefined;
  return {
    tree,
    get declarations() {
      declarations ??= metricDeclarations(tree);
      return declarations;
    },
  };
}
