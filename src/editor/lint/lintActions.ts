import * as vscode from 'vscode';
import type { Finding } from '../../lint/finding';
import { docsUrlOf } from '../../lint/rule';
import type { TextEdit } from '../../text/textEdit';
import { describeError } from '../describeError';
import type { DocumentSources } from '../documentSources';
import { EditorError } from '../editorError';
import type { SettingsSource } from '../settings';
import { unattended } from '../unattended';
import type { DocumentLinter } from './documentLinter';
import { fixAllEdits } from './fixAllEdits';
import { lintedLanguage } from './lintedDocuments';
import { loadLintEngine } from './loadLintEngine';
import type { PlacedFinding } from '../../workspace/lint/lintWorker';
import { projectEdit, rangeOf } from './projectEdits';
import { diagnosticSource, toRange } from './toDiagnostic';

export interface LintActionsParts {
  readonly linter: DocumentLinter;
  readonly sources: DocumentSources;
  readonly settings: SettingsSource;
  readonly log: vscode.LogOutputChannel;
}

const quickFix = vscode.CodeActionKind.QuickFix.append('taskMonitor');

/** Its edit is made when it is chosen: of the document as it is then, not as it was when the menu opened. */
class LintAction extends vscode.CodeAction {
  /** @param kind what stands behind our own kind: for key bindings */
  constructor(
    title: string,
    kind: 'fix' | 'allowLabel' | 'ignoreHere' | 'ignoreInProject',
    diagnostics: vscode.Diagnostic[],
    readonly makeEdit: () => Promise<vscode.WorkspaceEdit | undefined>,
  ) {
    super(title, quickFix.append(kind));
    this.diagnostics = diagnostics;
  }
}

/** Quick fixes for what the lint finds at a place, and 'fix all' for the safe ones of a document. */
export class LintActions implements vscode.CodeActionProvider {
  static readonly fixAll = vscode.CodeActionKind.SourceFixAll.append('taskMonitor');
  static readonly kinds = [quickFix, LintActions.fixAll];

  constructor(private readonly parts: LintActionsParts) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range | vscode.Selection,
    { only, diagnostics }: vscode.CodeActionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[]> {
    const { settings, log } = this.parts;
    if (!settings.current.lintEnabled) return [];
    try {
      if (only?.contains(LintActions.fixAll)) return await this.fixAll(document, token);
      if (only?.intersects(quickFix) === false) return [];
      const actions = await this.quickFixes(document, range, diagnostics);
      return actions.filter(({ kind }) => kind === undefined || only?.contains(kind) !== false);
    } catch (error) {
      log.warn(`no quick fix for ${document.uri.toString()}`, String(error));
      return [];
    }
  }

  async resolveCodeAction(action: vscode.CodeAction): Promise<vscode.CodeAction> {
    if (!(action instanceof LintAction)) return action;
    const { log } = this.parts;
    try {
      const edit = await action.makeEdit();
      if (edit !== undefined) action.edit = edit;
    } catch (error) {
      log.warn(`${action.title}: nothing was changed`, String(error));
      const failure = describeError(error);
      if (failure.kind !== 'cancelled') unattended(vscode.window.showWarningMessage(failure.message), log);
    }
    return action;
  }

  private async quickFixes(
    document: vscode.TextDocument,
    range: vscode.Range,
    diagnostics: readonly vscode.Diagnostic[],
  ): Promise<vscode.CodeAction[]> {
    const linted = await this.parts.linter.findings(document);
    if (linted?.kind !== 'linted') return [];
    const here = linted.findings.filter((placed) => toRange(placed.range).intersection(range) !== undefined);
    const solved = (placed: PlacedFinding): vscode.Diagnostic[] =>
      diagnostics.filter((diagnostic) => isOf(diagnostic, placed));
    return [
      ...here.flatMap((placed) => this.fixes(document, placed.finding, solved(placed))),
      ...here.flatMap((placed) => this.exceptions(document, placed.finding, solved(placed))),
      ...[...new Set(here.map(({ finding }) => finding.rule))].map(openPage),
    ];
  }

