import assert from 'node:assert/strict';
import { lintFacts } from '../../src/lint/lint';
import type { LintOptions } from '../../src/lint/lint';
import type { Finding } from '../../src/lint/finding';
import { lintedLanguageOfPath } from '../../src/syntax/lintedLanguage';
import type { Parsers } from '../../src/syntax/parsers';
import { factsOfText, readSourceFacts } from '../../src/syntax/sourceFacts';
import { applyEdits } from '../../src/text/textEdit';
import { WorkspaceIndex } from '../../src/workspace/lint/workspaceIndex';

/** What one rule finds in YAML. */
export function lintYaml(rule: string, text: string, options: LintOptions = {}): Finding[] {
  return lintFacts({ language: 'yaml', text, facts: factsOfText('yaml', text) }, options).filter(
    (finding) => finding.rule === rule,
  );
}

/** What is marked by each finding. */
export function marked(rule: string, text: string, options?: LintOptions): string[] {
  return lintYaml(rule, text, options).map(({ span }) => text.slice(span.start, span.end));
}

/** The text after the first fix of the only finding, which is gone then. */
export function fixedYaml(rule: string, text: string, options?: LintOptions): string {
  const findings = lintYaml(rule, text, options);
  assert.equal(findings.length, 1, `${text}\n${JSON.stringify(findings)}`);
  const [fix] = findings[0]?.fixes ?? [];
  assert.ok(fix !== undefined, 'there is a fix');
  const fixed = applyEdits(text, fix.edits);
  assert.deepEqual(marked(rule, fixed, options), [], fixed);
  return fixed;
}

/** The workspace around a YAML file, by the paths and texts of its other files. */
export async function workspaceOf(parsers: Parsers, files: Readonly<Record<string, string>>): Promise<LintOptions> {
  const index = new WorkspaceIndex();
  for (const [name, text] of Object.entries(files)) {
    const language = lintedLanguageOfPath(name);
    assert.ok(language !== undefined, name);
    index.put(`/workspace/${name}`, { name, language, facts: await readSourceFacts(parsers, language, text) });
  }
  return { workspace: index.view('/workspace/rules.yml') };
}
