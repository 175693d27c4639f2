import { posix } from 'node:path';
import * as vscode from 'vscode';
import { EditorError } from '../editorError';
import { openDocument } from '../openDocument';
import type { SettingsSource } from '../settings';
import { unattended } from '../unattended';
import { withCancel } from '../withCancel';
import type { LintDiagnostics } from './lintDiagnostics';
import { lintedDocuments } from './lintedDocuments';
import type { WorkspaceLint } from './workspaceLint';

/** A folder with more files than this is somebody's disk, not a project. */
const maxFiles = 50_000;

/** What was opened to work in comes first; the scan has time. */
const startDelayMs = 1_500;

const sources = '**/*.{py,pyw,pyi,js,jsx,mjs,cjs,ts,mts,cts,tsx,sh,bash,go,java,prom,metrics,yml,yaml}';

export interface WorkspaceScanParts {
  readonly workspace: WorkspaceLint;
  readonly diagnostics: LintDiagnostics;
  readonly settings: SettingsSource;
  readonly log: vscode.LogOutputChannel;
}

type ScanEnd = 'done' | 'tooManyFiles' | 'unavailable';

/** Lints the files that are not open: all of them once at the start and on request, later those that change on the disk. */
export class WorkspaceScan implements vscode.Disposable {
  private readonly listeners: vscode.Disposable[];
  private begun = false;
  private timer: NodeJS.Timeout | undefined;
  private running: AbortController | undefined;
  private item: vscode.LanguageStatusItem | undefined;

  constructor(private readonly parts: WorkspaceScanParts) {
    const watcher = vscode.workspace.createFileSystemWatcher(sources);
    // A folder that comes or goes whole is told as one, at times without its files.
    const folderWatcher = vscode.workspace.createFileSystemWatcher('**', false, true, false);
    const changed = (uri: vscode.Uri): void => {
      this.changedOnDisk(uri);
    };
    this.listeners = [
      watcher,
      watcher.onDidCreate(changed),
      watcher.onDidChange(changed),
      folderWatcher,
      folderWatcher.onDidCreate((uri) => {
        unattended(this.lookInto(uri), parts.log);
      }),
      folderWatcher.onDidDelete((uri) => {
        this.deletedOnDisk(uri);
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.begun = false;
        this.begin();
      }),
      parts.settings.onDidChange(() => {
        this.begin();
      }),
    ];
    this.begin();
  }

  /** The command: with a notification that can cancel it, and what came of it. */
  async lintWorkspace(): Promise<void> {
    if (!this.parts.settings.current.lintEnabled) {
      throw new EditorError('invalidInput', vscode.l10n.t('The lint is switched off in the settings.'));
    }
    this.stop();
    this.begun = true;
    this.parts.diagnostics.showClosed();
    let files = 0;
    const end = await withCancel(vscode.l10n.t('Linting the workspace'), (signal, say) =>
      this.scan(signal, (seen) => {
        files = seen;
        say(vscode.l10n.t('{0} files', seen));
      }),
    );
    unattended(this.report(end, files), this.parts.log);
  }

  dispose(): void {
    this.stop();
    this.item?.dispose();
    vscode.Disposable.from(...this.listeners).dispose();
  }

  private get wanted(): boolean {
    const { lintEnabled, lintWorkspace } = this.parts.settings.current;
    return lintEnabled && lintWorkspace && folders().length > 0;
  }

  private begin(): void {
    if (!this.wanted) {
      this.stop();
      this.begun = false;
    } else if (!this.begun) {
      this.stop();
      this.begun = true;
      this.timer = setTimeout(() => {
        unattended(this.scanQuietly(), this.parts.log);
      }, startDelayMs);
    }
  }

  private stop(): void {
    clearTimeout(this.timer);
    this.running?.abort();
    this.running = undefined;
  }

  private async scanQuietly(): Promise<void> {
    const abort = new AbortController();
    this.running = abort;
    const options = { location: vscode.ProgressLocation.Window, title: vscode.l10n.t('Linting the workspace') };
    try {
      const end = await vscode.window.withProgress(options, (progress) =>
        this.scan(abort.signal, (files) => {
          progress.report({ message: vscode.l10n.t('{0} files', files) });
        }),
      );
      this.note(end);
    } catch (error) {
      if (!abort.signal.aborted) throw error;
    } finally {
      if (this.running === abort) this.running = undefined;
    }
  }

