import { lintFacts, type LintOptions } from '../../src/lint/lint';
import type { Finding } from '../../src/lint/finding';
import type { LintedLanguage } from '../../src/syntax/lintedLanguage';
import { readSourceFacts } from '../../src/syntax/sourceFacts';
import { WorkspaceIndex } from '../../src/workspace/lint/workspaceIndex';
import { testParsers } from './parsers';

const parsers = testParsers();

/** What one rule finds in a source that is linted alone. */
export async function lintSource(
  rule: string,
  language: LintedLanguage,
  text: string,
  options: LintOptions = {},
): Promise<readonly Finding[]> {
  const facts = await readSourceFacts(parsers, language, text);
  return lintFacts({ language, text, facts }, options).filter((finding) => finding.rule === rule);
}

/** What one rule finds in each file of a workspace, by path from its root. */
export async function lintSources(
  rule: string,
  files: Readonly<Record<string, { readonly language: LintedLanguage; readonly text: string }>>,
): Promise<ReadonlyMap<string, readonly Finding[]>> {
  const index = new WorkspaceIndex();
  for (const [path, { language, text }] of Object.entries(files)) {
    index.put(`/workspace/${path}`, { name: path, language, facts: await readSourceFacts(parsers, language, text) });
  }
  const found = new Map<string, readonly Finding[]>();
  for (const [path, { language, text }] of Object.entries(files)) {
    const at = `/workspace/${path}`;
    const facts = index.link(at);
    if (facts !== undefined) {
      const findings = lintFacts({ language, text, facts }, { workspace: index.view(at) });
      found.set(
        path,
        findings.filter((finding) => finding.rule === rule),
      );
    }
  }
  return found;
}
