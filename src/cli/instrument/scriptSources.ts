import * as l10n from '@vscode/l10n';
import type { Instrumenter } from '../../instrument/instrumenter';
import { instrumenterOf } from '../../instrument/instrumenters';
import { readRuntimeHeader } from '../../instrument/runtimeHeader';
import { languageOfPath, languageOfShebang } from '../../syntax/language';
import type { LanguageId } from '../../syntax/language';
import { reasonOf } from '../../text/reasonOf';
import { isOwnScript } from '../../workspace/ownScript';
import { sourceFiles } from '../../workspace/sourceFiles';
import { readSource } from '../../workspace/sourceText';
import type { SourceText } from '../../workspace/sourceText';
import { exitCode, UsageError } from '../command';
import type { ExitCode } from '../command';
import { notTextReason } from '../notTextReason';

/** A script that a command is asked to change. */
export interface Script {
  readonly kind: 'script';
  readonly path: string;
  /** Whether its path was given, rather than that of a folder around it. */
  readonly isNamed: boolean;
  readonly language: LanguageId;
  readonly instrumenter: Instrumenter;
  readonly source: SourceText;
}

/** A file, or a folder, that is passed over. */
export interface SkippedSource {
  readonly kind: 'skipped';
  readonly path: string;
  readonly reason: string;
  readonly code: ExitCode;
}

/**
 * The scripts under `paths`, one at a time, so that memory does not grow with their number. Of a folder it gives what can
 * be instrumented and is a person's own: no TaskMonitor module, no declaration file, nothing minified, no link.
 * @throws UsageError without a path
 */
export async function* scriptSources(paths: readonly string[]): AsyncGenerator<Script | SkippedSource> {
  if (paths.length === 0) {
    throw new UsageError(l10n.t('Which files? Give a PATH.'));
  }
  const named = new Set(paths);
  for await (const entry of sourceFiles(paths, isOwnScript, { links: 'skip' })) {
    if (entry.kind === 'skipped') {
      yield { ...entry, code: exitCode.failed };
      continue;
    }
    const script = await readScript(entry.path, named.has(entry.path));
    if (script !== undefined) {
      yield script;
    }
  }
}

/** Undefined for a TaskMonitor module that stands in a folder among the scripts. */
async function readScript(path: string, isNamed: boolean): Promise<Script | SkippedSource | undefined> {
  const skipped = (reason: string, code: ExitCode): SkippedSource => {
    return { kind: 'skipped', path, reason, code: isNamed ? exitCode.failed : code };
  };
  let source;
  try {
    source = await readSource(path);
  } catch (error) {
    return skipped(reasonOf(error), exitCode.failed);
  }
  if ('kind' in source) {
    return skipped(notTextReason(source), exitCode.refused);
  }
  const language = languageOfPath(path) ?? languageOfShebang(source.text);
  const instrumenter = language && instrumenterOf(language);
  if (language === undefined || instrumenter === undefined) {
    return skipped(l10n.t('not a language that can be instrumented'), exitCode.failed);
  }
  return !isNamed && readRuntimeHeader(source.text) !== undefined
    ? undefined
    : { kind: 'script', path, isNamed, language, instrumenter, source };
}
