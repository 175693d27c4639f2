import * as vscode from 'vscode';
import { openDocument } from '../openDocument';
import type { SettingsSource } from '../settings';
import { unattended } from '../unattended';
import type { DocumentLinter } from './documentLinter';
import { lintedLanguage } from './lintedDocuments';
import type { LiveEvidence } from './liveEvidence';
import type { PlacedFinding } from '../../workspace/lint/lintWorker';
import { SkippedNotes } from './skippedNotes';
import { toDiagnostic } from './toDiagnostic';
import type { FoundInFile, WorkspaceLint } from './workspaceLint';

/** Long enough that a word is typed to its end, short enough that the answer seems to come at once. */
const pauseMs = 300;

export interface LintDiagnosticsParts {
  readonly linter: DocumentLinter;
  readonly workspace: WorkspaceLint;
  readonly evidence: LiveEvidence;
  readonly settings: SettingsSource;
  readonly log: vscode.LogOutputChannel;
}

/** Shows what the lint finds: in open documents as they are typed, in the other files of the workspace as they are on the disk. */
export class LintDiagnostics implements vscode.Disposable {
  private readonly diagnostics = vscode.languages.createDiagnosticCollection('TaskMonitor');
  private readonly notes = new SkippedNotes();
  private readonly pending = new Map<vscode.TextDocument, NodeJS.Timeout>();
  private readonly left = new WeakSet<vscode.TextDocument>();
  private readonly listeners: vscode.Disposable[];
  private closedAsked = false;

  constructor(private readonly parts: LintDiagnosticsParts) {
    const { workspace, evidence, settings } = parts;
    this.listeners = [
      this.diagnostics,
      this.notes,
      vscode.workspace.onDidOpenTextDocument((document) => {
        this.schedule(document);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (contentChanges.length > 0) this.takeUp(document);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        this.close(document);
      }),
      workspace.onDidFind((found) => {
        this.show(found);
      }),
      evidence.onDidChange(() => {
        // The worker lints its files anew by itself.
        for (const document of openDocuments()) if (document.uri.scheme !== 'file') this.schedule(document);
      }),
      settings.onDidChange(() => {
        this.begin();
      }),
    ];
    this.begin();
  }

  /** How many problems are shown, in how many files. */
  get shown(): { readonly problems: number; readonly files: number } {
    let [problems, files] = [0, 0];
    this.diagnostics.forEach((_uri, found) => {
      problems += found.length;
      files += found.length > 0 ? 1 : 0;
    });
    return { problems, files };
  }

  /** Shows the findings of files that are not open although the settings do not ask for them: the person did. */
  showClosed(): void {
    this.closedAsked = true;
  }

  /** The file of a document is there, changed or again. */
  takeUp(document: vscode.TextDocument): void {
    this.left.delete(document);
    this.schedule(document);
  }

  /** Lints a document in a moment; a later call puts it off. */
  private schedule(document: vscode.TextDocument): void {
    if (!this.parts.settings.current.lintEnabled || this.left.has(document)) return;
    if (lintedLanguage(document) === undefined) return;
    clearTimeout(this.pending.get(document));
    const timer = setTimeout(() => {
      this.pending.delete(document);
      unattended(this.lint(document), this.parts.log);
    }, pauseMs);
    this.pending.set(document, timer);
  }

  /** The file of a document was deleted: VS Code may hold the document for minutes, but it is linted only when it is typed in. */
  leave(document: vscode.TextDocument): void {
    this.forget(document);
    this.left.add(document);
    this.parts.workspace.readAgain(document.uri.fsPath);
  }

  dispose(): void {
    for (const timer of this.pending.values()) clearTimeout(timer);
    this.pending.clear();
    vscode.Disposable.from(...this.listeners).dispose();
  }

  /** Takes up what the settings ask for, and clears what they do not. */
  private begin(): void {
    const { lintEnabled, lintWorkspace } = this.parts.settings.current;
    this.closedAsked = false;
    if (!lintEnabled) {
      for (const document of this.pending.keys()) this.forget(document);
      this.diagnostics.clear();
      this.notes.clear();
      return;
    }
    if (!lintWorkspace) {
      this.diagnostics.forEach((uri) => {
        if (openDocument(uri) === undefined) this.diagnostics.delete(uri);
      });
    }
    for (const document of openDocuments()) this.schedule(document);
  }

  private forget(document: vscode.TextDocument): void {
    clearTimeout(this.pending.get(document));
    this.pending.delete(document);
  }

  private close(document: vscode.TextDocument): void {
    this.forget(document);
    this.notes.set(document.uri, undefined);
    this.diagnostics.delete(document.uri);
    if (document.uri.scheme === 'file' && lintedLanguage(document) !== undefined) {
      this.parts.workspace.readAgain(document.uri.fsPath);
    }
  }

  private async lint(document: vscode.TextDocument): Promise<void> {
    const linted = await this.parts.linter.lint(document);
    // What came meanwhile has its own turn; what was closed or switched off has been cleared.
    if (linted === undefined || document.isClosed || !this.parts.settings.current.lintEnabled) return;
    this.notes.set(document.uri, linted.kind === 'skipped' ? linted.reason : undefined);
    this.set(document.uri, linted.kind === 'linted' ? linted.findings : []);
  }

  private show({ path, findings, ofOpenText }: FoundInFile): void {
    const { settings, linter } = this.parts;
    const { lintEnabled, lintWorkspace } = settings.current;
    const uri = vscode.Uri.file(path);
    const document = openDocument(uri);
    const wanted =
      document === undefined
        ? !ofOpenText && (lintWorkspace || this.closedAsked)
        : // The findings of an open document are those of its text; it may have gone on since.
          ofOpenText && linter.take(document, findings);
    if (lintEnabled && wanted) this.set(uri, findings);
  }

  private set(uri: vscode.Uri, findings: readonly PlacedFinding[]): void {
    if (findings.length === 0) this.diagnostics.delete(uri);
    else
      this.diagnostics.set(
        uri,
        findings.map((finding) => toDiagnostic(finding, uri)),
      );
  }
}

function openDocuments(): readonly vscode.TextDocument[] {
  return vscode.workspace.textDocuments;
}
