import { readFile } from 'node:fs/promises';
import * as l10n from '@vscode/l10n';

/** The language of messages by the environment, as gettext decides: `LC_ALL`, then `LC_MESSAGES`, then `LANG`. */
export function messageLanguage(env: Readonly<Record<string, string | undefined>>): 'en' | 'zh-cn' {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || '';
  return /^zh/i.test(locale) ? 'zh-cn' : 'en';
}

/** Loads the messages of the user's language; a bundle that is missing or broken leaves English. */
export async function useMessageLanguage(
  env: Readonly<Record<string, string | undefined>>,
  bundleFolder: string,
): Promise<void> {
  const language = messageLanguage(env);
  if (language === 'en') {
    return;
  }
  try {
    l10n.config({ contents: await readFile(`${bundleFolder}/bundle.l10n.${language}.json`, 'utf8') });
  } catch {
    // A command must not fail for want of a translation.
  }
}

/** From here on every message is English: what JSON holds is read by programs. */
export function useEnglish(): void {
  l10n.config({ contents: {} });
}
