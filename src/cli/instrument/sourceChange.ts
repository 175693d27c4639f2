import { rm } from 'node:fs/promises';
import { relative } from 'node:path';
import * as l10n from '@vscode/l10n';
import { diffOfEdits } from '../../text/diffOfEdits';
import { applyEdits } from '../../text/textEdit';
import type { TextEdit } from '../../text/textEdit';
import { unifiedDiff } from '../../text/unifiedDiff';
import { writeAtomically } from '../../workspace/writeAtomically';
import { CommandFailure } from '../command';
import type { CommandContext } from '../command';
import type { Script } from './scriptSources';
import { reasonOf } from '../../text/reasonOf';

/** A file as it is and as it would be. */
export interface FileChange {
  readonly path: string;
  /** Undefined for a file that does not exist yet. */
  readonly before: string | undefined;
  readonly after: string;
  /** `after` as it goes to the disk, in the file's own encoding. */
  readonly bytes: Uint8Array;
  /** What makes `after` of `before`. */
  readonly edits?: readonly TextEdit[];
}

/** @throws CommandFailure when the file's encoding lacks a character of what is put in */
export function changedScript({ path, source }: Script, edits: readonly TextEdit[]): FileChange {
  const after = applyEdits(source.text, edits);
  const bytes = source.encode(after);
  if (bytes === undefined) {
    throw new CommandFailure(
      l10n.t('{0} is not UTF-8, and its encoding may lack a character of the job or task name.', shownPath(path)),
    );
  }
  return { path, before: source.text, after, bytes, edits };
}

/** Prints what the script itself would become first: the module that is missing is long, and always the same. */
export function printDiffs(changes: readonly FileChange[], context: CommandContext): void {
  for (const { path, before, after, edits } of changes.toReversed()) {
    const shown = shownPath(path);
    const diff =
      before === undefined || edits === undefined
        ? unifiedDiff(shown, before, after)
        : diffOfEdits(shown, before, edits);
    // Not trimEnd(): a line of context that is empty is a space.
    context.print(diff.replace(/\n$/, ''));
  }
}

/**
 * Writes all changes of one script or none: files that did not exist before are taken away again when a later one
 * cannot be written.
 * @throws CommandFailure naming the file
 */
export async function writeChanges(changes: readonly FileChange[]): Promise<void> {
  const created: string[] = [];
  for (const change of changes) {
    try {
      await writeAtomically(change.path, change.bytes);
    } catch (error) {
      await Promise.all(created.map((path) => rm(path, { force: true })));
      const reason = reasonOf(error);
      throw new CommandFailure(l10n.t('Cannot write {0}, nothing was changed: {1}', shownPath(change.path), reason), {
        cause: error,
      });
    }
    if (change.before === undefined) {
      created.push(change.path);
    }
  }
}

/** A path as results show it: relative to the current folder when it lies below, with `/`. */
export function shownPath(path: string): string {
  const below = relative(process.cwd(), path);
  return (below === '' || below.startsWith('..') ? path : below).replaceAll('\\', '/');
}
