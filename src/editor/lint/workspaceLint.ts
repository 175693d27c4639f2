import { isDeepStrictEqual } from 'node:util';
import * as vscode from 'vscode';
import type { LintSource } from '../../lint/lint';
import type {
  FileFindings,
  FolderSettings,
  LintWorker,
  PlacedFinding,
  WorkerNotice,
} from '../../workspace/lint/lintWorker';
import type { ScanSummary } from '../../workspace/lint/scanProgress';
import { slashes } from '../../workspace/lint/slashes';
import type { SettingsSource } from '../settings';
import { unattended } from '../unattended';
import type { LiveEvidence } from './liveEvidence';

export type WorkspaceAnswer =
  | { readonly kind: 'linted'; readonly findings: readonly PlacedFinding[] }
  /** A newer text of the file was handed in before there was an answer, or the file was skipped. */
  | { readonly kind: 'none' }
  /** There is no worker: the file is to be linted alone. */
  | { readonly kind: 'unavailable' };

/** Findings that nobody waits for: of files that are not open, or that changed because another file did. */
export interface FoundInFile {
  readonly path: string;
  readonly findings: readonly PlacedFinding[];
  /** They are of the text that was handed in last for the file; false: of the file on the disk. */
  readonly ofOpenText: boolean;
}

interface Waiting {
  readonly ticket: number;
  readonly answer: (answer: WorkspaceAnswer) => void;
}

export interface WorkspaceLintParts {
  readonly extensionUri: vscode.Uri;
  readonly settings: SettingsSource;
  readonly evidence: LiveEvidence;
  readonly log: vscode.LogOutputChannel;
}

/** The worker that knows all files of the workspace: it is started by the first question, and told of what changes. */
export class WorkspaceLint implements vscode.Disposable {
  private readonly found = new vscode.EventEmitter<FoundInFile>();
  private readonly noticed = new vscode.EventEmitter<WorkerNotice>();
  private readonly waiting = new Map<string, Waiting[]>();
  /** Of the text of an open document that was handed in last, by path. VS Code's own versions begin anew with each opening. */
  private readonly tickets = new Map<string, number>();
  /** Texts without a ticket: a worker that is started later is told of them. */
  private readonly replaced = new Map<string, string>();
  private readonly listeners: vscode.Disposable[];
  private worker: Promise<LintWorker | undefined> | undefined;
  private told: readonly FolderSettings[] | undefined;
  private lastTicket = 0;
  private ended = false;
  readonly onDidFind = this.found.event;
  readonly onDidNotice = this.noticed.event;

  constructor(private readonly parts: WorkspaceLintParts) {
    const { settings, evidence } = parts;
    this.listeners = [
      this.found,
      this.noticed,
      settings.onDidChange(({ lintEnabled }) => {
        if (lintEnabled) this.tellSettings();
        else this.stop();
      }),
      vscode.workspace.onDidChangeWorkspaceFolders(() => {
        this.tellSettings();
      }),
      evidence.onDidChange(() => {
        this.tell((worker) => {
          worker.setLive(evidence.current);
        });
      }),
    ];
  }

  /** Lints the text of an open document, as part of its workspace. */
  async lint(fsPath: string, { text, facts, language }: LintSource): Promise<WorkspaceAnswer> {
    const path = slashes(fsPath);
    const worker = await this.start();
    if (worker === undefined) return { kind: 'unavailable' };
    this.lastTicket += 1;
    const ticket = this.lastTicket;
    this.tickets.set(path, ticket);
    return new Promise((answer) => {
      const others = this.waiting.get(path) ?? [];
      this.waiting.set(path, [...others, { ticket, answer }]);
      worker.update(path, text, { version: ticket, facts, language });
    });
  }

  /** The text of an open document that is none of the lint's own languages, such as `taskmonitor.json`. */
  replaceText(fsPath: string, text: string): void {
    const path = slashes(fsPath);
    this.replaced.set(path, text);
    this.tell((worker) => {
      worker.update(path, text);
    });
  }

  /** What is on the disk counts: the document was closed, or the file was created, changed or deleted there. */
  readAgain(fsPath: string): void {
    const path = slashes(fsPath);
    this.tickets.delete(path);
    this.replaced.delete(path);
    this.answer(path, Number.POSITIVE_INFINITY, { kind: 'none' });
    this.tell((worker) => {
      worker.update(path, undefined);
    });
  }

