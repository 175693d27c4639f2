/** How far a scan is. */
export interface ScanProgress {
  /** Files seen so far. */
  readonly files: number;
  /** Those among them that can matter, and were read. */
  readonly read: number;
}
