import * as l10n from '@vscode/l10n';
import { languageOfPath } from '../syntax/language';
import { sourceFiles } from '../workspace/sourceFiles';
import { readSource } from '../workspace/sourceText';
import type { SourceText } from '../workspace/sourceText';
import { CommandFailure, UsageError } from './command';

/** A script that a command is asked to change. */
export interface Script {
  readonly path: string;
  readonly source: SourceText;
}

/**
 * The scripts under `paths`, one at a time, so that memory does not grow with their number.
 * @throws UsageError without a path, CommandFailure when a path that was given is no readable Python source
 */
export async function* pythonSources(paths: readonly string[]): AsyncGenerator<Script> {
  if (paths.length === 0) {
    throw new UsageError(l10n.t('Which files? Give a PATH.'));
  }
  for await (const entry of sourceFiles(paths, (path) => languageOfPath(path) === 'python')) {
    const { path } = entry;
    if (entry.kind === 'skipped') {
      throw new CommandFailure(l10n.t('Cannot read {0}: {1}', path, entry.reason));
    }
    if (languageOfPath(path) !== 'python') {
      throw new CommandFailure(l10n.t('{0} is not Python: other languages are not in this version yet.', path));
    }
    const source = await readSource(path);
    if ('kind' in source) {
      throw new CommandFailure(l10n.t('{0} is a binary file.', path));
    }
    yield { path, source };
  }
}
