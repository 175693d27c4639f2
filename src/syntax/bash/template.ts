import type { Node } from '@vscode/tree-sitter-wasm';
import type { Span } from '../../text/span';

/** Stands in a template for something that the shell puts in: from the private use area, so no script has it as text. */
export const hole = '\uE000';

/** What is longer was not written by hand, and is not looked into. */
const maxLength = 1_000_000;

/** A character of a template: from where in the script it comes, and what fills it if it is a hole. */
interface Place {
  readonly start: number;
  readonly end: number;
  readonly filler?: Node | undefined;
  /** The variable that fills it, where the grammar has no node for that. */
  readonly variable?: string | undefined;
}

/** The text that a word, string or here-document gives, with holes for expansions, and where each character stands. */
export class Template {
  private constructor(
    readonly text: string,
    private readonly places: readonly Place[],
    /** Where the whole stands: the answer for a part whose pieces lie apart. */
    readonly span: Span,
  ) {}

  static readonly empty = new Template('', [], { start: 0, end: 0 });

  /** The text of a node, its quotes and backslashes resolved as the shell does. */
  static of(node: Node, source: string): Template {
    const span = { start: node.startIndex, end: node.endIndex };
    if (span.end - span.start > maxLength) {
      return new Template('', [], span);
    }
    const pieces = new Pieces(source);
    pieces.read(node);
    return new Template(pieces.text.join(''), pieces.places, span);
  }

  /** A part of a script that the grammar has as plain text: a word of `trap 'curl "$URL"' EXIT`. */
  static ofText(source: string, span: Span): Template {
    const pieces = new Pieces(source);
    pieces.addUnquoted(span.start, Math.min(span.end, span.start + maxLength), 'string');
    return new Template(pieces.text.join(''), pieces.places, span);
  }

  static filledBy(filler: Node): Template {
    const span = { start: filler.startIndex, end: filler.endIndex };
    return new Template(hole, [{ ...span, filler }], span);
  }

  /** What fills the hole at an index of `text`. */
  fillerAt(index: number): Node | undefined {
    return this.places[index]?.filler;
  }

  /** The variable that fills the hole at an index, where no node says it. */
  variableAt(index: number): { readonly name: string; readonly offset: number } | undefined {
    const place = this.places[index];
    return place?.variable === undefined ? undefined : { name: place.variable, offset: place.start };
  }

  slice(start: number, end = this.text.length): Template {
    return new Template(this.text.slice(start, end), this.places.slice(start, end), this.spanOf({ start, end }));
  }

  plus(other: Template): Template {
    if (this.text === '') {
      return other;
    }
    return new Template(this.text + other.text, [...this.places, ...other.places], {
      start: Math.min(this.span.start, other.span.start),
      end: Math.max(this.span.end, other.span.end),
    });
  }

  /** With a character that the command itself puts in, such as the blank between two words of `echo`. */
  plusText(text: string): Template {
    const { end } = this.span;
    return new Template(
      this.text + text,
      [...this.places, ...Array.from(text, () => ({ start: end, end }))],
      this.span,
    );
  }

  /** Each match replaced by what `to` makes of it; undefined leaves it. */
  replaced(pattern: RegExp, to: (match: RegExpExecArray) => Template | string | undefined): Template {
    const text: string[] = [];
    const places: Place[] = [];
    let from = 0;
    for (const match of this.text.matchAll(pattern)) {
      const replacement = to(match);
      if (replacement !== undefined) {
        const end = match.index + match[0].length;
        text.push(this.text.slice(from, match.index));
        places.push(...this.places.slice(from, match.index));
        if (typeof replacement === 'string') {
          const span = this.spanOf({ start: match.index, end });
          text.push(replacement);
          places.push(...Array.from(replacement, () => span));
        } else {
          text.push(replacement.text);
          places.push(...replacement.places);
        }
        from = end;
      }
    }
    text.push(this.text.slice(from));
    return new Template(text.join(''), from === 0 ? this.places : [...places, ...this.places.slice(from)], this.span);
  }

  /** Where a part of `text` stands in the script. */
  spanOf({ start, end }: Span): Span {
    const [first, last] = [this.places[start], this.places[end - 1]];
    if (start >= end || first === undefined || last === undefined) {
      const at = first?.start ?? this.places[start - 1]?.end ?? this.span.start;
      return { start: at, end: at };
    }
    return first.start <= last.end ? { start: first.start, end: last.end } : this.span;
  }
}

