/** How far a scan is. */
export interface ScanProgress {
  /** Files seen so far. */
  readonly files: number;
  /** Those among them that can matter, and were read. */
  readonly read: number;
}

/** What a scan has come by. */
export interface ScanSummary extends ScanProgress {
  /** Files that could not be read. */
  readonly skipped: number;
  readonly findings: number;
}
