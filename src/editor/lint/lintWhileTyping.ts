import * as vscode from 'vscode';
import { lintTree } from '../../lint/lint';
import { languageOfEditor } from '../../syntax/language';
import { readsMetrics } from '../../syntax/metricFactsOf';
import { maxSourceLength } from '../documentSources';
import type { DocumentSources } from '../documentSources';
import type { SettingsSource } from '../settings';
import { sourceDocuments } from '../sourceDocuments';
import { toDiagnostic } from './toDiagnostic';

/** Long enough that a word is typed to its end, short enough that the answer seems to come at once. */
const pauseMs = 300;

/** Keeps the diagnostics of open documents up to date; a document that is closed has none. */
export class LintWhileTyping implements vscode.Disposable {
  private readonly diagnostics = vscode.languages.createDiagnosticCollection('TaskMonitor');
  private readonly pending = new Map<vscode.TextDocument, NodeJS.Timeout>();
  private readonly listeners: vscode.Disposable[];

  constructor(
    private readonly sources: DocumentSources,
    private readonly settings: SettingsSource,
    private readonly log: vscode.LogOutputChannel,
  ) {
    this.listeners = [
      this.diagnostics,
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.schedule(document);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.schedule(document);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.forget(document);
      }),
      settings.onDidChange(() => {
        this.begin();
      }),
    ];
    this.begin();
  }

  dispose(): void {
    for (const timer of this.pending.values()) clearTimeout(timer);
    this.pending.clear();
    vscode.Disposable.from(...this.listeners).dispose();
  }

  /** Takes up all open documents, or clears everything when the lint is off. */
  private begin(): void {
    for (const document of vscode.workspace.textDocuments) {
      if (this.settings.current.lintEnabled) this.schedule(document);
      else this.forget(document);
    }
  }

  private schedule(document: vscode.TextDocument): void {
    if (!this.settings.current.lintEnabled || !isLinted(document)) return;
    clearTimeout(this.pending.get(document));
    const timer = setTimeout(() => {
      this.pending.delete(document);
      this.lint(document).catch((error: unknown) => {
        this.log.error(`lint of ${document.uri.toString()} failed`, error instanceof Error ? error : String(error));
      });
    }, pauseMs);
    this.pending.set(document, timer);
  }

  private forget(document: vscode.TextDocument): void {
    clearTimeout(this.pending.get(document));
    this.pending.delete(document);
    this.diagnostics.delete(document.uri);
  }

  private async lint(document: vscode.TextDocument): Promise<void> {
    const { version } = document;
    if (document.getText().length > maxSourceLength) {
      this.log.info(`${document.uri.toString()} is too long to be linted while typing`);
      this.diagnostics.delete(document.uri);
      return;
    }
    const findings = (await this.sources.read(document, lintTree)) ?? [];
    // What came while we parsed has its own turn; what was closed or switched off has been cleared.
    if (document.isClosed || document.version !== version || !this.settings.current.lintEnabled) return;
    this.diagnostics.set(
      document.uri,
      findings.map((finding) => toDiagnostic(finding, document)),
    );
  }
}

function isLinted(document: vscode.TextDocument): boolean {
  const language = languageOfEditor(document.languageId);
  return language !== undefined && readsMetrics(language) && vscode.languages.match(sourceDocuments, document) > 0;
}
