import type * as vscode from 'vscode';
import type { TextEdit } from '../../text/textEdit';
import { unattended } from '../unattended';
import type { DocumentLinter } from './documentLinter';
import { loadLintEngine } from './loadLintEngine';
import type { PlacedFinding } from '../../workspace/lint/lintWorker';

/** All safe fixes of a document, until none is left; none when it changes while they are made. */
export async function fixAllEdits(
  document: vscode.TextDocument,
  linter: DocumentLinter,
  log: vscode.LogOutputChannel,
): Promise<readonly TextEdit[]> {
  const linted = await linter.findings(document);
  if (linted?.kind !== 'linted' || !linted.findings.some(hasSafeFix)) return [];
  const { applySafeFixes, editsBetween } = await loadLintEngine();
  const { text, version } = linted;
  try {
    const fixed = await applySafeFixes(text, async (changed) => {
      const placed = changed === text ? linted.findings : await linter.findingsOf(document, changed);
      return (placed ?? []).map(({ finding }) => finding);
    });
    return document.version === version ? editsBetween(text, fixed.text) : [];
  } finally {
    // The workspace took the tried texts for the document's.
    unattended(linter.lint(document), log);
  }
}

function hasSafeFix({ finding }: PlacedFinding): boolean {
  return finding.fixes.some(({ safe }) => safe);
}
