import * as vscode from 'vscode';
import { lintedLanguageOfEditor } from '../../syntax/lintedLanguage';
import type { LintedLanguage } from '../../syntax/lintedLanguage';
import { sourceDocuments } from '../sourceDocuments';

/** What is linted: files and unsaved documents, not the old sides of diffs, outputs or notebook cells. */
const schemes = ['file', 'untitled', 'vscode-vfs'] as const;

const languageIds = ['go', 'java', 'yaml', 'prometheus-exposition'] as const;

/** YAML and exposition text also by the names of their files: other extensions have languages of their own for some of them. */
const pattern = '**/*.{yml,yaml,prom,metrics}';

/** The documents that diagnostics and quick fixes are for; each is one that `lintedLanguage` knows. */
export const lintedDocuments: vscode.DocumentSelector = [
  sourceDocuments,
  schemes.flatMap((scheme) => [...languageIds.map((language) => ({ language, scheme })), { pattern, scheme }]),
].flat();

/** undefined for a document that is none of ours. */
export function lintedLanguage(document: vscode.TextDocument): LintedLanguage | undefined {
  return vscode.languages.match(lintedDocuments, document) > 0
    ? lintedLanguageOfEditor(document.languageId, document.uri.path)
    : undefined;
}
