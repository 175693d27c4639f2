import { basename, relative } from 'node:path';
import * as l10n from '@vscode/l10n';
import { lintFacts } from '../../lint/lint';
import type { Finding } from '../../lint/finding';
import type { LiveSeries } from '../../lint/workspaceView';
import { lintedLanguageOfPath } from '../../syntax/lintedLanguage';
import type { LintedLanguage } from '../../syntax/lintedLanguage';
import type { SourceFacts } from '../../syntax/sourceFacts';
import { sourceFiles } from '../sourceFiles';
import type { SourceText } from '../sourceText';
import { Breather } from './breather';
import { readFailure } from './fileReader';
import type { FileReader, ReadFile, ScannedFile, Unread } from './fileReader';
import { importedModules } from './importedModules';
import { mentions } from './relevance';
import { stemOf } from './modules/modulePaths';
import { configIn } from './projectConfigs';
import type { ProjectConfigs } from './projectConfigs';
import type { ScanProgress } from './scanProgress';
import { absolute, slashes } from './slashes';
import { surroundings } from './surroundings';
import { WorkspaceIndex } from './workspaceIndex';

export interface ScanOptions {
  readonly signal?: AbortSignal | undefined;
  /** Files that were taken in already, in a newer state than the disk's. */
  readonly keeps?: ((path: string) => boolean) | undefined;
  readonly onProgress?: ((progress: ScanProgress) => void) | undefined;
}

/** A file that a scan came by, by the path under which the workspace knows it and the name under which it was found. */
export interface SeenFile {
  readonly path: string;
  readonly name: string;
  readonly outcome: 'read' | 'passed' | Unread;
}

/** A file with its findings, in the text that they are of. */
export interface LintedSource {
  readonly kind: 'linted';
  readonly language: LintedLanguage;
  readonly source: SourceText;
  readonly findings: readonly Finding[];
}

/** What is known of a file in the index, beside its facts. */
interface TakenFile {
  readonly hash: string;
  /** The text of one that is open in an editor; the others are read again when they are linted. */
  readonly text: SourceText | undefined;
}

/**
 * A workspace under the lint: takes files in, follows what they mean of each other, and lints one of them at a time with all
 * that is known. Paths are absolute, with slashes (`absolute`).
 */
export class WorkspaceLinter {
  readonly index = new WorkspaceIndex();
  live: LiveSeries | undefined;
  private readonly taken = new Map<string, TakenFile>();
  /** Files that would matter if they meant a metric of another file, with their names. */
  private readonly users = new Map<string, string>();
  /** Those of them that were not held against the words yet, and the words that the others were held against. */
  private readonly newUsers = new Set<string>();
  private knownWords: ReadonlySet<string> = new Set();
  /** Files that the configuration does not want linted, with their names. */
  private readonly ignored = new Map<string, string>();
  /** Files that were not asked for, with their names. */
  private readonly around = new Map<string, string>();
  /** Files that were looked at for what others import from them. */
  private readonly asked = new Set<string>();

  constructor(
    private readonly reader: FileReader,
    private readonly configs: ProjectConfigs,
  ) {}

  /** Takes in the files under `paths`, and those that their imports make matter. @throws the signal's reason */
  async scan(paths: readonly string[], { signal, onProgress, keeps }: ScanOptions = {}): Promise<readonly SeenFile[]> {
    const seen = new Map<string, SeenFile>();
    signal?.throwIfAborted();
    const named = new Set(paths);
    const breather = new Breather(signal);
    let read = 0;
    for await (const entry of sourceFiles(paths, isWanted)) {
      if (breather.isDue) {
        onProgress?.({ files: seen.size, read });
        await breather.pause();
      }
      const path = absolute(entry.path);
      if (seen.has(path)) {
        continue;
      }
      const outcome =
        entry.kind === 'skipped'
          ? ({ kind: 'skipped', reason: entry.reason, failed: true } as const)
          : keeps?.(path) === true
            ? 'read'
            : await this.takeFound(path, slashes(entry.path), named.has(entry.path));
      if (outcome !== undefined) {
        seen.set(path, { path, name: slashes(entry.path), outcome });
        read += outcome === 'read' ? 1 : 0;
      }
    }
    onProgress?.({ files: seen.size, read });
    await this.lookAround([...seen.values()].filter(({ name, outcome }) => outcome === 'read' && named.has(name)));
    await this.settle(signal);
    // What only uses metrics turned out to matter meanwhile.
    return [...seen.values()].map((each) => (this.taken.has(each.path) ? { ...each, outcome: 'read' } : each));
  }

