import * as l10n from '@vscode/l10n';
import { UsageError } from './command';

/** `K=V` words as pairs; V may hold further `=`. @throws UsageError for a word without `=` or one key twice */
export function keyValues(words: readonly string[]): ReadonlyMap<string, string> {
  const pairs = new Map<string, string>();
  for (const word of words) {
    const at = word.indexOf('=');
    if (at <= 0) {
      throw new UsageError(l10n.t('"{0}" is not of the form NAME=VALUE.', word));
    }
    const key = word.slice(0, at);
    if (pairs.has(key)) {
      throw new UsageError(l10n.t('{0} is given twice.', key));
    }
    pairs.set(key, word.slice(at + 1));
  }
  return pairs;
}

/** A regular expression that must fit whole values, as in PromQL. @throws UsageError */
export function wholeValueExpression(option: string, pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch (error) {
    throw new UsageError(l10n.t('--{0}: "{1}" is not a regular expression.', option, pattern), { cause: error });
  }
}
