import * as l10n from '@vscode/l10n';
import type { NotText } from '../workspace/sourceText';

/** Why a file is passed over, for a person. */
export function notTextReason({ kind }: NotText): string {
  switch (kind) {
    case 'binary':
      return l10n.t('a binary file');
    case 'tooLarge':
      return l10n.t('larger than 4 MB, which no person wrote');
    case 'special':
      return l10n.t('a pipe or a device, not a file');
  }
}
