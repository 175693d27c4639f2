/** The words of `exec` itself, and the command that it runs. */
export interface SplitCommand {
  readonly own: readonly string[];
  readonly command: readonly string[];
}

/**
 * Everything behind `--` is the command; without it, everything from the first word that is neither an option of `exec` nor
 * its value. What belongs to the command is never read as ours.
 * @param valueOptions names of the options that take a value
 */
export function splitCommand(args: readonly string[], valueOptions: readonly string[]): SplitCommand {
  const takesNext = new Set(valueOptions.map((name) => `--${name}`));
  let index = 0;
  while (index < args.length) {
    const word = args[index] ?? '';
    if (word === '--') {
      return { own: args.slice(0, index), command: args.slice(index + 1) };
    }
    if (!word.startsWith('-')) {
      break;
    }
    index += takesNext.has(word) && args[index + 1] !== '--' ? 2 : 1;
  }
  return { own: args.slice(0, index), command: args.slice(index) };
}
