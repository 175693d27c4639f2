import type { Finding } from '../../lint/finding';
import type { LintConfig } from '../../lint/lintConfig';
import type { LintedLanguage } from '../../syntax/lintedLanguage';
import type { SourceFacts } from '../../syntax/sourceFacts';
import type { Range } from '../../text/position';
import type { ScanProgress, ScanSummary } from './scanProgress';

/** A finding with its place in lines and characters, so that nobody needs the text to show it. */
export interface PlacedFinding {
  readonly finding: Finding;
  readonly range: Range;
  /** Of `finding.related`, one for one; undefined where the other file could not be read. */
  readonly relatedRanges: readonly (Range | undefined)[];
}

/** All findings of a file now; none when it is clean. */
export interface FileFindings {
  readonly path: string;
  /** Of the text that was handed in; undefined for the file on the disk. */
  readonly version: number | undefined;
  readonly findings: readonly PlacedFinding[];
}

export type WorkerNotice =
  | { readonly kind: 'skipped'; readonly path: string; readonly reason: string }
  /** Each problem is `line:column: message`. */
  | { readonly kind: 'invalidConfig'; readonly path: string; readonly problems: readonly string[] }
  | { readonly kind: 'crashed'; readonly reason: string; readonly restarting: boolean };

/** Distinct values of a label of a metric (name as exposed) on a gateway. */
export interface LiveEvidence {
  readonly metric: string;
  readonly label: string;
  readonly count: number;
  readonly gateway: string;
}

/** What the settings say for the files of a folder; of those without one, `folder` is undefined. The innermost folder counts. */
export interface FolderSettings {
  readonly folder: string | undefined;
  readonly config: LintConfig;
}

/** The text of an open document, in place of the file's. */
export interface OpenText {
  readonly text: string;
  readonly version?: number | undefined;
  /** What its owner has read in it already. */
  readonly facts?: SourceFacts | undefined;
  readonly language?: LintedLanguage | undefined;
}

export type ToWorker =
  | { readonly kind: 'scan'; readonly id: number; readonly folders: readonly string[] }
  | { readonly kind: 'cancel'; readonly id: number }
  | { readonly kind: 'update'; readonly path: string; readonly open: OpenText | undefined }
  | { readonly kind: 'settings'; readonly settings: readonly FolderSettings[] }
  | { readonly kind: 'live'; readonly evidence: readonly LiveEvidence[] };

export type FromWorker =
  | { readonly kind: 'progress'; readonly id: number; readonly progress: ScanProgress }
  | { readonly kind: 'found'; readonly found: FileFindings }
  | { readonly kind: 'notice'; readonly notice: WorkerNotice }
  | { readonly kind: 'scanned'; readonly id: number; readonly summary: ScanSummary }
  | { readonly kind: 'stopped'; readonly id: number };

/** What a worker is started with. */
export interface WorkerStart {
  /** The folder that has `grammars`. */
  readonly assetsFolder: string;
  /** Translations of messages; English without. */
  readonly l10nBundle: Readonly<Record<string, string>> | undefined;
}
