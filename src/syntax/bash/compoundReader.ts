import { WordReader } from './wordReader';

/** The words that begin a compound command, beside `(`. */
const compoundWords = new Set(['{', '[[', 'if', 'for', 'while', 'until', 'select', 'case']);

/** A word that means something at the beginning of a command. */
export const reserved =
  /(?:\{|\}|\[\[|!|if|then|elif|else|fi|for|in|while|until|select|do|done|case|esac|function|time|coproc)(?=[\s;&|()<>]|$)/y;

/** Reads the compound commands of a shell script: what stands in them is left to `readList`. */
export abstract class CompoundReader extends WordReader {
  /** Reads commands up to one of `ends`, or to the end of the text when there are none. */
  protected abstract readList(ends: ReadonlySet<string>): void;

  protected startsCompound(word: string | undefined): boolean {
    return this.sees('(') || (word !== undefined && compoundWords.has(word));
  }

  /** @param word the reserved word that stands here */
  protected readCompound(word: string | undefined): void {
    if (this.sees('(')) {
      if (!(this.sees('((') && this.readArithmetic('(('))) {
        this.at++;
        this.readBlock([')']);
      }
      return;
    }
    this.at += word?.length ?? 0;
    switch (word) {
      case '{':
        this.readBlock(['}']);
        break;
      case '[[':
        this.readConditional();
        break;
      case 'if':
        this.readIf();
        break;
      case 'while':
      case 'until':
        this.readBlock(['do']);
        this.readBlock(['done']);
        break;
      case 'for':
      case 'select':
        this.readFor();
        break;
      case 'case':
        this.readCase();
        break;
      default:
        throw this.problem();
    }
  }

  private readIf(): void {
    for (let end = 'elif'; end !== 'fi';) {
      if (end === 'elif') {
        this.readBlock(['then']);
      }
      end = this.readBlock(end === 'else' ? ['fi'] : ['elif', 'else', 'fi']);
    }
  }

  /** Reads a list and over the word that ends it, which it returns. */
  private readBlock(ends: readonly string[]): string {
    this.readList(new Set(ends));
    const end = this.sees(')') ? ')' : (this.match(reserved) ?? '');
    this.at += end.length;
    return end;
  }

  private readFor(): void {
    this.skipBlanks();
    if (!(this.sees('((') && this.readArithmetic('(('))) {
      this.readWord();
      this.skipLines();
      if (this.match(reserved) === 'in') {
        this.at += 'in'.length;
        for (this.skipBlanks(); !this.atNewline && !this.sees(';'); this.skipBlanks()) {
          this.readWord();
        }
      }
    }
    this.skipBlanks();
    if (this.sees(';')) {
      this.at++;
    }
    this.skipLines();
    const opening = this.match(reserved);
    if (opening !== 'do' && opening !== '{') {
      throw this.problem();
    }
    this.at += opening.length;
    this.readBlock([opening === 'do' ? 'done' : '}']);
  }

  private readCase(): void {
    this.skipBlanks();
    this.readWord();
    this.skipLines();
    this.expect('in');
    for (this.skipLines(); this.match(reserved) !== 'esac'; this.skipLines()) {
      this.readPatterns();
      this.readList(new Set([';;', 'esac']));
      this.at += this.match(/;;&?|;&/y)?.length ?? 0;
    }
    this.at += 'esac'.length;
  }

  private readPatterns(): void {
    if (this.sees('(')) {
      this.at++;
    }
    for (this.skipBlanks(); !this.sees(')'); this.skipBlanks()) {
      this.readWord();
      this.skipBlanks();
      if (this.sees('|')) {
        this.at++;
      } else if (!this.sees(')')) {
        throw this.problem();
      }
    }
    this.at++;
  }

  private readConditional(): void {
    for (this.skipLines(); this.match(/\]\](?=[\s;&|()<>]|$)/y) === undefined; this.skipLines()) {
      if (this.atEnd) {
        throw this.problem();
      }
      if (/[()<>;&|]/.test(this.text[this.at] ?? '')) {
        this.at++;
        continue;
      }
      while (!this.atEnd && !/[\s()<>;&|]/.test(this.text[this.at] ?? '')) {
        this.readPart();
      }
    }
    this.at += ']]'.length;
  }
}
