import type { Span } from '../../text/span';
import { ShellSyntaxError } from './shellScript';

interface PendingHeredoc {
  readonly delimiter: string;
  readonly stripsTabs: boolean;
}

/** A place in a shell script that moves on over blanks, comments, line ends and the here-documents behind them. */
export abstract class ShellCursor {
  protected at = 0;
  protected pending: PendingHeredoc[] = [];
  protected readonly comments: Span[] = [];

  constructor(protected readonly text: string) {}

  protected get atEnd(): boolean {
    return this.at >= this.text.length;
  }

  protected get atNewline(): boolean {
    return this.text[this.at] === '\n' || this.sees('\r\n');
  }

  protected sees(token: string): boolean {
    return this.text.startsWith(token, this.at);
  }

  /** What a sticky expression matches here; undefined for nothing. */
  protected match(expression: RegExp): string | undefined {
    expression.lastIndex = this.at;
    return expression.exec(this.text)?.[0];
  }

  /** Moves over `token`, which must stand here. */
  protected expect(token: string): void {
    if (!this.sees(token)) {
      throw this.problem();
    }
    this.at += token.length;
  }

  protected problem(offset = this.at): ShellSyntaxError {
    return new ShellSyntaxError(offset);
  }

  /** Moves over blanks, continued lines and a comment. */
  protected skipBlanks(): void {
    this.at += this.match(/(?:[ \t]|\\\r?\n)*/y)?.length ?? 0;
    const comment = this.text[this.at] === '#' ? this.match(/[^\r\n]*/y) : undefined;
    if (comment !== undefined) {
      this.comments.push({ start: this.at, end: this.at + comment.length });
      this.at += comment.length;
    }
  }

  /** Moves over blanks, comments and line ends. */
  protected skipLines(): void {
    this.skipBlanks();
    while (this.atNewline) {
      this.skipNewline();
      this.skipBlanks();
    }
  }

  /** Moves to the next line, or behind the here-documents that begin there. */
  protected skipNewline(): void {
    this.at += this.sees('\r\n') ? 2 : 1;
    for (const heredoc of this.pending.splice(0)) {
      this.skipHeredoc(heredoc);
    }
  }

  private skipHeredoc({ delimiter, stripsTabs }: PendingHeredoc): void {
    const start = this.at;
    for (;;) {
      if (this.atEnd) {
        throw this.problem(start);
      }
      const line = this.match(/[^\n]*/y) ?? '';
      this.at = Math.min(this.at + line.length + 1, this.text.length);
      const content = stripsTabs ? line.replace(/^\t+/, '') : line;
      if (content.replace(/\r$/, '') === delimiter) {
        return;
      }
    }
  }
}
