/** What is wrong with a text, without its place. */
export class SyntaxProblem extends Error {
  override readonly name = 'SyntaxProblem';
}

/**
 * A place in a text that holds one character per byte ('latin1'). `current` and everything that has to move on throw when the text
 * ends: a text may end only where a line begins.
 */
export class ByteCursor {
  private position = 0;

  constructor(private readonly bytes: string) {}

  get current(): string {
    const character = this.bytes[this.position];
    if (character === undefined) throw new SyntaxProblem('unexpected end of input stream');
    return character;
  }

  get atEnd(): boolean {
    return this.position >= this.bytes.length;
  }

  advance(): void {
    this.position += 1;
  }

  /** Past blanks and tabs; may reach the end. */
  skipBlanks(): void {
    while (isBlank(this.bytes[this.position])) this.position += 1;
  }

  /** The longest stretch from here that `pattern` (sticky) matches, possibly empty; the text must go on behind it. */
  take(pattern: RegExp): string {
    pattern.lastIndex = this.position;
    const taken = pattern.exec(this.bytes)?.[0] ?? '';
    this.position += taken.length;
    void this.current;
    return taken;
  }
}

export function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}
