import * as l10n from '@vscode/l10n';
import { ParseTimeout } from '../../syntax/parsers';
import { reasonOf } from '../../text/reasonOf';
import { CommandFailure, exitCode, UsageError } from '../command';
import type { CommandContext, ExitCode } from '../command';
import { scriptSources } from './scriptSources';
import type { Script } from './scriptSources';
import { shownPath } from './sourceChange';

/** After these no other file can be written either. */
const hopeless: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT', 'EROFS']);

/**
 * Changes the scripts under `paths`, one after the other. A file that fails is said and passed over: the others are done.
 * @param change returns `refused` when something in the script was refused, else `done`
 * @returns the worst of all
 * @throws CommandFailure when it is stopped, between two files
 */
export async function changeScripts(
  paths: readonly string[],
  change: (script: Script) => Promise<ExitCode>,
  context: CommandContext,
): Promise<ExitCode> {
  let worst: ExitCode = exitCode.done;
  const note = (code: ExitCode): void => {
    worst = code > worst ? code : worst;
  };
  for await (const script of scriptSources(paths)) {
    if (context.signal.aborted) {
      throw new CommandFailure(l10n.t('Stopped.'));
    }
    if (script.kind === 'skipped') {
      context.say(l10n.t('Skipped {0}: {1}', shownPath(script.path), script.reason));
      note(script.code);
      continue;
    }
    try {
      note(await change(script));
    } catch (error) {
      if (error instanceof UsageError || isHopeless(error)) {
        throw error;
      }
      context.say(failureText(error, script.path, context));
      note(exitCode.failed);
    }
  }
  return worst;
}

function isHopeless(error: unknown): boolean {
  const cause = error instanceof CommandFailure ? error.cause : undefined;
  return cause instanceof Error && 'code' in cause && hopeless.has(cause.code);
}

function failureText(error: unknown, path: string, context: CommandContext): string {
  if (error instanceof CommandFailure) {
    return error.message;
  }
  // A failure that we did not foresee is ours: its stack is what a report needs, and only then.
  const debug = context.env['TASKMONITOR_DEBUG'] === '1' && error instanceof Error ? error.stack : undefined;
  const reason = error instanceof ParseTimeout ? l10n.t('it takes too long to parse') : (debug ?? reasonOf(error));
  return l10n.t('Skipped {0}: {1}', shownPath(path), reason);
}
