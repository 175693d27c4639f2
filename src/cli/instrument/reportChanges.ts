import * as l10n from '@vscode/l10n';
import { exitCode } from '../command';
import type { CommandContext, ExitCode } from '../command';
import type { Script } from './scriptSources';
import { printDiffs, shownPath, writeChanges } from './sourceChange';
import type { FileChange } from './sourceChange';

interface Refusal {
  readonly kind: 'refused';
  /** Empty when the refusal concerns the whole file. */
  readonly functionName: string;
  readonly reason: string;
}

/**
 * Writes the changes of one script, or prints them as diffs, and says what became of each function; of a file that was met
 * in a folder, only of those that change or are refused.
 * @param textOf the words for what is no refusal
 * @returns `refused` when a function was refused, else `done`
 */
export async function reportChanges<O extends { readonly kind: string }>(
  script: Script,
  plan: { readonly changes: readonly FileChange[]; readonly outcomes: readonly (O | Refusal)[] },
  write: boolean,
  textOf: (outcome: O) => string,
  context: CommandContext,
): Promise<ExitCode> {
  if (write) {
    await writeChanges(plan.changes);
  } else {
    printDiffs(plan.changes, context);
  }
  const shown = shownPath(script.path);
  for (const outcome of plan.outcomes) {
    if (isRefusal(outcome)) {
      context.say(`${shown}: ${refusalText(outcome)}`);
    } else if (script.isNamed || outcome.kind !== 'unchanged') {
      context.say(`${shown}: ${textOf(outcome)}`);
    }
  }
  return plan.outcomes.some(isRefusal) ? exitCode.refused : exitCode.done;
}

function isRefusal(outcome: { readonly kind: string }): outcome is Refusal {
  return outcome.kind === 'refused';
}

function refusalText({ functionName, reason }: Refusal): string {
  return functionName === '' ? l10n.t('refused: {0}', reason) : l10n.t('{0} is refused: {1}', functionName, reason);
}

/** What an outcome is about, at the start of a sentence: a function by its name, or statements, which have none. */
export function subjectOf({ functionName }: { readonly functionName: string }): string {
  return functionName === '' ? l10n.t('the script’s main block') : functionName;
}
