import * as vscode from 'vscode';
import { maxSourceLength } from '../documentSources';
import { lintedDocuments } from './lintedDocuments';

/** Why an open document is not linted. */
export type SkippedReason = 'tooLong' | 'tooSlow';

/** Says in the language status of a document that it is not linted, and why. */
export class SkippedNotes implements vscode.Disposable {
  private readonly skipped = new Map<string, SkippedReason>();
  private readonly items = new Map<SkippedReason, vscode.LanguageStatusItem>();

  /** @param reason undefined: the document is linted, or closed */
  set(uri: vscode.Uri, reason: SkippedReason | undefined): void {
    const key = uri.toString();
    const before = this.skipped.get(key);
    if (before === reason) return;
    if (reason === undefined) this.skipped.delete(key);
    else this.skipped.set(key, reason);
    for (const changed of new Set([before, reason])) {
      if (changed !== undefined) this.show(changed);
    }
  }

  clear(): void {
    vscode.Disposable.from(...this.items.values()).dispose();
    this.items.clear();
    this.skipped.clear();
  }

  dispose(): void {
    this.clear();
  }

  private show(reason: SkippedReason): void {
    const uris = [...this.skipped].flatMap(([uri, why]) => (why === reason ? [vscode.Uri.parse(uri)] : []));
    if (uris.length === 0) {
      this.items.get(reason)?.dispose();
      this.items.delete(reason);
      return;
    }
    const selector = uris.map((uri) => ({ scheme: uri.scheme, pattern: literally(uri) }));
    let item = this.items.get(reason);
    if (item === undefined) {
      item = vscode.languages.createLanguageStatusItem(`taskMonitor.lint.${reason}`, lintedDocuments);
      item.name = vscode.l10n.t('TaskMonitor: Lint');
      item.text = vscode.l10n.t('Not linted by TaskMonitor');
      item.detail = details[reason]();
      this.items.set(reason, item);
    }
    item.selector = selector;
  }
}

const details: Readonly<Record<SkippedReason, () => string>> = {
  tooLong: () =>
    vscode.l10n.t('The file has more than {0} characters.', maxSourceLength.toLocaleString(vscode.env.language)),
  tooSlow: () => vscode.l10n.t('Reading the file took too long.'),
};

/** A pattern that matches this file and no other. */
function literally(uri: vscode.Uri): string {
  const path = uri.scheme === 'file' ? uri.fsPath : uri.path;
  return path.replaceAll(/[*?{}[\]]/g, '[$&]');
}