  private fixes(document: vscode.TextDocument, finding: Finding, solved: vscode.Diagnostic[]): vscode.CodeAction[] {
    return finding.fixes.map(({ title, safe }, index) => {
      const action = new LintAction(title, 'fix', solved, async () => {
        const now = await this.again(document, finding);
        const fix = now?.fixes.find((each) => each.title === title);
        if (fix === undefined) return undefined;
        return textEdits(document, fix.edits);
      });
      action.isPreferred = index === 0 && safe;
      return action;
    });
  }

  /** The ways to say that this is as it should be. */
  private exceptions(
    document: vscode.TextDocument,
    finding: Finding,
    solved: vscode.Diagnostic[],
  ): vscode.CodeAction[] {
    const { rule, label } = finding;
    const here = new LintAction(vscode.l10n.t('Ignore {0} here', rule), 'ignoreHere', solved, async () => {
      const { suppressionEdit } = await loadLintEngine();
      const now = await this.again(document, finding);
      const language = lintedLanguage(document);
      if (now === undefined || language === undefined) return undefined;
      const { version } = document;
      const source = { language, text: document.getText() };
      const made = await suppressionEdit(this.parts.sources, source, now.span.start, rule);
      if (document.version !== version) return undefined;
      if (made === undefined) {
        throw new EditorError(
          'invalidInput',
          vscode.l10n.t('There is no place for a comment here: ignore the rule in taskmonitor.json.'),
        );
      }
      return textEdits(document, [made]);
    });
    if (vscode.workspace.getWorkspaceFolder(document.uri) === undefined) return [here];
    const inProject = new LintAction(
      vscode.l10n.t('Ignore {0} in this project', rule),
      'ignoreInProject',
      solved,
      async () => {
        const { setJsonMember } = await loadLintEngine();
        return projectEdit(document, (text) => setJsonMember(text, ['rules', rule], 'off'));
      },
    );
    if (label === undefined || !rulesOnGrowth.has(rule)) return [here, inProject];
    const allow = new LintAction(
      vscode.l10n.t("Allow label '{0}' in this project", label),
      'allowLabel',
      solved,
      async () => {
        const { appendToJsonList } = await loadLintEngine();
        return projectEdit(document, (text) => appendToJsonList(text, ['labels', 'allowed'], label));
      },
    );
    return [allow, here, inProject];
  }

  /** The same finding in the document as it is now. */
  private async again(document: vscode.TextDocument, finding: Finding): Promise<Finding | undefined> {
    const linted = await this.parts.linter.findings(document);
    if (linted?.kind !== 'linted') return undefined;
    const same = linted.findings
      .map((placed) => placed.finding)
      .filter(({ rule, message }) => rule === finding.rule && message === finding.message);
    const distance = ({ span }: Finding): number => Math.abs(span.start - finding.span.start);
    return same.toSorted((a, b) => distance(a) - distance(b))[0];
  }

  private async fixAll(document: vscode.TextDocument, token: vscode.CancellationToken): Promise<vscode.CodeAction[]> {
    const edits = await fixAllEdits(document, this.parts.linter, this.parts.log);
    if (edits.length === 0 || token.isCancellationRequested) return [];
    const action = new vscode.CodeAction(vscode.l10n.t('Fix all that TaskMonitor can fix safely'), LintActions.fixAll);
    action.edit = textEdits(document, edits);
    return [action];
  }
}

/** The rules that a label's name on the list of allowed ones silences. */
const rulesOnGrowth: ReadonlySet<string> = new Set([
  'high-cardinality-label',
  'unbounded-label-value',
  'high-cardinality-grouping-key',
  'aggregate-by-high-cardinality',
  'alert-label-cardinality',
]);

function textEdits(document: vscode.TextDocument, edits: readonly TextEdit[]): vscode.WorkspaceEdit {
  const change = new vscode.WorkspaceEdit();
  for (const edit of edits) change.replace(document.uri, rangeOf(document, edit), edit.newText);
  return change;
}

function isOf({ source, code, range }: vscode.Diagnostic, placed: PlacedFinding): boolean {
  const id = typeof code === 'object' ? code.value : code;
  return source === diagnosticSource && id === placed.finding.rule && range.isEqual(toRange(placed.range));
}

function openPage(rule: string): vscode.CodeAction {
  const title = vscode.l10n.t('Open the page of {0}', rule);
  const action = new vscode.CodeAction(title, quickFix.append('openPage'));
  action.command = { command: 'vscode.open', title, arguments: [vscode.Uri.parse(docsUrlOf(rule))] };
  return action;
}
