export interface CommandLine {
  readonly program: string;
  readonly args: readonly string[];
  /** Where it is to run; undefined: wherever. */
  readonly folder: string | undefined;
}

/** A command line as one types it into a shell, whose program's name is given: `bash`, `fish`, `pwsh.exe`, `cmd.exe`. */
export function commandText({ program, args }: CommandLine, shell: string): string {
  const words = [program, ...args];
  const name = shell.toLowerCase().replace(/\.exe$/, '');
  if (/^(?:pwsh|powershell)/.test(name)) {
    const text = words.map((word) => quoted(word, (inner) => `'${inner.replaceAll("'", "''")}'`)).join(' ');
    // A string in front is a value; `&` calls it.
    return text.startsWith("'") ? `& ${text}` : text;
  }
  if (name === 'cmd') {
    return words.map((word) => quoted(word, (inner) => `"${inner}"`)).join(' ');
  }
  const escaped = name === 'fish' ? String.raw`\'` : String.raw`'\''`;
  return words.map((word) => quoted(word, (inner) => `'${inner.replaceAll("'", escaped)}'`)).join(' ');
}

/** Words that mean themselves in every shell stay as they are. */
function quoted(word: string, quote: (word: string) => string): string {
  return /^[\w./:\\@+-]+$/.test(word) && (!word.includes('\\') || /^[A-Za-z]:\\/.test(word)) ? word : quote(word);
}
