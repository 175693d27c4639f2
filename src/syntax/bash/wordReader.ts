import type { Span } from '../../text/span';
import { ShellCursor } from './shellCursor';
import { ShellSyntaxError } from './shellScript';

/** How deep brackets and commands may nest; what goes deeper is not source that a person wrote. */
const maxNesting = 400;

/** Reads the words of a shell script, with all that may be quoted or nested in them. */
export abstract class WordReader extends ShellCursor {
  protected nesting = 0;

  /** Reads commands up to the `)` that closes a substitution, and over it. */
  protected abstract readSubstitution(): void;

  /** Runs `read`; when it fails, all is as before, and the answer is false. */
  protected abstract attempt(read: () => void): boolean;

  protected nested(read: () => void): void {
    if (++this.nesting > maxNesting) {
      throw this.problem();
    }
    read();
    this.nesting--;
  }

  /** Reads the word that begins here; an empty one is a problem. */
  protected readWord(): Span {
    const start = this.at;
    this.skipSubscript();
    while (!this.atEnd && !/[\s;&|)]/.test(this.text[this.at] ?? '')) {
      if (!this.readInWord(start)) {
        break;
      }
    }
    if (this.at === start) {
      throw this.problem();
    }
    return { start, end: this.at };
  }

  /** Reads a part of a word that `start` begins; false when something here ends it. */
  private readInWord(start: number): boolean {
    const character = this.text[this.at];
    if (character === '<' || character === '>') {
      if (this.text[this.at + 1] !== '(') {
        return false;
      }
      this.at += 2;
      this.readSubstitution();
      return true;
    }
    if (character !== '(') {
      this.readPart();
      return true;
    }
    const before = this.text.slice(start, this.at);
    if (/[?*+@!]$/.test(before)) {
      this.at++;
      this.readUntil(')', true);
      return true;
    }
    if (/^[A-Za-z_]\w*(?:\[[^]*\])?\+?=$/.test(before)) {
      this.at++;
      this.nested(() => {
        this.readArray();
      });
      return true;
    }
    return false;
  }

  /** `a[i + 1]=`: an assignment may have blanks in its subscript. */
  private skipSubscript(): void {
    const name = this.match(/[A-Za-z_]\w*\[/y);
    if (name === undefined) {
      return;
    }
    this.attempt(() => {
      this.at += name.length;
      this.readUntil(']', true);
      if (this.match(/\+?=/y) === undefined) {
        throw this.problem();
      }
    });
  }

  private readArray(): void {
    for (this.skipLines(); !this.sees(')'); this.skipLines()) {
      this.readWord();
    }
    this.at++;
  }

  /** Reads one character, quoted stretch or expansion. */
  protected readPart(): void {
    switch (this.text[this.at]) {
      case '\\':
        this.at += this.text.startsWith('\r\n', this.at + 1) ? 3 : 2;
        break;
      case "'":
        this.at = this.behind("'", this.at + 1);
        break;
      case '"':
        this.readDoubleQuotes();
        break;
      case '`':
        this.at++;
        this.at += this.match(/(?:\\[^]|[^\\`])*/y)?.length ?? 0;
        this.expect('`');
        break;
      case '$':
        this.readDollar(false);
        break;
      default:
        // Most of a script, at once: characters that mean nothing to any reader.
        this.at += this.match(/[\w./:%,^~-]+/y)?.length ?? 1;
    }
    if (this.at > this.text.length) {
      throw this.problem(this.text.length);
    }
  }

  private behind(mark: string, from: number): number {
    const found = this.text.indexOf(mark, from);
    if (found < 0) {
      throw this.problem(from - 1);
    }
    return found + mark.length;
  }

  private readDoubleQuotes(): void {
    const start = this.at;
    this.at++;
    while (!this.sees('"')) {
      if (this.atEnd) {
        throw this.problem(start);
      }
      if (this.sees('$')) {
        this.readDollar(true);
      } else if (this.sees("'")) {
        this.at++;
      } else {
        this.readPart();
      }
    }
    this.at++;
  }

  private readDollar(inQuotes: boolean): void {
    if (this.sees('$((') && this.readArithmetic('$((')) {
      return;
    }
    if (this.sees('$(')) {
      this.at += 2;
      this.readSubstitution();
    } else if (this.sees('${')) {
      this.at += 2;
      this.readUntil('}', false);
    } else if (this.sees('$[')) {
      this.at += 2;
      this.readUntil(']', true);
    } else if (this.sees("$'") && !inQuotes) {
      this.at += 2;
      this.at += this.match(/(?:\\[^]|[^\\'])*/y)?.length ?? 0;
      this.expect("'");
    } else {
      this.at++;
    }
  }

  /** Reads up to the `))` that closes `opening`; nothing when this is a subshell in parentheses instead. */
  protected readArithmetic(opening: string): boolean {
    return this.attempt(() => {
      this.at += opening.length;
      this.readUntil(')', true);
      this.expect(')');
    });
  }

  /** Reads up to a closing bracket, and over it. `nests`: whether its opening one counts inside. */
  private readUntil(closing: string, nests: boolean): void {
    this.nested(() => {
      this.readToClosing(closing, nests);
    });
  }

  private readToClosing(closing: string, nests: boolean): void {
    const start = this.at;
    const opening = closing === ')' ? '(' : '[';
    while (!this.sees(closing)) {
      if (this.atEnd) {
        throw new ShellSyntaxError(start);
      }
      if (nests && this.sees(opening)) {
        this.at++;
        this.readUntil(closing, nests);
      } else {
        this.readPart();
      }
    }
    this.at++;
  }
}
