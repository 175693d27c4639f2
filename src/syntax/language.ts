/** The languages that we parse, by the names of their grammars. */
export type LanguageId = 'python' | 'javascript' | 'typescript' | 'tsx' | 'bash' | 'go' | 'java';

const extensions: ReadonlyMap<string, LanguageId> = new Map([
  ['.py', 'python'],
  ['.pyw', 'python'],
  ['.pyi', 'python'],
  ['.js', 'javascript'],
  ['.jsx', 'javascript'],
  ['.mjs', 'javascript'],
  ['.cjs', 'javascript'],
  ['.ts', 'typescript'],
  ['.mts', 'typescript'],
  ['.cts', 'typescript'],
  ['.tsx', 'tsx'],
  ['.sh', 'bash'],
  ['.bash', 'bash'],
  ['.go', 'go'],
  ['.java', 'java'],
]);

/** The language of a file by its extension; undefined for one that we do not read. */
export function languageOfPath(path: string): LanguageId | undefined {
  const dot = path.lastIndexOf('.');
  return dot < 0 ? undefined : extensions.get(path.slice(dot).toLowerCase());
}

const editorLanguages: ReadonlyMap<string, LanguageId> = new Map([
  ['python', 'python'],
  ['javascript', 'javascript'],
  ['javascriptreact', 'javascript'],
  ['typescript', 'typescript'],
  ['typescriptreact', 'tsx'],
  ['shellscript', 'bash'],
  ['go', 'go'],
  ['java', 'java'],
]);

/** The language by VS Code's id for it; undefined for one that we do not read. */
export function languageOfEditor(languageId: string): LanguageId | undefined {
  return editorLanguages.get(languageId);
}

/** The language of a script without an extension, by its first line: `#!/usr/bin/env python3`. */
export function languageOfShebang(text: string): LanguageId | undefined {
  const [, interpreter] = /^\uFEFF?#![ \t]*(?:\S*\/env[ \t]+(?:-S[ \t]+)?)?(?:\S*\/)?([\w.-]+)/.exec(text) ?? [];
  if (interpreter === undefined) {
    return undefined;
  }
  if (/^(?:python|pypy)[\d.]*$/.test(interpreter)) {
    return 'python';
  }
  return /^(?:ba|da|k)?sh$/.test(interpreter) ? 'bash' : /^node(?:js)?$/.test(interpreter) ? 'javascript' : undefined;
}
