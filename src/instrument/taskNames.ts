/**
 * The name of a script, which its job and tasks are called after: the file without its extension, or the folder for
 * `__main__.py` and `__init__.py`. Always a label value that a gateway takes, and the same on every machine.
 */
export function scriptName(path: string): string {
  const parts = path.split(/[\\/]/).filter((part) => part !== '' && part !== '.');
  const stem = (parts.at(-1) ?? '').replace(/\.[^.]*$/, '');
  const name = stem === '__main__' || stem === '__init__' ? (parts.at(-2) ?? stem.replaceAll('_', '')) : stem;
  return labelValue(name) || 'script';
}

/** What a template may say, and what it says when nobody gives one. */
export const defaultTaskTemplate = '{script}.{function}';

/**
 * The name of a task: the template with `{script}` and `{function}` filled in. Always a label value that a gateway takes,
 * and the same in every run; what a template makes empty is named by the default.
 */
export function taskName(
  { path, taskTemplate }: { readonly path: string; readonly taskTemplate?: string },
  functionName: string,
): string {
  const values = { script: scriptName(path), function: functionName };
  const fill = (template: string): string =>
    labelValue(template.replace(/\{(script|function)\}/g, (_, key: keyof typeof values) => values[key]));
  return fill(taskTemplate ?? defaultTaskTemplate) || fill(defaultTaskTemplate);
}

/** Without what no person can see or type: control characters and halves of surrogate pairs. */
function labelValue(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}]/gu, '').trim();
}
