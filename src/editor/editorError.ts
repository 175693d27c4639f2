/**
 * - `changedMeanwhile`: the document kept changing while the edit was made. `notApplied`: VS Code refused the edit.
 * - `readOnly`: the folder takes no new file. `missingAsset`: the extension's own files are incomplete.
 * - `invalidInput`: what a dialog returned can no longer be used.
 */
export type EditorErrorCode = 'changedMeanwhile' | 'notApplied' | 'readOnly' | 'missingAsset' | 'invalidInput';

/** What keeps a command from doing its work; `message` is a localized sentence for a person. */
export class EditorError extends Error {
  override readonly name = 'EditorError';

  constructor(
    readonly code: EditorErrorCode,
    message: string,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
  }
}