  /** Looks at a file anew, as it is on the disk now. `settle` is to follow. */
  async take(path: string, name = path, isNamed = false): Promise<ScannedFile> {
    this.forget(path);
    const scanned = await this.reader.scan(path, isNamed ? 'any' : undefined);
    switch (scanned.kind) {
      case 'read':
        this.put(path, name, scanned);
        break;
      case 'passed':
        this.index.addPath(path);
        if (scanned.mayUse) {
          this.users.set(path, name);
          this.newUsers.add(path);
        }
        break;
      case 'skipped':
      case 'notSource':
        break;
    }
    return scanned;
  }

  /** Takes a text in place of what the disk has, whatever is in it. `settle` is to follow. */
  async takeText(
    path: string,
    language: LintedLanguage,
    text: string,
    facts?: SourceFacts,
  ): Promise<ReadFile | Unread> {
    const source: SourceText = { text, encode: (changed) => Buffer.from(changed, 'utf8') };
    const read: ReadFile | Unread =
      facts === undefined
        ? await this.reader.parse(language, source)
        : { kind: 'read', language, source, facts, hash: '' };
    this.forget(path);
    if (read.kind === 'read') {
      this.put(path, path, read, source);
    }
    return read;
  }

  /** The file is gone. */
  drop(path: string): void {
    this.forget(path);
    this.index.delete(path);
  }

  /**
   * Reads the files that matter only because of others: those that use a metric declared elsewhere, those that others import
   * from, until there are no more. @returns those that were read
   * @throws the signal's reason
   */
  async settle(signal?: AbortSignal): Promise<ReadonlySet<string>> {
    const added = new Set<string>();
    const breather = new Breather(signal);
    for (let isNew = true; isNew;) {
      isNew = false;
      const words = this.words();
      // Looking at a file is reading it: while somebody types, as a rule, there is nothing new to look for.
      const more = [...words].every((word) => this.knownWords.has(word)) ? this.newUsers : this.users.keys();
      const relays = new Set<string>();
      for (const path of more) {
        if (breather.isDue) await breather.pause();
        this.newUsers.delete(path);
        if (await this.takeUser(path, words, relays)) {
          added.add(path);
          isNew = true;
        }
      }
      this.knownWords = words;
      for (const path of [...this.index.unread(), ...relays]) {
        if (this.asked.has(path)) continue;
        this.asked.add(path);
        if (breather.isDue) await breather.pause();
        if (await this.takeAsked(path, relays.has(path) ? words : 'all')) {
          added.add(path);
          isNew = true;
        }
      }
    }
    return added;
  }

  /** The findings of a file that was taken in; undefined for one that was not. */
  async lint(path: string): Promise<LintedSource | Unread | undefined> {
    const file = this.index.get(path);
    const taken = this.taken.get(path);
    if (file === undefined || taken === undefined) {
      return undefined;
    }
    let source = taken.text ?? this.reader.textAgain(path, taken.hash);
    if (source === undefined) {
      // It has changed since it was read.
      const again = await this.reader.scan(path, 'all');
      if (again.kind !== 'read') {
        this.forget(path);
        return again.kind === 'skipped' ? again : undefined;
      }
      this.put(path, file.name, again);
      ({ source } = again);
    }
    const config = configIn(this.configs.of(path));
    const facts = this.index.link(path);
    if (config === undefined || facts === undefined || this.configs.ignores(path)) {
      return undefined;
    }
    try {
      const findings = lintFacts(
        { language: file.language, text: source.text, facts },
        { config, workspace: this.index.view(path), live: this.live },
      );
      return { kind: 'linted', language: file.language, source, findings };
    } catch (error) {
      // One file that a rule fails on must not end the run.
      return readFailure(error);
    }
  }

