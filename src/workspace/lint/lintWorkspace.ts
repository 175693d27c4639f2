import { relative } from 'node:path';
import * as l10n from '@vscode/l10n';
import type { LiveSeries } from '../../lint/workspaceView';
import { languageOfShebang } from '../../syntax/language';
import { lintedLanguageOfPath } from '../../syntax/lintedLanguage';
import type { Parsers } from '../../syntax/parsers';
import { lintFacts } from '../../lint/lint';
import type { NotText, SourceText } from '../sourceText';
import { Breather } from './breather';
import { FileReader } from './fileReader';
import type { Unread } from './fileReader';
import type { ProjectConfigs } from './projectConfigs';
import { relevanceOf } from './relevance';
import { absolute, slashes } from './slashes';
import { WorkspaceLinter } from './workspaceLinter';
import type { LintedSource, ScanOptions } from './workspaceLinter';

export interface LintWorkspaceOptions extends ScanOptions {
  readonly parsers: Parsers;
  readonly configs: ProjectConfigs;
  readonly live?: LiveSeries | undefined;
  /** In UTF-16 units; longer files are skipped. */
  readonly maxLength?: number | undefined;
}

/** What became of a file, by its path as given, with slashes. */
export type LintedFile =
  | (LintedSource & { readonly path: string })
  /** Nothing that the lint looks for can be in it: it was not parsed. */
  | { readonly kind: 'passed'; readonly path: string }
  | (Unread & { readonly path: string })
  /** A configuration that cannot be read; the files that it is for are not linted. Once for each configuration. */
  | { readonly kind: 'invalidConfig'; readonly path: string; readonly problems: readonly string[] }
  /** What is not understood in a configuration, and left out. */
  | { readonly kind: 'configWarnings'; readonly path: string; readonly warnings: readonly string[] };

/**
 * Lints the files under `paths` with what they say to each other, in the order of the walk. Files that the configuration ignores
 * are not named. @throws the signal's reason when that is aborted
 */
export async function* lintWorkspace(
  paths: readonly string[],
  options: LintWorkspaceOptions,
): AsyncGenerator<LintedFile> {
  const { configs, signal } = options;
  const linter = new WorkspaceLinter(new FileReader(options.parsers, options.maxLength), configs);
  linter.live = options.live;
  const seen = await linter.scan(paths, options);
  const breather = new Breather(signal);
  const told = new Set<string>();
  for (const { path, name, outcome } of seen) {
    if (breather.isDue) await breather.pause();
    const answer = configs.of(path);
    if (answer.path !== undefined && !told.has(answer.path)) {
      told.add(answer.path);
      yield* aboutConfig(configs, path);
    }
    if (answer.kind === 'invalid') {
      continue;
    }
    if (outcome === 'passed') {
      yield { kind: 'passed', path: name };
    } else if (outcome === 'read') {
      yield { ...((await linter.lint(path)) ?? { kind: 'passed' }), path: name };
    } else {
      yield { ...outcome, path: name };
    }
  }
}

/** Lints one text alone: no other file is looked at. The configuration is that of `path`. */
export async function lintText(
  path: string,
  source: SourceText | NotText,
  options: LintWorkspaceOptions,
): Promise<LintedFile> {
  const { parsers, configs, live, maxLength } = options;
  const name = slashes(path);
  if ('kind' in source) {
    return { kind: 'skipped', path: name, reason: l10n.t('a binary file'), failed: true };
  }
  const language = lintedLanguageOfPath(path) ?? languageOfShebang(source.text.slice(0, 256));
  if (language === undefined) {
    return { kind: 'skipped', path: name, reason: l10n.t('not a language that the lint reads'), failed: false };
  }
  const answer = configs.of(absolute(path));
  if (answer.kind === 'invalid') {
    return { kind: 'invalidConfig', path: nameOf(answer.path), problems: answer.problems };
  }
  const { text } = source;
  if (relevanceOf(language, Buffer.from(text)) === 'passes') {
    return { kind: 'passed', path: name };
  }
  const read = await new FileReader(parsers, maxLength).parse(language, source);
  if (read.kind === 'skipped') {
    return { ...read, path: name };
  }
  const findings = configs.ignores(path)
    ? []
    : lintFacts({ language, text, facts: read.facts }, { config: answer.config, live });
  return { kind: 'linted', path: name, language, source, findings };
}

function* aboutConfig(configs: ProjectConfigs, path: string): Generator<LintedFile> {
  const answer = configs.of(path);
  if (answer.kind === 'invalid') {
    yield { kind: 'invalidConfig', path: nameOf(answer.path), problems: answer.problems };
  } else if (answer.path !== undefined && answer.warnings.length > 0) {
    yield { kind: 'configWarnings', path: nameOf(answer.path), warnings: answer.warnings };
  }
}

/** A configuration is found, not given: its path is relative to the current folder. */
function nameOf(configPath: string): string {
  return slashes(relative('.', configPath));
}
