import { applyEdits } from '../../src/text/textEdit';
import { lintFacts } from '../../src/lint/lint';
import type { LintOptions } from '../../src/lint/lint';
import type { LintedLanguage } from '../../src/syntax/lintedLanguage';
import type { Finding } from '../../src/lint/finding';
import type { MetricDeclaration } from '../../src/syntax/metrics/metricDeclaration';
import { noFacts } from '../../src/syntax/metrics/metricFacts';
import type { Push } from '../../src/syntax/metrics/push';
import { declared } from './declared';

/** A file that declares one metric, whose name is the whole text, and nothing else. */
export function lintName(
  rule: string,
  told: Partial<MetricDeclaration> & { readonly name: string },
): readonly Finding[] {
  const span = { start: 0, end: told.name.length };
  const declaration = declared({ nameTextSpan: span, nameSpan: span, span, ...told });
  return lintDeclared(rule, told.name, [declaration]);
}

/** The name after the first fix; undefined when there is none. */
export function fixedName(
  rule: string,
  told: Partial<MetricDeclaration> & { readonly name: string },
): string | undefined {
  const [fix] = lintName(rule, told)[0]?.fixes ?? [];
  return fix && applyEdits(told.name, fix.edits);
}

/** What one rule finds in a file with these facts. */
export function lintDeclared(
  rule: string,
  text: string,
  declarations: readonly MetricDeclaration[],
  options: LintOptions & { readonly language?: LintedLanguage; readonly pushes?: readonly Push[] } = {},
): readonly Finding[] {
  const { language = 'python', pushes = [] } = options;
  const metrics = { ...noFacts, declarations, pushes };
  return lintFacts({ language, text, facts: { metrics } }, options).filter((finding) => finding.rule === rule);
}
