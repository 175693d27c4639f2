import type { LiveSeries } from '../../lint/workspaceView';
import { lintedLanguageOfPath } from '../../syntax/lintedLanguage';
import type { Parsers } from '../../syntax/parsers';
import { reasonOf } from '../../text/reasonOf';
import { isOwnSource } from '../sourceFiles';
import { Breather } from './breather';
import { FileReader } from './fileReader';
import { placeFindings } from './placeFindings';
import { configFileName } from './configFileName';
import { ProjectConfigs } from './projectConfigs';
import { absolute } from './slashes';
import { WorkspaceLinter } from './workspaceLinter';
import type { SeenFile } from './workspaceLinter';
import type { FromWorker, LiveEvidence, OpenText, ToWorker } from './workerMessages';

/**
 * A workspace that is linted while people work in it: what comes in are folders to scan, texts of open documents, settings and
 * live evidence; what goes out are the findings of each file that they change.
 */
export class LintSession {
  private readonly configs = new ProjectConfigs({ goesOn: true });
  private linter: WorkspaceLinter;
  private folders: readonly string[] = [];
  private scanning: { readonly id: number; readonly stop: AbortController } | undefined;
  private readonly open = new Map<string, { readonly path: string; readonly open: OpenText }>();
  /** What was said last of files with findings: they are told when they are clean. */
  private readonly reported = new Set<string>();
  private readonly toldConfigs = new Set<string>();
  private readonly pending = new Map<string, { readonly path: string; readonly open: OpenText | undefined }>();
  private anew = false;
  private working = false;

  constructor(
    private readonly parsers: Parsers,
    private readonly send: (message: FromWorker) => void,
  ) {
    this.linter = this.newLinter(undefined);
  }

  receive(message: ToWorker): void {
    switch (message.kind) {
      case 'scan':
        this.stopScan();
        this.rethrow(this.scan(message.id, message.folders));
        break;
      case 'cancel':
        if (this.scanning?.id === message.id) this.stopScan();
        break;
      case 'update': {
        const { path, open } = message;
        // The last text counts: nobody waits for what was typed over.
        this.pending.delete(absolute(path));
        this.pending.set(absolute(path), { path, open });
        this.rethrow(this.work());
        break;
      }
      case 'settings':
        this.configs.setSettings(message.settings);
        this.lintAnew();
        break;
      case 'live':
        this.linter.live = liveSeries(message.evidence);
        this.lintAnew();
        break;
    }
  }

  private async scan(id: number, folders: readonly string[]): Promise<void> {
    const stop = new AbortController();
    const { signal } = stop;
    this.scanning = { id, stop };
    this.folders = folders;
    this.configs.clear();
    this.toldConfigs.clear();
    const linter = this.newLinter(this.linter.live);
    this.linter = linter;
    try {
      for (const [path, { open }] of this.open) {
        await this.takeOpen(linter, path, open);
      }
      const seen = await linter.scan(folders, {
        signal,
        keeps: (path) => this.open.has(path),
        onProgress: (progress) => {
          this.send({ kind: 'progress', id, progress });
        },
      });
      const findings = await this.tellAll(linter, signal);
      this.send({ kind: 'scanned', id, summary: { ...this.tellSkipped(seen), files: seen.length, findings } });
    } catch (error) {
      if (!signal.aborted) throw error;
      this.send({ kind: 'stopped', id });
    } finally {
      if (this.scanning.id === id) this.scanning = undefined;
    }
  }

  private stopScan(): void {
    this.scanning?.stop.abort();
  }

  private tellSkipped(seen: readonly SeenFile[]): { readonly skipped: number; readonly read: number } {
    let [skipped, read] = [0, 0];
    for (const { name, outcome } of seen) {
      if (outcome === 'read') {
        read++;
      } else if (outcome !== 'passed') {
        skipped++;
        this.send({ kind: 'notice', notice: { kind: 'skipped', path: name, reason: outcome.reason } });
      }
    }
    return { skipped, read };
  }

  /** Lints all that is known, and clears what is gone. @returns how many findings there are */
  private async tellAll(linter: WorkspaceLinter, signal?: AbortSignal): Promise<number> {
    const breather = new Breather(signal);
    let count = 0;
    const paths = new Set(linter.index.paths());
    for (const path of paths) {
      if (breather.isDue) await breather.pause();
      if (linter !== this.linter) return count;
      count += await this.tell(linter, path);
    }
    for (const path of this.reported) {
      if (!paths.has(path)) this.tellClean(path);
    }
    return count;
  }

  private lintAnew(): void {
    this.anew = true;
    this.rethrow(this.work());
  }

