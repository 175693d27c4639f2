import type { LintedLanguage } from '../../syntax/lintedLanguage';
import type { SourceFacts } from '../../syntax/sourceFacts';

/** A file that was read. */
export interface IndexedFile {
  /** As messages and findings name it. */
  readonly name: string;
  readonly language: LintedLanguage;
  readonly facts: SourceFacts;
}
