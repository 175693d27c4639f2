import { posix, win32 } from 'node:path';
import type { SyntaxTree } from '../../syntax/parsers';
import { readRuntimeHeader } from '../runtimeHeader';
import type { FilePort, RuntimeModule } from '../runtimeModule';
import { BashScript } from './bashScript';
import { sourcedFile } from './monitorUse';

const asset = 'monitoring.sh';

const fileNames = ['monitoring', 'task_monitoring'] as const;

/** The files that a script sources, relative to itself: what is computed at the front of a path is taken for its folder. */
export function sourcedFiles(tree: SyntaxTree): readonly string[] {
  const { shell } = new BashScript(tree);
  return shell.commands.flatMap((command) => {
    const file = sourcedFile(command);
    return file === undefined || !/\w/.test(file) ? [] : [file];
  });
}

/**
 * Finds the runtime that a script can source, or the place for a new one: beside the script. One in another folder counts
 * only when the script sources it, or another file of that folder, already.
 *
 * @param sourced as `sourcedFiles` gives it
 * @throws whatever `files` throws
 */
export async function locateRuntimeModule(
  files: FilePort,
  scriptPath: string,
  sourced: readonly string[],
): Promise<RuntimeModule> {
  const path = /^[A-Za-z]:[\\/]|^\\\\/.test(scriptPath) || !scriptPath.includes('/') ? win32 : posix;
  const folder = path.dirname(scriptPath);
  const names = sourced.map((each) => posix.normalize(each.replace(/^\/+/, '')));
  const isOurs = async (name: string): Promise<boolean> => {
    const text = await files.read(path.join(folder, name));
    return text !== undefined && readRuntimeHeader(text) !== undefined;
  };
  const own = names.filter((name) => /(?:^|\/)(?:task_)?monitoring(?:_\d+)?\.sh$/.test(name));
  const beside = fileNames.map((name) => `${name}.sh`);
  const folders = new Set(names.map((name) => posix.dirname(name)).filter((name) => name !== '.'));
  const elsewhere = [...folders].flatMap((each) => beside.map((name) => posix.join(each, name)));
  for (const importModule of [...own, ...beside, ...elsewhere]) {
    if (await isOurs(importModule)) {
      return { importModule, path: path.join(folder, importModule), exists: true, asset };
    }
  }
  const isFree = async (name: string): Promise<boolean> =>
    (await files.read(path.join(folder, name))) === undefined && !(await files.isFolder(path.join(folder, name)));
  // What the script sources already, and is not there, before another name.
  const missing = own.filter((name) => !name.includes('/'));
  for (let number = 0; ; number++) {
    const importModule = [...missing, ...beside][number] ?? `${fileNames[1]}_${number}.sh`;
    if (await isFree(importModule)) {
      return { importModule, path: path.join(folder, importModule), exists: false, asset };
    }
  }
}
