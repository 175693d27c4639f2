/**
 * - `noFunction`: no Python function at the caret. `unplaceable`: the document has no folder that the runtime module could stand in.
 * - `changedMeanwhile`: the document kept changing while the edit was made. `notApplied`: VS Code refused the edit.
 * - `readOnly`: the folder or the file takes no changes. `missingAsset`: the extension's own files are incomplete.
 * `invalidInput`: what a dialog returned cannot be used.
 */
export type EditorErrorCode =
  'noFunction' | 'unplaceable' | 'changedMeanwhile' | 'notApplied' | 'readOnly' | 'missingAsset' | 'invalidInput';

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
