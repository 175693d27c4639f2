import * as vscode from 'vscode';
import type { JsonProblem } from '../../lint/config/positionedJson';
import { LineIndex } from '../../text/lineIndex';
import { configFileName } from '../../workspace/lint/configFileName';
import { openDocument } from '../openDocument';
import type { SettingsSource } from '../settings';
import { unattended } from '../unattended';
import { loadLintEngine } from './loadLintEngine';
import { diagnosticSource, toRange } from './toDiagnostic';
import type { WorkspaceLint } from './workspaceLint';

const pauseMs = 300;

export interface ConfigProblemsParts {
  readonly workspace: WorkspaceLint;
  readonly settings: SettingsSource;
  readonly log: vscode.LogOutputChannel;
}

/**
 * Says in each `taskmonitor.json` what is wrong with it, and hands the text of an open one to the lint as it is typed: what a
 * quick fix adds counts at once, and an undo takes it back.
 */
export class ConfigProblems implements vscode.Disposable {
  private readonly diagnostics = vscode.languages.createDiagnosticCollection('TaskMonitor configuration');
  private readonly pending = new Map<string, NodeJS.Timeout>();
  private readonly listeners: vscode.Disposable[];

  constructor(private readonly parts: ConfigProblemsParts) {
    const watcher = vscode.workspace.createFileSystemWatcher(`**/${configFileName}`);
    const onDisk = (uri: vscode.Uri): void => {
      if (openDocument(uri) === undefined) parts.workspace.readAgain(uri.fsPath);
      this.schedule(uri);
    };
    this.listeners = [
      this.diagnostics,
      watcher,
      watcher.onDidCreate(onDisk),
      watcher.onDidChange(onDisk),
      watcher.onDidDelete(onDisk),
      vscode.workspace.onDidOpenTextDocument((document) => {
        if (isConfig(document)) this.schedule(document.uri);
      }),
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        if (isConfig(document) && contentChanges.length > 0) this.schedule(document.uri);
      }),
      vscode.workspace.onDidCloseTextDocument((document) => {
        if (isConfig(document)) onDisk(document.uri);
      }),
      parts.workspace.onDidNotice((notice) => {
        if (notice.kind === 'invalidConfig') this.schedule(vscode.Uri.file(notice.path));
      }),
      parts.settings.onDidChange(() => {
        if (!parts.settings.current.lintEnabled) this.diagnostics.clear();
      }),
    ];
    for (const document of vscode.workspace.textDocuments) if (isConfig(document)) this.schedule(document.uri);
  }

  dispose(): void {
    for (const timer of this.pending.values()) clearTimeout(timer);
    this.pending.clear();
    vscode.Disposable.from(...this.listeners).dispose();
  }

  private schedule(uri: vscode.Uri): void {
    if (!this.parts.settings.current.lintEnabled) return;
    const key = uri.toString();
    clearTimeout(this.pending.get(key));
    const timer = setTimeout(() => {
      this.pending.delete(key);
      unattended(this.check(uri), this.parts.log);
    }, pauseMs);
    this.pending.set(key, timer);
  }

  private async check(uri: vscode.Uri): Promise<void> {
    const open = openDocument(uri);
    if (open !== undefined) this.parts.workspace.replaceText(uri.fsPath, open.getText());
    const text = open?.getText() ?? (await textOnDisk(uri));
    if (text === undefined) {
      this.diagnostics.delete(uri);
      return;
    }
    const { parseLintConfig } = await loadLintEngine();
    const parsed = parseLintConfig(text);
    const { Error: error, Warning: warning } = vscode.DiagnosticSeverity;
    const found = parsed.kind === 'invalid' ? parsed.problems : parsed.warnings;
    const lines = new LineIndex(text);
    this.diagnostics.set(
      uri,
      found.map((problem) => diagnosticOf(problem, lines, parsed.kind === 'invalid' ? error : warning)),
    );
  }
}

function diagnosticOf(
  { message, span }: JsonProblem,
  lines: LineIndex,
  severity: vscode.DiagnosticSeverity,
): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(toRange(lines.rangeOf(span)), message, severity);
  diagnostic.source = diagnosticSource;
  return diagnostic;
}

function isConfig({ uri }: vscode.TextDocument): boolean {
  return uri.scheme === 'file' && uri.path.endsWith(`/${configFileName}`);
}

/** undefined when there is none, or none that can be read. */
async function textOnDisk(uri: vscode.Uri): Promise<string | undefined> {
  try {
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  } catch (error) {
    if (error instanceof vscode.FileSystemError) return undefined;
    throw error;
  }
}