  /** Takes in what a configuration ignored before and does not any longer. */
  async takeUnignored(): Promise<void> {
    for (const [path, name] of this.ignored) {
      if (!this.configs.ignores(path)) {
        this.ignored.delete(path);
        await this.take(path, name);
      }
    }
    await this.settle();
  }

  /** The text that a file has now; undefined for one that was not taken in or is not what it was. */
  textOf(path: string): string | undefined {
    const taken = this.taken.get(path);
    return (taken && (taken.text ?? this.reader.textAgain(path, taken.hash)))?.text;
  }

  /** Files that are named alone, as by a commit hook, import from others that nobody named. */
  private async lookAround(alone: readonly SeenFile[]): Promise<void> {
    const areAbsolute = alone.every(({ path, name }) => path === name);
    for (const found of alone.length === 0
      ? []
      : await surroundings(
          alone.map(({ path }) => path),
          isWanted,
        )) {
      const path = absolute(found);
      if (!this.index.modules.has(path)) {
        this.index.addPath(path);
        this.around.set(path, areAbsolute ? path : slashes(relative('.', found)));
      }
    }
  }

  private async takeFound(path: string, name: string, isNamed: boolean): Promise<SeenFile['outcome'] | undefined> {
    if (this.configs.ignores(path)) {
      // Others may import from it.
      this.index.addPath(path);
      this.ignored.set(path, name);
      return undefined;
    }
    const scanned = await this.take(path, name, isNamed);
    switch (scanned.kind) {
      case 'read':
      case 'passed':
        return scanned.kind;
      case 'skipped':
        return scanned;
      case 'notSource':
        return isNamed
          ? { kind: 'skipped', reason: l10n.t('not a language that the lint reads'), failed: false }
          : undefined;
    }
  }

  private async takeUser(path: string, words: ReadonlySet<string>, relays: Set<string>): Promise<boolean> {
    const scanned = await this.reader.scan(path, words);
    if (scanned.kind === 'read') {
      this.put(path, this.nameOf(path), scanned);
      return true;
    }
    // What it imports may hand a metric on under another name.
    const text = this.reader.roughText(path);
    const language = lintedLanguageOfPath(path);
    if (text !== undefined && language !== undefined) {
      for (const module of importedModules(language, text)) {
        for (const target of this.index.modules.resolve(path, language, module)) {
          if (!this.taken.has(target)) relays.add(target);
        }
      }
    }
    return false;
  }

  private async takeAsked(path: string, words: ReadonlySet<string> | 'all'): Promise<boolean> {
    if (this.taken.has(path) || (words !== 'all' && !mentions(this.reader.roughText(path) ?? '', words))) {
      return false;
    }
    const scanned = await this.reader.scan(path, 'all');
    if (scanned.kind === 'read') {
      this.put(path, this.nameOf(path), scanned);
    }
    return scanned.kind === 'read';
  }

  private nameOf(path: string): string {
    return this.users.get(path) ?? this.ignored.get(path) ?? this.around.get(path) ?? path;
  }

  /** The names by which files can mean metrics of others: of one of these a file that uses them must know. */
  private words(): Set<string> {
    const words = new Set<string>();
    for (const path of this.index.paths()) {
      const names = this.index.namesOf(path);
      if (names.size > 0) {
        words.add(stemOf(path));
        for (const name of names) words.add(name);
      }
    }
    return words;
  }

  private put(path: string, name: string, { language, facts, hash }: ReadFile, text?: SourceText): void {
    this.index.put(path, { name, language, facts });
    this.taken.set(path, { hash, text });
    this.forgetUser(path);
  }

  private forget(path: string): void {
    this.index.forget(path);
    this.taken.delete(path);
    this.forgetUser(path);
    this.asked.delete(path);
  }

  private forgetUser(path: string): void {
    this.users.delete(path);
    this.newUsers.delete(path);
  }
}

/** What a walk looks at: languages that are linted, scripts without an extension; nothing that a compiler or a minifier wrote. */
function isWanted(path: string): boolean {
  const name = basename(path);
  return lintedLanguageOfPath(name) === undefined
    ? !name.includes('.')
    : !/\.(?:pyi|d\.[cm]?ts|min\.[cm]?js)$/i.test(name);
}