const expansion = /^\$(?:\{(\w+)[^{}]*\}|(\w+|[@*#?$!]))/;

const escapable = { string: /["\\$`\n]/, heredoc: /[\\$`\n]/, word: /[^]/ } as const;

/** Collects the characters of a node. */
class Pieces {
  readonly text: string[] = [];
  readonly places: Place[] = [];

  constructor(private readonly source: string) {}

  read(node: Node): void {
    switch (node.type) {
      case 'string':
      case 'translated_string':
        this.readMixed(node, 'string', 1);
        return;
      case 'raw_string':
        this.addText(node.startIndex + 1, node.endIndex - 1);
        return;
      case 'ansi_c_string':
        this.addEscaped(node.startIndex + 2, node.endIndex - 1);
        return;
      case 'heredoc_body':
        if (isQuoted(node)) {
          this.addText(node.startIndex, node.endIndex);
        } else {
          this.readMixed(node, 'heredoc', 0);
        }
        return;
      case 'concatenation':
        this.readMixed(node, 'word', 0);
        return;
      case 'word':
      case 'number':
      case 'heredoc_content':
        this.addUnquoted(node.startIndex, node.endIndex, 'word');
        return;
      default:
        this.text.push(hole);
        this.places.push({ start: node.startIndex, end: node.endIndex, filler: node });
    }
  }

  /** Text with expansions in it. The grammar leaves some text out of its nodes, so what lies between them counts. */
  private readMixed(node: Node, kind: keyof typeof escapable, quotes: number): void {
    const end = Math.max(node.startIndex + quotes, node.endIndex - quotes);
    let at = node.startIndex + quotes;
    for (const child of node.namedChildren) {
      const isText = child === null || child.type === 'string_content' || child.type === 'heredoc_content';
      if (isText || child.startIndex < at || (kind === 'word' && (child.type === 'word' || child.type === 'number'))) {
        continue;
      }
      this.addUnquoted(at, child.startIndex, kind);
      this.read(child);
      at = child.endIndex;
    }
    this.addUnquoted(at, end, kind);
  }

  addUnquoted(start: number, end: number, kind: keyof typeof escapable): void {
    for (let at = start; at < end; at++) {
      const next = this.source[at + 1];
      if (this.source[at] === '\\' && at + 1 < end && next !== undefined && escapable[kind].test(next)) {
        if (next !== '\n') {
          this.add(next, at, at + 2);
        }
        at++;
      } else {
        // The grammar takes some expansions for text: `,$1}` in a here-document.
        const found = this.source[at] === '$' ? expansion.exec(this.source.slice(at, Math.min(end, at + 100))) : null;
        if (found === null) {
          this.add(this.source[at] ?? '', at, at + 1);
        } else {
          this.text.push(hole);
          this.places.push({ start: at, end: at + found[0].length, variable: found[1] ?? found[2] });
          at += found[0].length - 1;
        }
      }
    }
  }

  private addText(start: number, end: number): void {
    for (let at = start; at < end; at++) {
      this.add(this.source[at] ?? '', at, at + 1);
    }
  }

  /** `$'…'`, with its escapes. */
  private addEscaped(start: number, end: number): void {
    for (let at = start; at < end; at++) {
      const next = this.source[at + 1];
      if (this.source[at] === '\\' && at + 1 < end && next !== undefined) {
        this.add(escapes[next] ?? next, at, at + 2);
        at++;
      } else {
        this.add(this.source[at] ?? '', at, at + 1);
      }
    }
  }

  private add(character: string, start: number, end: number): void {
    this.text.push(character === hole ? ' ' : character);
    this.places.push({ start, end });
  }
}

const escapes: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

/** `<<'EOF'`: nothing in the here-document means anything. */
function isQuoted(body: Node): boolean {
  const start = body.parent?.namedChildren.find((child) => child?.type === 'heredoc_start');
  return /["'\\]/.test(start?.text ?? '');
}

/** What `echo -e` and the format of `printf` make of backslashes. */
export function withEscapes(template: Template): Template {
  return template.replaced(/\\(["'\\ntr])/g, ([, letter = '']) => escapes[letter] ?? letter);
}
