import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Finding } from '../../src/lint/finding';
import { lintFacts } from '../../src/lint/lint';
import type { LintedLanguage } from '../../src/syntax/lintedLanguage';
import type { Parsers } from '../../src/syntax/parsers';
import { readSourceFacts } from '../../src/syntax/sourceFacts';
import { WorkspaceIndex } from '../../src/workspace/lint/workspaceIndex';

/** A fenced piece of code of a rule's page. */
export interface RuleExample {
  readonly language: LintedLanguage;
  readonly text: string;
}

/** What the pages of rules call the languages in their fences. */
const fences: ReadonlyMap<string, LintedLanguage> = new Map([
  ['python', 'python'],
  ['js', 'javascript'],
  ['ts', 'typescript'],
  ['tsx', 'tsx'],
  ['go', 'go'],
  ['java', 'java'],
  ['bash', 'bash'],
  ['prom', 'exposition'],
  ['yaml', 'yaml'],
]);

export function rulePage(ruleId: string): Promise<string> {
  return readFile(join(import.meta.dirname, `../../docs/rules/${ruleId}.md`), 'utf8');
}

/**
 * The examples under a heading of a rule's page. Where the page says 'With this in the workspace', all under one heading are
 * files of one workspace, and the first of the bad ones is not bad itself.
 */
export function examplesOf(page: string, heading: 'Bad' | 'Good'): readonly RuleExample[] {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  return [...section.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, fence = '', text = '']) => {
    const language = fences.get(fence);
    if (language === undefined) {
      throw new Error(`the lint reads no ${fence || 'fence without a language'}`);
    }
    return { language, text };
  });
}

/** What the lint finds in an example: in a workspace of its own, or one with others. */
export async function findingsIn(
  parsers: Parsers,
  example: RuleExample,
  others: readonly RuleExample[] = [],
): Promise<readonly Finding[]> {
  const index = new WorkspaceIndex();
  for (const [i, { language, text }] of [example, ...others].entries()) {
    index.put(`/workspace/file${i}`, {
      name: `file${i}`,
      language,
      facts: await readSourceFacts(parsers, language, text),
    });
  }
  const facts = index.link('/workspace/file0');
  assert.ok(facts !== undefined);
  const { language, text } = example;
  return lintFacts({ language, text, facts }, { workspace: index.view('/workspace/file0') });
}

export function needsWorkspace(page: string): boolean {
  return page.includes('With this in the workspace');
}
