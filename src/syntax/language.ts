/** The languages that we parse, by the ids that VS Code gives them. */
export type LanguageId = 'python';

const extensions: ReadonlyMap<string, LanguageId> = new Map([
  ['.py', 'python'],
  ['.pyw', 'python'],
  ['.pyi', 'python'],
]);

/** The language of a file by its extension; undefined for one that we do not read. */
export function languageOfPath(path: string): LanguageId | undefined {
  const dot = path.lastIndexOf('.');
  return dot < 0 ? undefined : extensions.get(path.slice(dot).toLowerCase());
}
