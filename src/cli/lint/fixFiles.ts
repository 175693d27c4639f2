import * as l10n from '@vscode/l10n';
import { applyOnce, maxFixRounds } from '../../lint/applySafeFixes';
import { reasonOf } from '../../text/reasonOf';
import type { LintedFile, LintWorkspaceOptions } from '../../workspace/lint/lintWorkspace';
import { writeAtomically } from '../../workspace/writeAtomically';
import { lintedFiles } from './lintRun';
import type { Skipped } from './placedFinding';

export interface FixedFiles {
  /** How many fixes were written. */
  readonly applied: number;
  /** Into how many files. */
  readonly files: number;
  readonly failed: readonly Skipped[];
}

/**
 * Writes the safe fixes into the files, turn by turn until none is left: each turn sees what the one before it wrote, in
 * all files. @throws CommandFailure when the call is stopped; what was written stays
 */
export async function fixFiles(paths: readonly string[], options: LintWorkspaceOptions): Promise<FixedFiles> {
  const fixed = new Set<string>();
  const failed = new Map<string, string>();
  let applied = 0;
  for (let round = 0; round < maxFixRounds; round++) {
    const before = applied;
    for await (const file of lintedFiles(paths, options)) {
      if (file.kind === 'linted' && !failed.has(file.path)) {
        const outcome = await fixFile(file);
        applied += outcome.kind === 'fixed' ? outcome.applied : 0;
        if (outcome.kind === 'fixed') {
          fixed.add(file.path);
        } else if (outcome.kind === 'failed') {
          failed.set(file.path, outcome.reason);
        }
      }
    }
    if (applied === before) {
      break;
    }
  }
  return { applied, files: fixed.size, failed: [...failed].map(([path, reason]) => ({ path, reason })) };
}

type FixOutcome =
  | { readonly kind: 'fixed'; readonly applied: number }
  | { readonly kind: 'nothing' }
  | { readonly kind: 'failed'; readonly reason: string };

async function fixFile({ path, source, findings }: Extract<LintedFile, { kind: 'linted' }>): Promise<FixOutcome> {
  const { text, applied } = applyOnce(source.text, findings);
  if (text === source.text) {
    return { kind: 'nothing' };
  }
  const bytes = source.encode(text);
  if (bytes === undefined) {
    return { kind: 'failed', reason: l10n.t('its encoding lacks a character of the fix') };
  }
  try {
    await writeAtomically(path, bytes);
    return { kind: 'fixed', applied };
  } catch (error) {
    return { kind: 'failed', reason: reasonOf(error) };
  }
}
