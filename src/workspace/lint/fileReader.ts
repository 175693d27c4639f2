import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import * as l10n from '@vscode/l10n';
import { languageOfShebang } from '../../syntax/language';
import { lintedLanguageOfPath } from '../../syntax/lintedLanguage';
import type { LintedLanguage } from '../../syntax/lintedLanguage';
import { readSourceFacts } from '../../syntax/sourceFacts';
import type { SourceFacts } from '../../syntax/sourceFacts';
import { ParseTimeout } from '../../syntax/parsers';
import type { Parsers } from '../../syntax/parsers';
import { reasonOf } from '../../text/reasonOf';
import { ReadTimeout } from '../../syntax/workBudget';
import { decodeSource } from '../sourceText';
import type { SourceText } from '../sourceText';
import { ByteReader } from './byteReader';
import { mentions, relevanceOf } from './relevance';

/** UTF-16 units. No person wrote more into one file. */
export const maxSourceUnits = 1_000_000;

/** Why a file has no findings of its own. `failed`: it should have been read, unlike one that is just not for us. */
export interface Unread {
  readonly kind: 'skipped';
  readonly reason: string;
  readonly failed: boolean;
}

/** A file's text, and what it says. */
export interface ReadFile {
  readonly kind: 'read';
  readonly language: LintedLanguage;
  readonly source: SourceText;
  readonly facts: SourceFacts;
  /** Tells whether the file is still the same. */
  readonly hash: string;
}

export type ScannedFile =
  | ReadFile
  | Unread
  /** Nothing that is looked for can be in it, unless (`mayUse`) it means a metric of another file. */
  | { readonly kind: 'passed'; readonly mayUse: boolean }
  /** Without an extension, and no script either. */
  | { readonly kind: 'notSource' };

/** Reads files for the lint: in their bytes first, and parses only those that can matter. Nothing of a file is kept. */
export class FileReader {
  private readonly bytes: ByteReader;

  constructor(
    private readonly parsers: Parsers,
    private readonly maxUnits = maxSourceUnits,
  ) {
    // A character takes three bytes at most, or four for two units.
    this.bytes = new ByteReader(3 * maxUnits);
  }

  /**
   * @param words what a file that only uses metrics must mention to be read; undefined: it is not known yet; `any`: it need not
   * mention anything; `all`: every file is read
   */
  async scan(path: string, words?: ReadonlySet<string> | 'any' | 'all'): Promise<ScannedFile> {
    const found = this.look(path);
    if (found.kind !== 'bytes') {
      return found;
    }
    const { language, bytes } = found;
    if (words !== 'all') {
      const own = relevanceOf(language, bytes);
      const relevance = own === 'passes' && handsOn(path, bytes) ? 'mayUse' : own;
      if (relevance === 'passes') {
        return { kind: 'passed', mayUse: false };
      }
      const isMeant =
        words === 'any' || (words !== undefined && relevance === 'mayUse' && mentions(bytes.toString('latin1'), words));
      if (relevance === 'mayUse' && !isMeant) {
        return { kind: 'passed', mayUse: true };
      }
    }
    const source = decodeSource(bytes);
    const hash = hashOf(bytes);
    return 'kind' in source ? skipped(l10n.t('a binary file')) : this.parse(language, source, hash);
  }

  /** What a text says that does not come from the disk, or was decoded before. */
  async parse(language: LintedLanguage, source: SourceText, hash = ''): Promise<ReadFile | Unread> {
    if (source.text.length > this.maxUnits) {
      return tooLong(this.maxUnits);
    }
    try {
      const facts = await readSourceFacts(this.parsers, language, source.text);
      return { kind: 'read', language, source, facts, hash };
    } catch (error) {
      return readFailure(error);
    }
  }

  /** The text of a file that is still what it was when `hash` was taken; undefined for any other. */
  textAgain(path: string, hash: string): SourceText | undefined {
    const found = this.look(path);
    if (found.kind !== 'bytes' || hashOf(found.bytes) !== hash) {
      return undefined;
    }
    const source = decodeSource(found.bytes);
    return 'kind' in source ? undefined : source;
  }

  /** The text for a rough look, one unit a byte; undefined for what cannot be read. */
  roughText(path: string): string | undefined {
    const found = this.look(path);
    return found.kind === 'bytes' ? found.bytes.toString('latin1') : undefined;
  }

  private look(
    path: string,
  ):
    | { readonly kind: 'bytes'; readonly language: LintedLanguage; readonly bytes: Buffer }
    | Unread
    | { readonly kind: 'notSource' } {
    const byName = lintedLanguageOfPath(path);
    if (byName === undefined && basename(path).includes('.')) {
      return { kind: 'notSource' };
    }
    let read;
    try {
      read = this.bytes.read(path, byName === undefined);
    } catch (error) {
      return skipped(reasonOf(error));
    }
    if (read.kind !== 'bytes') {
      return read.kind === 'tooLarge' ? tooLong(this.maxUnits) : skipped(l10n.t('a pipe or a device, not a file'));
    }
    const { bytes } = read;
    const language = byName ?? languageOfShebang(bytes.toString('latin1', 0, Math.min(256, bytes.length)));
    if (language === undefined) {
      return { kind: 'notSource' };
    }
    return bytes.includes(0) ? skipped(l10n.t('a binary file')) : { kind: 'bytes', language, bytes };
  }
}

/** Whether a file is there to hand on what others have, often under names of its own: that of a package. */
function handsOn(path: string, bytes: Buffer): boolean {
  return bytes.length > 0 && /^(?:__init__\.pyi?|index\.[cm]?[jt]sx?)$/.test(basename(path));
}

/** Why a file that was decoded could not be read, or linted. */
export function readFailure(error: unknown): Unread {
  if (error instanceof ParseTimeout || error instanceof ReadTimeout) {
    return skipped(l10n.t('reading it took too long: no person wrote it'));
  }
  // What recurses runs out of its stack.
  return skipped(error instanceof RangeError ? l10n.t('nested too deeply: no person wrote it') : reasonOf(error));
}

function skipped(reason: string): Unread {
  return { kind: 'skipped', reason, failed: true };
}

function tooLong(units: number): Unread {
  return skipped(l10n.t('longer than {0} characters, which no person wrote', units.toLocaleString('en')));
}

function hashOf(bytes: Buffer): string {
  return createHash('sha1').update(bytes).digest('base64');
}
