import { StringDecoder } from 'node:string_decoder';

/** Characters: what is longer without a line end is no line that tells a number; memory stays bounded. */
const longestLine = 64 * 1024;

/**
 * Finds the number of records in what a command prints. The last match in the last line that has one counts: its first
 * group, or the whole match.
 */
export class RecordsMatcher {
  private readonly decoder = new StringDecoder('utf8');
  private readonly expression: RegExp;
  private pending = '';
  private match: string | undefined;

  constructor(expression: RegExp) {
    this.expression = new RegExp(expression.source, [...new Set(`${expression.flags}g`)].join(''));
  }

  /** Takes the next bytes of the output, cut anywhere. */
  feed(bytes: Uint8Array): void {
    const lines = (this.pending + this.decoder.write(bytes)).split('\n');
    this.pending = (lines.pop() ?? '').slice(-longestLine);
    for (const line of lines) {
      this.read(line);
    }
  }

  /** What matched so far, a last line without an end included. */
  result():
    | { readonly kind: 'number'; readonly records: number }
    | { readonly kind: 'none' }
    /** It matched what is no number. */
    | { readonly kind: 'noNumber'; readonly text: string } {
    this.read(this.pending);
    if (this.match === undefined) {
      return { kind: 'none' };
    }
    const text = this.match.trim();
    const records = text === '' ? Number.NaN : Number(text);
    return Number.isFinite(records) ? { kind: 'number', records } : { kind: 'noNumber', text };
  }

  private read(line: string): void {
    for (const found of line.replace(/\r$/, '').matchAll(this.expression)) {
      this.match = found[1] ?? found[0];
    }
  }
}
