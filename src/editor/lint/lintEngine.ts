import * as l10n from '@vscode/l10n';

// What of the lint runs in the extension host. It is a bundle of its own (dist/lintEngine.js): nobody who opens no file with
// metrics waits until it is read. So it has its own copy of the pure folders, and of their translations.

export { applySafeFixes } from '../../lint/applySafeFixes';
export { appendToJsonList, setJsonMember } from '../../lint/config/jsonEdits';
export { parseLintConfig } from '../../lint/config/parseLintConfig';
export { lintFacts } from '../../lint/lint';
export { suppressionEdit } from '../../lint/suppressionEdit';
export { factsOfText, factsOfTree, isParsed } from '../../syntax/sourceFacts';
export { ReadTimeout } from '../../syntax/workBudget';
export { editsBetween } from '../../text/editsBetween';

export function useTranslations(contents: Readonly<Record<string, string>>): void {
  l10n.config({ contents: { ...contents } });
}
