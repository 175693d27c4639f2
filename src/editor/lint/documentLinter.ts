import type * as vscode from 'vscode';
import type { LintSource } from '../../lint/lint';
import type { LintedLanguage } from '../../syntax/lintedLanguage';
import { ParseTimeout } from '../../syntax/parsers';
import type { SourceFacts } from '../../syntax/sourceFacts';
import { maxSourceLength } from '../documentSources';
import type { DocumentSources } from '../documentSources';
import type { SettingsSource } from '../settings';
import { lintedLanguage } from './lintedDocuments';
import { loadLintEngine } from './loadLintEngine';
import type { LiveEvidence } from './liveEvidence';
import { placeFindings } from './placedFindings';
import type { PlacedFinding } from '../../workspace/lint/lintWorker';
import type { SkippedReason } from './skippedNotes';
import type { WorkspaceLint } from './workspaceLint';

/** What the lint says of one version of a document. */
export type LintedDocument =
  | {
      readonly kind: 'linted';
      readonly version: number;
      /** What the spans of the findings are offsets in. */
      readonly text: string;
      readonly findings: readonly PlacedFinding[];
    }
  | { readonly kind: 'skipped'; readonly version: number; readonly reason: SkippedReason };

export interface DocumentLinterParts {
  readonly sources: DocumentSources;
  readonly settings: SettingsSource;
  readonly evidence: LiveEvidence;
  readonly workspace: WorkspaceLint;
}

/**
 * Lints open documents. They are read here, from the tree that is kept while they are typed; the rules run where the rest of
 * the workspace is known. A document that is no file on the disk is linted alone.
 */
export class DocumentLinter {
  private readonly known = new WeakMap<vscode.TextDocument, LintedDocument>();

  constructor(private readonly parts: DocumentLinterParts) {}

  /** Of the document as it is now; undefined when it is none of ours, or changed before there was an answer. */
  async lint(document: vscode.TextDocument): Promise<LintedDocument | undefined> {
    const language = lintedLanguage(document);
    if (language === undefined) return undefined;
    const linted = await this.lintNow(document, language);
    if (linted === undefined || document.version !== linted.version) return undefined;
    this.known.set(document, linted);
    return linted;
  }

  /** What is known of the document as it is now, or a new look. */
  async findings(document: vscode.TextDocument): Promise<LintedDocument | undefined> {
    const known = this.known.get(document);
    return known?.version === document.version ? known : this.lint(document);
  }

  /** What another text in the place of the document's would have; `lint` makes the document's own count again. */
  async findingsOf(document: vscode.TextDocument, text: string): Promise<readonly PlacedFinding[] | undefined> {
    const language = lintedLanguage(document);
    if (language === undefined) return undefined;
    const { factsOfText, factsOfTree, isParsed } = await loadLintEngine();
    const facts = isParsed(language)
      ? await this.parts.sources.use(language, text, factsOfTree)
      : factsOfText(language, text);
    return this.check(document.uri, { language, text, facts });
  }

  /**
   * Takes what a change somewhere else made of the findings of a document.
   * @returns whether they are of its text: false when it changed since it was linted
   */
  take(document: vscode.TextDocument, findings: readonly PlacedFinding[]): boolean {
    const known = this.known.get(document);
    if (known?.kind !== 'linted' || known.version !== document.version) return false;
    this.known.set(document, { ...known, findings });
    return true;
  }

  private async lintNow(document: vscode.TextDocument, language: LintedLanguage): Promise<LintedDocument | undefined> {
    const { factsOfText, factsOfTree, isParsed, ReadTimeout } = await loadLintEngine();
    const { version } = document;
    const text = document.getText();
    if (text.length > maxSourceLength) return { kind: 'skipped', version, reason: 'tooLong' };
    let facts: SourceFacts | undefined;
    try {
      facts = isParsed(language) ? await this.parts.sources.read(document, factsOfTree) : factsOfText(language, text);
    } catch (error) {
      if (!(error instanceof ParseTimeout) && !(error instanceof ReadTimeout)) throw error;
      return { kind: 'skipped', version, reason: 'tooSlow' };
    }
    if (facts === undefined || document.version !== version) return undefined;
    const findings = await this.check(document.uri, { language, text, facts });
    return findings && { kind: 'linted', version, text, findings };
  }

  private async check(uri: vscode.Uri, source: LintSource): Promise<readonly PlacedFinding[] | undefined> {
    if (uri.scheme === 'file') {
      const answer = await this.parts.workspace.lint(uri.fsPath, source);
      if (answer.kind !== 'unavailable') return answer.kind === 'linted' ? answer.findings : undefined;
    }
    const { lintFacts } = await loadLintEngine();
    const config = this.parts.settings.lintOf(uri);
    return placeFindings(source.text, lintFacts(source, { config, live: this.parts.evidence.series }));
  }
}
