/**
 * How a line of a Python file begins, which decides what may be done to its front:
 * - `statement`: a logical line, a comment or nothing; its white space is the indentation
 * - `bracket`: inside `(`, `[` or `{`; its white space means nothing
 * - `continued`: behind a backslash; its white space is part of the line before
 * - `string`: inside a string, or inside a replacement field of one; every character counts
 */
export type LineKind = 'statement' | 'bracket' | 'continued' | 'string';

export interface PhysicalLine {
  /** Offset of the first unit. */
  readonly start: number;
  /** Offset behind the last unit, before the line's terminator. */
  readonly end: number;
  /** Offset of the next line; `end` for a last line without a terminator. */
  readonly next: number;
  /** Offset behind the code: where a comment begins, else `end`. */
  readonly codeEnd: number;
  readonly kind: LineKind;
}

export interface LineScan {
  readonly lines: readonly PhysicalLine[];
  /** Where a bracket or string begins that is never closed, or a bracket stands that closes nothing. */
  readonly problem: number | undefined;
}

/**
 * Splits Python source into lines as CPython's tokenizer does. Strings follow the rules of 3.12, where replacement fields
 * nest; f-strings that older versions take mean the same under them.
 */
export function scanLines(text: string): LineScan {
  return new Scanner(text).scan();
}

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' };
const formattedPrefixes: ReadonlySet<string> = new Set(['f', 'fr', 'rf', 't', 'tr', 'rt']);

class Scanner {
  private readonly lines: PhysicalLine[] = [];
  private offset = 0;
  private lineStart = 0;
  private kind: LineKind = 'statement';
  private comment: number | undefined;
  private problem: number | undefined;
  /** The f-strings around `offset`, innermost last. */
  private readonly formatted: { readonly quote: string; readonly raw: boolean }[] = [];

  constructor(private readonly text: string) {}

  scan(): LineScan {
    this.code(false);
    const end = this.text.length;
    this.lines.push({ start: this.lineStart, end, next: end, codeEnd: this.comment ?? end, kind: this.kind });
    return { lines: this.lines, problem: this.problem };
  }

  /** Reads code up to the end of the text, or of a replacement field: its `}` is left to the caller. */
  private code(inField: boolean): void {
    const interesting = inField ? /["'#\\()[\]{}:\n\r]/g : /["'#\\()[\]{}\n\r]/g;
    const open: { readonly offset: number; readonly closer: string }[] = [];
    for (let found = this.find(interesting); found !== undefined; found = this.find(interesting)) {
      const within = inField ? 'string' : open.length > 0 ? 'bracket' : 'statement';
      if (found === '\n' || found === '\r') {
        this.endLine(within);
      } else if (found === '#') {
        this.comment = this.offset;
        this.find(/[\n\r]/g);
      } else if (found === '\\') {
        this.offset++;
        if (this.atTerminator()) {
          this.endLine(inField ? 'string' : 'continued');
        }
      } else if (found === '"' || found === "'") {
        this.string(found);
      } else if (inField && open.length === 0 && found === '}') {
        return;
      } else if (found === ':') {
        this.offset++;
        if (open.length === 0) {
          this.formatSpecification();
          return;
        }
      } else {
        const closer = closers[found];
        if (closer !== undefined) {
          open.push({ offset: this.offset, closer });
        } else if (open.pop()?.closer !== found) {
          this.problem ??= this.offset;
        }
        this.offset++;
      }
    }
    this.problem ??= open.at(-1)?.offset;
  }

  private string(mark: string): void {
    const start = this.offset;
    const prefix = (/\w*$/.exec(this.text.slice(Math.max(0, start - 3), start))?.[0] ?? '').toLowerCase();
    const quote = this.text.startsWith(mark.repeat(3), start) ? mark.repeat(3) : mark;
    this.offset += quote.length;
    const closed = formattedPrefixes.has(prefix)
      ? this.formattedText(quote, prefix.length === 2)
      : this.plainText(quote);
    if (!closed) {
      this.problem ??= start;
    }
  }

  private plainText(quote: string): boolean {
    const interesting = /["'\\\n\r]/g;
    for (let found = this.find(interesting); found !== undefined; found = this.find(interesting)) {
      if (found === '\\') {
        this.escape();
      } else if (found === '\n' || found === '\r') {
        if (quote.length === 1) {
          return false;
        }
        this.endLine('string');
      } else if (this.text.startsWith(quote, this.offset)) {
        this.offset += quote.length;
        return true;
      } else {
        this.offset++;
      }
    }
    return false;
  }

  private formattedText(quote: string, raw: boolean): boolean {
    this.formatted.push({ quote, raw });
    const closed = this.literalParts(false);
    this.formatted.pop();
    return closed;
  }

  private formatSpecification(): void {
    if (!this.literalParts(true)) {
      this.problem ??= this.offset;
    }
  }

  /** The text between the fields of the innermost f-string, up to its closing quote; of a format, up to the `}` behind it. */
  private literalParts(inFormat: boolean): boolean {
    const string = this.formatted.at(-1);
    if (string === undefined) {
      return false;
    }
    const interesting = /["'\\{}\n\r]/g;
    for (let found = this.find(interesting); found !== undefined; found = this.find(interesting)) {
      if (found === '\\') {
        this.formattedEscape(string.raw);
      } else if (found === '{') {
        if (this.text[this.offset + 1] === '{' && !inFormat) {
          this.offset += 2;
        } else {
          this.offset++;
          this.code(true);
          this.offset++;
        }
      } else if (found === '}') {
        if (inFormat) {
          return true;
        }
        this.offset++;
      } else if (found === '\n' || found === '\r') {
        if (string.quote.length === 1) {
          return false;
        }
        this.endLine('string');
      } else if (this.text.startsWith(string.quote, this.offset)) {
        if (inFormat) {
          return false;
        }
        this.offset += string.quote.length;
        return true;
      } else {
        this.offset++;
      }
    }
    return false;
  }

  private formattedEscape(raw: boolean): void {
    const next = this.text[this.offset + 1];
    if (next === '{' || next === '}') {
      this.offset++;
    } else if (!raw && next === 'N' && this.text[this.offset + 2] === '{') {
      // A named character: its braces are no field.
      this.find(/[}"'\n\r]/g);
      this.offset += this.text[this.offset] === '}' ? 1 : 0;
    } else {
      this.escape();
    }
  }

  /** Behind a backslash one unit says nothing by itself, raw strings included; a line end goes on with the string. */
  private escape(): void {
    this.offset++;
    if (this.atTerminator()) {
      this.endLine('string');
    } else {
      this.offset++;
    }
  }

  private atTerminator(): boolean {
    const unit = this.text[this.offset];
    return unit === '\n' || unit === '\r';
  }

  /** Moves to the next unit that `interesting` (global) names; to the end of the text when there is none. */
  private find(interesting: RegExp): string | undefined {
    interesting.lastIndex = this.offset;
    const found = interesting.exec(this.text);
    this.offset = found?.index ?? this.text.length;
    return found?.[0];
  }

  private endLine(nextKind: LineKind): void {
    const end = this.offset;
    this.offset += this.text.startsWith('\r\n', end) ? 2 : 1;
    this.lines.push({
      start: this.lineStart,
      end,
      next: this.offset,
      codeEnd: this.comment ?? end,
      kind: this.kind,
    });
    this.comment = undefined;
    this.lineStart = this.offset;
    this.kind = nextKind;
  }
}