  /** A word in the language status of linted files: nobody asked for the scan, so nothing pops up. */
  private note(end: ScanEnd): void {
    this.item?.dispose();
    this.item = undefined;
    if (end !== 'tooManyFiles') return;
    this.item = vscode.languages.createLanguageStatusItem('taskMonitor.lint.workspace', lintedDocuments);
    this.item.name = vscode.l10n.t('TaskMonitor: Lint');
    this.item.text = vscode.l10n.t('Only open files are linted');
    this.item.detail = tooManyFiles();
    this.parts.log.warn(tooManyFiles());
  }

  private async scan(outer: AbortSignal, onProgress: (files: number) => void): Promise<ScanEnd> {
    const bound = new AbortController();
    const signal = AbortSignal.any([outer, bound.signal]);
    try {
      const summary = await this.parts.workspace.scan(folders(), signal, (files) => {
        onProgress(files);
        if (files > maxFiles) bound.abort();
      });
      return summary === undefined ? 'unavailable' : 'done';
    } catch (error) {
      if (outer.aborted) throw new vscode.CancellationError();
      if (bound.signal.aborted) return 'tooManyFiles';
      throw error;
    }
  }

  private async report(end: ScanEnd, files: number): Promise<void> {
    const { problems } = this.parts.diagnostics.shown;
    if (end === 'unavailable') {
      await vscode.window.showWarningMessage(
        vscode.l10n.t('The workspace could not be linted: its worker does not start. The log says why.'),
      );
      return;
    }
    const done = vscode.l10n.t('Linted {0} files. Problems: {1}.', files, problems);
    const message = end === 'tooManyFiles' ? tooManyFiles() : done;
    const show = vscode.l10n.t('Show Problems');
    const answer = await vscode.window.showInformationMessage(message, show);
    if (answer === show) await vscode.commands.executeCommand('workbench.actions.view.problems');
  }

  private changedOnDisk(uri: vscode.Uri): void {
    if (!this.begun || uri.scheme !== 'file') return;
    const document = openDocument(uri);
    // The text of an open document counts, not that of the disk.
    if (document === undefined) this.parts.workspace.readAgain(uri.fsPath);
    else this.parts.diagnostics.takeUp(document);
  }

  /** What VS Code still holds of a deleted file or folder is no part of the workspace any more; typing in it makes it one again. */
  private deletedOnDisk(uri: vscode.Uri): void {
    if (uri.scheme !== 'file') return;
    this.parts.workspace.readAgain(uri.fsPath);
    for (const document of vscode.workspace.textDocuments) {
      if (document.uri.path === uri.path || document.uri.path.startsWith(`${uri.path}/`)) {
        this.parts.diagnostics.leave(document);
      }
    }
  }

  private async lookInto(uri: vscode.Uri): Promise<void> {
    const name = posix.basename(uri.path);
    if (!this.begun || notLookedInto.test(name) || !(await isFolder(uri))) return;
    for (const file of await vscode.workspace.findFiles(
      new vscode.RelativePattern(uri, sources),
      undefined,
      maxFiles,
    )) {
      this.changedOnDisk(file);
    }
  }
}

/** Installed packages and caches come with thousands of files; they are none of the person's. */
const notLookedInto = /^(?:\..*|node_modules|__pycache__|site-packages)$/;

async function isFolder(uri: vscode.Uri): Promise<boolean> {
  try {
    return ((await vscode.workspace.fs.stat(uri)).type & vscode.FileType.Directory) !== 0;
  } catch {
    // It is gone already.
    return false;
  }
}

function folders(): readonly string[] {
  return (vscode.workspace.workspaceFolders ?? []).flatMap(({ uri }) => (uri.scheme === 'file' ? [uri.fsPath] : []));
}

function tooManyFiles(): string {
  return vscode.l10n.t(
    'The workspace has more than {0} files, so only open ones are linted. Leave out what is not source by .gitignore, or open a smaller folder.',
    maxFiles,
  );
}
