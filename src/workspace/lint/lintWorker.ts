import { Worker } from 'node:worker_threads';
import { reasonOf } from '../../text/reasonOf';
import type { ScanProgress, ScanSummary } from './scanProgress';
import type {
  FileFindings,
  FolderSettings,
  FromWorker,
  LiveEvidence,
  OpenText,
  ToWorker,
  WorkerNotice,
  WorkerStart,
} from './workerMessages';

export type {
  FileFindings,
  FolderSettings,
  LiveEvidence,
  OpenText,
  PlacedFinding,
  WorkerNotice,
} from './workerMessages';

export interface LintWorkerOptions {
  /** The bundle of scanWorker.ts. */
  readonly workerPath: string;
  /** The folder that has `grammars`. */
  readonly assetsFolder: string;
  /** Translations of messages, by the English ones. */
  readonly l10nBundle?: Readonly<Record<string, string>> | undefined;
}

export interface WorkerScanOptions {
  readonly onProgress?: ((progress: ScanProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

interface Listening {
  dispose(): void;
}

interface RunningScan {
  readonly id: number;
  readonly folders: readonly string[];
  readonly onProgress: WorkerScanOptions['onProgress'];
  readonly resolve: (summary: ScanSummary) => void;
  readonly reject: (reason: unknown) => void;
}

/** A thread that ends again and again is given up. */
const maxRestarts = 3;

/**
 * The thread that knows a workspace: it reads and lints its files, and answers each change with the findings of all files that it
 * touches. When the thread ends by an error, another is started and told all anew.
 */
export class LintWorker {
  private worker: Worker | undefined;
  private readonly found = new Set<(found: FileFindings) => void>();
  private readonly noticed = new Set<(notice: WorkerNotice) => void>();
  private readonly open = new Map<string, OpenText>();
  private settings: readonly FolderSettings[] | undefined;
  private evidence: readonly LiveEvidence[] | undefined;
  private running: RunningScan | undefined;
  private scanned: readonly string[] | undefined;
  private lastScan = 0;
  private restarts = 0;
  private ended = false;

  constructor(private readonly options: LintWorkerOptions) {
    this.start();
  }

  /**
   * Reads all files of the folders, in place of those of the last scan, and lints them; what is found comes by `onFindings`.
   * Another scan ends this one.
   * @throws the signal's reason; an error when the thread is given up
   */
  async scan(folders: readonly string[], { onProgress, signal }: WorkerScanOptions = {}): Promise<ScanSummary> {
    signal?.throwIfAborted();
    this.endScan(new Error('another scan has begun'));
    this.lastScan += 1;
    const id = this.lastScan;
    const stop = (): void => {
      this.post({ kind: 'cancel', id });
      if (this.running?.id === id) this.endScan(signal?.reason);
    };
    signal?.addEventListener('abort', stop, { once: true });
    try {
      return await new Promise<ScanSummary>((resolve, reject) => {
        if (this.worker === undefined) {
          reject(new Error('the worker of the lint has ended'));
          return;
        }
        this.running = { id, folders, onProgress, resolve, reject };
        this.scanned = folders;
        this.post({ kind: 'scan', id, folders });
      });
    } finally {
      signal?.removeEventListener('abort', stop);
    }
  }

  /**
   * The text of an open document, by its absolute path: it counts in place of the file's. Its findings come with its `version`; those
   * of files that depend on it, with theirs. undefined: what is on the disk counts, also for a file that was created or deleted there.
   */
  update(path: string, text: string | undefined, more: Omit<OpenText, 'text'> = {}): void {
    const open = text === undefined ? undefined : { text, ...more };
    if (open === undefined) {
      this.open.delete(path);
    } else {
      this.open.set(path, open);
    }
    this.post({ kind: 'update', path, open });
  }

  /** What the editor's settings say; `taskmonitor.json` wins over it. Everything is linted anew. */
  setSettings(settings: readonly FolderSettings[]): void {
    this.settings = settings;
    this.post({ kind: 'settings', settings });
  }

  /** What connected gateways hold just now. Everything is linted anew. */
  setLive(evidence: readonly LiveEvidence[]): void {
    this.evidence = evidence;
    this.post({ kind: 'live', evidence });
  }

  onFindings(listener: (found: FileFindings) => void): Listening {
    return listen(this.found, listener);
  }

  onNotice(listener: (notice: WorkerNotice) => void): Listening {
    return listen(this.noticed, listener);
  }

  async dispose(): Promise<void> {
    this.ended = true;
    this.found.clear();
    this.noticed.clear();
    this.endScan(new Error('the worker of the lint has ended'));
    const { worker } = this;
    this.worker = undefined;
    await worker?.terminate();
  }

  private start(): void {
    const { workerPath, assetsFolder, l10nBundle } = this.options;
    const workerData: WorkerStart = { assetsFolder, l10nBundle };
    const worker = new Worker(workerPath, { workerData });
    let failure: unknown;
    worker.on('message', (message: FromWorker) => {
      this.take(message);
    });
    worker.on('error', (error) => {
      failure = error;
    });
    worker.on('exit', (code) => {
      if (this.worker === worker) this.restart(failure === undefined ? `exit code ${code}` : reasonOf(failure));
    });
    // It must not keep the process, when that has nothing else to do.
    worker.unref();
    this.worker = worker;
    this.tellAll();
  }

  private restart(reason: string): void {
    this.worker = undefined;
    if (this.ended) return;
    this.restarts += 1;
    const restarting = this.restarts <= maxRestarts;
    this.notice({ kind: 'crashed', reason, restarting });
    if (restarting) {
      this.start();
    } else {
      this.endScan(new Error(`the worker of the lint has ended: ${reason}`));
    }
  }

  /** A new thread knows nothing. */
  private tellAll(): void {
    if (this.settings !== undefined) this.post({ kind: 'settings', settings: this.settings });
    if (this.evidence !== undefined) this.post({ kind: 'live', evidence: this.evidence });
    for (const [path, open] of this.open) this.post({ kind: 'update', path, open });
    if (this.scanned !== undefined) this.post({ kind: 'scan', id: this.lastScan, folders: this.scanned });
  }

  private take(message: FromWorker): void {
    switch (message.kind) {
      case 'found':
        for (const listener of this.found) listener(message.found);
        break;
      case 'notice':
        this.notice(message.notice);
        break;
      case 'progress':
        if (this.running?.id === message.id) this.running.onProgress?.(message.progress);
        break;
      case 'scanned':
        if (this.running?.id === message.id) {
          this.running.resolve(message.summary);
          this.running = undefined;
        }
        break;
      case 'stopped':
        break;
    }
  }

  private notice(notice: WorkerNotice): void {
    for (const listener of this.noticed) listener(notice);
  }

  private endScan(reason: unknown): void {
    this.running?.reject(reason);
    this.running = undefined;
  }

  private post(message: ToWorker): void {
    this.worker?.postMessage(message);
  }
}

function listen<T>(listeners: Set<T>, listener: T): Listening {
  listeners.add(listener);
  return { dispose: () => listeners.delete(listener) };
}