  /**
   * Reads all files of the folders and lints them; what is found comes by `onDidFind`.
   * @returns undefined when there is no worker
   * @throws the signal's reason
   */
  async scan(
    folders: readonly string[],
    signal: AbortSignal,
    onProgress: (files: number) => void,
  ): Promise<ScanSummary | undefined> {
    const worker = await this.start();
    return worker?.scan(folders, {
      signal,
      onProgress: ({ files }) => {
        onProgress(files);
      },
    });
  }

  dispose(): void {
    this.ended = true;
    vscode.Disposable.from(...this.listeners).dispose();
    this.stop();
  }

  /** Ends the worker; the next question starts another. */
  private stop(): void {
    const { worker } = this;
    this.worker = undefined;
    this.tickets.clear();
    this.giveUp();
    if (worker !== undefined) {
      unattended(
        worker.then((started) => started?.dispose()),
        this.parts.log,
      );
    }
  }

  private start(): Promise<LintWorker | undefined> {
    this.worker ??= this.startWorker();
    return this.worker;
  }

  private async startWorker(): Promise<LintWorker | undefined> {
    const { extensionUri, evidence, log } = this.parts;
    if (this.ended) return undefined;
    try {
      const { LintWorker: Worker } = await import('../../workspace/lint/lintWorker');
      const dist = vscode.Uri.joinPath(extensionUri, 'dist');
      const worker = new Worker({
        workerPath: vscode.Uri.joinPath(dist, 'scanWorker.js').fsPath,
        assetsFolder: dist.fsPath,
        l10nBundle: vscode.l10n.bundle,
      });
      worker.onFindings((found) => {
        this.take(found);
      });
      worker.onNotice((notice) => {
        this.hear(notice);
      });
      this.told = this.settingsByFolder();
      worker.setSettings(this.told);
      worker.setLive(evidence.current);
      for (const [path, text] of this.replaced) worker.update(path, text);
      return worker;
    } catch (error) {
      log.error('the worker of the lint does not start; open files are linted alone', String(error));
      return undefined;
    }
  }

  private tell(say: (worker: LintWorker) => void): void {
    const { worker } = this;
    if (worker === undefined) return;
    unattended(
      (async () => {
        const started = await worker;
        if (started !== undefined && !this.ended) say(started);
      })(),
      this.parts.log,
    );
  }

  /** Each telling lints everything anew: it is for changes only. */
  private tellSettings(): void {
    const now = this.settingsByFolder();
    if (isDeepStrictEqual(now, this.told)) return;
    this.told = now;
    this.tell((worker) => {
      worker.setSettings(now);
    });
  }

  private take({ path, version, findings }: FileFindings): void {
    if (version !== undefined && this.answer(path, version, { kind: 'linted', findings })) return;
    const ticket = this.tickets.get(path);
    if (ticket === version) this.found.fire({ path, findings, ofOpenText: ticket !== undefined });
  }

  /** @returns whether somebody waited for this very text */
  private answer(path: string, ticket: number, answer: WorkspaceAnswer): boolean {
    const waiting = this.waiting.get(path) ?? [];
    const later = waiting.filter((each) => each.ticket > ticket);
    if (later.length === 0) this.waiting.delete(path);
    else this.waiting.set(path, later);
    for (const each of waiting) {
      if (each.ticket === ticket) each.answer(answer);
      else if (each.ticket < ticket) each.answer({ kind: 'none' });
    }
    return waiting.some((each) => each.ticket === ticket);
  }

  private hear(notice: WorkerNotice): void {
    const { log } = this.parts;
    if (notice.kind === 'skipped') {
      log.info(`${notice.path} was not linted: ${notice.reason}`);
      this.answer(notice.path, this.tickets.get(notice.path) ?? 0, { kind: 'none' });
    } else if (notice.kind === 'invalidConfig') {
      log.warn(`${notice.path} is not valid: ${notice.problems.join(' ')}`);
    } else {
      log.error(`the worker of the lint ended: ${notice.reason}`);
      if (!notice.restarting) {
        this.worker = Promise.resolve(undefined);
        this.giveUp();
      }
    }
    this.noticed.fire(notice);
  }

  private giveUp(): void {
    for (const each of [...this.waiting.values()].flat()) each.answer({ kind: 'unavailable' });
    this.waiting.clear();
  }

  private settingsByFolder(): readonly FolderSettings[] {
    const { settings } = this.parts;
    const folders = vscode.workspace.workspaceFolders ?? [];
    return [
      { folder: undefined, config: settings.lintOf(undefined) },
      ...folders.map(({ uri }) => ({ folder: uri.fsPath, config: settings.lintOf(uri) })),
    ];
  }
}
