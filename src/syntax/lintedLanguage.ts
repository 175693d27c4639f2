import { languageOfEditor, languageOfPath } from './language';
import type { LanguageId } from './language';

/** What the lint reads: parsed languages, exposition text, and the YAML of Prometheus. */
export type LintedLanguage = LanguageId | 'exposition' | 'yaml';

const textExtensions: ReadonlyMap<string, LintedLanguage> = new Map([
  ['.prom', 'exposition'],
  ['.metrics', 'exposition'],
  ['.yml', 'yaml'],
  ['.yaml', 'yaml'],
]);

/** By a file's extension; undefined for one that the lint does not read. */
export function lintedLanguageOfPath(path: string): LintedLanguage | undefined {
  const dot = path.lastIndexOf('.');
  return languageOfPath(path) ?? (dot < 0 ? undefined : textExtensions.get(path.slice(dot).toLowerCase()));
}

const editorLanguages: ReadonlyMap<string, LintedLanguage> = new Map([
  ['yaml', 'yaml'],
  ['prometheus-exposition', 'exposition'],
]);

/** By VS Code's id for the language, or by the path where that id says nothing. */
export function lintedLanguageOfEditor(languageId: string, path: string): LintedLanguage | undefined {
  return languageOfEditor(languageId) ?? editorLanguages.get(languageId) ?? lintedLanguageOfPath(path);
}
