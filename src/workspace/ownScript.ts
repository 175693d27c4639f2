import { basename } from 'node:path';
import { instrumenterOf } from '../instrument/instrumenters';
import { languageOfPath, languageOfShebang } from '../syntax/language';

/** Whether a file of a folder can be instrumented and is a person's own: no declaration file, nothing minified. A `FileFilter`. */
export async function isOwnScript(path: string, firstLine: () => Promise<string>): Promise<boolean> {
  const name = basename(path);
  if (/\.(?:pyi|d\.[cm]?ts|min\.[cm]?js)$/i.test(name)) {
    return false;
  }
  const language = languageOfPath(name) ?? (name.includes('.') ? undefined : languageOfShebang(await firstLine()));
  return language !== undefined && instrumenterOf(language) !== undefined;
}
