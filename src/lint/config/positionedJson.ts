import * as l10n from '@vscode/l10n';
import type { Span } from '../../text/span';

export type JsonValue =
  | { readonly kind: 'object'; readonly span: Span; readonly members: readonly JsonMember[] }
  | { readonly kind: 'array'; readonly span: Span; readonly items: readonly JsonValue[] }
  | { readonly kind: 'string'; readonly span: Span; readonly text: string }
  | { readonly kind: 'number'; readonly span: Span; readonly number: number }
  | { readonly kind: 'boolean' | 'null'; readonly span: Span };

export interface JsonMember {
  readonly key: string;
  readonly keySpan: Span;
  readonly value: JsonValue;
}

/** What is wrong with a text, for a person, and where. */
export interface JsonProblem {
  readonly message: string;
  readonly span: Span;
}

/** Deeper than any configuration; the reader recurses. */
const maxDepth = 100;

/**
 * Reads JSON as RFC 8259 has it, a byte order mark allowed, and says where everything stands. `JSON.parse` says where
 * neither a value nor, in some versions of V8, an error is.
 */
export function readJson(text: string): { kind: 'value'; value: JsonValue } | ({ kind: 'malformed' } & JsonProblem) {
  try {
    return { kind: 'value', value: new Reader(text).read() };
  } catch (error) {
    if (error instanceof Malformed) {
      return { kind: 'malformed', message: error.message, span: error.span };
    }
    throw error;
  }
}

class Malformed extends Error {
  constructor(
    message: string,
    readonly span: Span,
  ) {
    super(message);
  }
}

class Reader {
  private at = 0;
  private depth = 0;

  constructor(private readonly text: string) {}

  read(): JsonValue {
    if (this.text.startsWith('\uFEFF')) {
      this.at = 1;
    }
    const value = this.value();
    if (this.next() !== undefined) {
      throw this.problem(l10n.t('Nothing may follow the end of the JSON value.'));
    }
    return value;
  }

  private value(): JsonValue {
    const char = this.next();
    switch (char) {
      case '{':
        return this.nested(() => this.object());
      case '[':
        return this.nested(() => this.array());
      case '"':
        return { kind: 'string', ...this.string() };
      case undefined:
        throw this.problem(l10n.t('The JSON ends too early.'));
      default:
        return this.word();
    }
  }

  private nested(read: () => JsonValue): JsonValue {
    this.depth += 1;
    if (this.depth > maxDepth) {
      throw this.problem(l10n.t('The JSON is nested too deeply.'));
    }
    const value = read();
    this.depth -= 1;
    return value;
  }

  private object(): JsonValue {
    const start = this.at;
    const members: JsonMember[] = [];
    this.list('}', () => {
      if (this.next() !== '"') {
        throw this.problem(l10n.t('Expected a name in double quotes.'));
      }
      const { text: key, span: keySpan } = this.string();
      if (this.next() !== ':') {
        throw this.problem(l10n.t("Expected '{0}'.", ':'));
      }
      this.at += 1;
      members.push({ key, keySpan, value: this.value() });
    });
    return { kind: 'object', span: { start, end: this.at }, members };
  }

  private array(): JsonValue {
    const start = this.at;
    const items: JsonValue[] = [];
    this.list(']', () => items.push(this.value()));
    return { kind: 'array', span: { start, end: this.at }, items };
  }

  /** From the opening bracket, which stands here, behind the closing one. */
  private list(close: string, readOne: () => void): void {
    this.at += 1;
    if (this.next() !== close) {
      readOne();
      while (this.next() === ',') {
        const comma = this.at;
        this.at += 1;
        if (this.next() === close) {
          throw new Malformed(l10n.t("JSON has no comma in front of '{0}'.", close), { start: comma, end: comma + 1 });
        }
        readOne();
      }
      if (this.next() !== close) {
        throw this.problem(l10n.t("Expected ',' or '{0}'.", close));
      }
    }
    this.at += 1;
  }

  private string(): { readonly text: string; readonly span: Span } {
    const start = this.at;
    let end = start + 1;
    while (end < this.text.length && this.text[end] !== '"' && this.text[end] !== '\n') {
      end += this.text[end] === '\\' ? 2 : 1;
    }
    end = Math.min(end + 1, this.text.length);
    const span = { start, end };
    try {
      const text: unknown = JSON.parse(this.text.slice(start, end));
      this.at = end;
      return { text: String(text), span };
    } catch {
      throw new Malformed(
        l10n.t('This is not a JSON string: a quote is missing, or a character is to be escaped.'),
        span,
      );
    }
  }

  private word(): JsonValue {
    const start = this.at;
    const [word = ''] = /^[^\s,:[\]{}"]*/.exec(this.text.slice(start, start + 400)) ?? [];
    const span = { start, end: start + word.length };
    this.at = span.end;
    if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(word)) {
      return { kind: 'number', span, number: Number(word) };
    }
    if (word === 'true' || word === 'false' || word === 'null') {
      return { kind: word === 'null' ? 'null' : 'boolean', span };
    }
    this.at = start;
    throw this.problem(l10n.t('Expected a JSON value.'));
  }

  /** The next character that is no white space; the reader stands on it. Comments are named as what they are. */
  private next(): string | undefined {
    while (/^[ \t\r\n]$/.test(this.text[this.at] ?? '')) {
      this.at += 1;
    }
    const char = this.text[this.at];
    if (char === '/' || char === '#') {
      throw this.problem(l10n.t('JSON has no comments.'));
    }
    return char;
  }

  private problem(message: string): Malformed {
    return new Malformed(message, { start: this.at, end: Math.min(this.at + 1, this.text.length) });
  }
}
