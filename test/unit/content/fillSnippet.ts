/**
 * The text that a VS Code snippet leaves when every tab stop keeps what it offers: defaults stay, of choices the
 * first is taken, variables count as unset. Reads the syntax that our snippets use, and says what it does not know.
 * https://code.visualstudio.com/docs/editing/userdefinedsnippets#_snippet-syntax
 */
export function fillSnippet(body: string): string {
  const reader = new SnippetReader(body);
  const text = reader.text('');
  return text.replaceAll('\t', '    ');
}

class SnippetReader {
  private at = 0;
  private readonly offered = new Map<string, string>();

  constructor(private readonly body: string) {}

  /** Everything up to the first of `ends` (none: the end of the snippet), which stays unread. */
  text(ends: string): string {
    let text = '';
    while (this.at < this.body.length && !ends.includes(this.body.charAt(this.at))) {
      const unit = this.body.charAt(this.at++);
      if (unit === '\\') {
        text += this.body.charAt(this.at++);
      } else if (unit === '$') {
        text += this.stop();
      } else {
        text += unit;
      }
    }
    return text;
  }

  private stop(): string {
    const braced = this.body.charAt(this.at) === '{';
    this.at += braced ? 1 : 0;
    const name = /^(?:\d+|[A-Z_]+)/.exec(this.body.slice(this.at))?.[0];
    if (name === undefined) {
      throw new Error(`a "$" without a tab stop at ${this.at} in ${JSON.stringify(this.body)}`);
    }
    this.at += name.length;
    if (!braced) {
      return this.offered.get(name) ?? '';
    }
    const offered = this.offer();
    if (this.body.charAt(this.at++) !== '}') {
      throw new Error(`tab stop ${name} is not closed in ${JSON.stringify(this.body)}`);
    }
    // The first offer of a tab stop is what all its other places mirror.
    if (!this.offered.has(name)) {
      this.offered.set(name, offered);
    }
    return this.offered.get(name) ?? '';
  }

  private offer(): string {
    const kind = this.body.charAt(this.at);
    if (kind === ':') {
      this.at++;
      return this.text('}');
    }
    if (kind === '|') {
      this.at++;
      const first = this.text(',|');
      while (this.body.charAt(this.at) !== '|') {
        this.at++;
        this.text(',|');
      }
      this.at++;
      return first;
    }
    return '';
  }
}