  /** One after another: updates, then what concerns all files. */
  private async work(): Promise<void> {
    if (this.working) return;
    this.working = true;
    try {
      for (;;) {
        const [next] = this.pending;
        if (next !== undefined) {
          const [path, { path: name, open }] = next;
          this.pending.delete(path);
          await this.update(path, name, open);
        } else if (this.anew) {
          this.anew = false;
          this.toldConfigs.clear();
          await this.linter.takeUnignored();
          await this.tellAll(this.linter);
        } else {
          return;
        }
      }
    } finally {
      this.working = false;
    }
  }

  private async update(path: string, name: string, open: OpenText | undefined): Promise<void> {
    const { linter } = this;
    if (path.endsWith(`/${configFileName}`)) {
      this.configs.setText(path, open?.text);
      this.anew = true;
      return;
    }
    const before = linter.index.dependents(path);
    if (open === undefined) {
      this.open.delete(path);
      this.lookInto(linter, path);
      await this.takeFromDisk(linter, path);
    } else {
      this.open.set(path, { path: name, open });
      await this.takeOpen(linter, path, open);
    }
    const added = await linter.settle();
    await this.tell(linter, path);
    const others = new Set([...before, ...linter.index.dependents(path), ...added]);
    others.delete(path);
    for (const other of others) {
      await this.tell(linter, other);
    }
  }

  /** A folder that was deleted or moved whole is told as one: what it held is looked at again. */
  private lookInto(linter: WorkspaceLinter, folder: string): void {
    for (const path of linter.index.paths()) {
      if (path.startsWith(`${folder}/`) && !this.open.has(path)) this.pending.set(path, { path, open: undefined });
    }
  }

  private async takeOpen(linter: WorkspaceLinter, path: string, open: OpenText): Promise<void> {
    const language = open.language ?? lintedLanguageOfPath(path);
    const taken = language && (await linter.takeText(path, language, open.text, open.facts));
    if (taken?.kind === 'skipped') {
      this.send({ kind: 'notice', notice: { kind: 'skipped', path: this.nameOf(path), reason: taken.reason } });
    }
  }

  private async takeFromDisk(linter: WorkspaceLinter, path: string): Promise<void> {
    const folder = this.folders.find((each) => path.startsWith(`${absolute(each)}/`));
    if (folder === undefined || !(await isOwnSource(path, folder))) {
      linter.drop(path);
      return;
    }
    const scanned = await linter.take(path);
    if (scanned.kind === 'skipped' || scanned.kind === 'notSource') {
      linter.drop(path);
    }
  }

  /** Lints a file and says what was found. @returns how much */
  private async tell(linter: WorkspaceLinter, path: string): Promise<number> {
    this.tellConfig(path);
    const linted = await linter.lint(path);
    const version = this.open.get(path)?.open.version;
    if (linted?.kind === 'skipped') {
      this.send({ kind: 'notice', notice: { kind: 'skipped', path: this.nameOf(path), reason: linted.reason } });
    }
    if (linted?.kind !== 'linted' || linted.findings.length === 0) {
      this.tellClean(path);
      return 0;
    }
    this.reported.add(path);
    const findings = placeFindings(linted, (other) => linter.textOf(absolute(other)));
    this.send({ kind: 'found', found: { path: this.nameOf(path), version, findings } });
    return findings.length;
  }

  private tellClean(path: string): void {
    const version = this.open.get(path)?.open.version;
    // Whoever handed in a text waits for its findings.
    if (this.reported.delete(path) || version !== undefined) {
      this.send({ kind: 'found', found: { path: this.nameOf(path), version, findings: [] } });
    }
  }

  private tellConfig(path: string): void {
    const answer = this.configs.of(path);
    if (answer.kind === 'invalid' && !this.toldConfigs.has(answer.path)) {
      this.toldConfigs.add(answer.path);
      const { problems } = answer;
      this.send({ kind: 'notice', notice: { kind: 'invalidConfig', path: answer.path, problems } });
    }
  }

  /** As its owner names it. */
  private nameOf(path: string): string {
    return this.open.get(path)?.path ?? path;
  }

  private newLinter(live: LiveSeries | undefined): WorkspaceLinter {
    const linter = new WorkspaceLinter(new FileReader(this.parsers), this.configs);
    linter.live = live;
    return linter;
  }

  /** What fails here is an error of ours: it ends the thread, whose owner starts another. */
  private rethrow(work: Promise<void>): void {
    work.catch((error: unknown) => {
      setImmediate(() => {
        throw error instanceof Error ? error : new Error(reasonOf(error));
      });
    });
  }
}

/** The editor hands in one gateway for each label: the one that has the most values. */
function liveSeries(evidence: readonly LiveEvidence[]): LiveSeries {
  const known = new Map(evidence.map((each) => [`${each.metric}\n${each.label}`, each]));
  return { distinctValues: (metric, label) => known.get(`${metric}\n${label}`) };
}
