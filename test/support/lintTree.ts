import type { Finding } from '../../src/lint/finding';
import { lintFacts } from '../../src/lint/lint';
import type { LintConfig } from '../../src/lint/lintConfig';
import type { SyntaxTree } from '../../src/syntax/parsers';
import { factsOfTree } from '../../src/syntax/sourceFacts';

/** Reads a tree and lints it alone. */
export function lintTree(tree: SyntaxTree, config?: LintConfig): Finding[] {
  return lintFacts({ language: tree.language, text: tree.text, facts: factsOfTree(tree) }, { config });
}
