import * as vscode from 'vscode';
import type * as lintEngine from './lintEngine';

/** The readers, the rules and the edits; read from their own bundle at the first use. */
export async function loadLintEngine(): Promise<typeof lintEngine> {
  // With its extension: the build leaves this import to Node.
  const engine = await import('./lintEngine.js');
  if (vscode.l10n.bundle !== undefined) engine.useTranslations(vscode.l10n.bundle);
  return engine;
}
