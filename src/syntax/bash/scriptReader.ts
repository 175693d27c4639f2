import type { Span } from '../../text/span';
import { ShellSyntaxError, type ShellCommand, type ShellFunction, type ShellScript } from './shellScript';
import { CompoundReader, reserved } from './compoundReader';

/** What a script is read as; with a problem, up to the offset where it ends: the functions that end before it. */
export type ShellReading =
  | { readonly kind: 'script'; readonly script: ShellScript }
  | { readonly kind: 'problem'; readonly script: ShellScript; readonly offset: number };

/**
 * Reads the structure of a Bash script by Bash's own rules for words, quotes, here-documents and reserved words: its
 * functions and simple commands. The grammar gives up on things that are common (`for i do`, `"${x:$i:1}"`), and what it
 * says near them is not to be relied on.
 */
export function readShellScript(text: string): ShellReading {
  const reader = new ScriptReader(text);
  try {
    reader.read();
    return { kind: 'script', script: reader.found() };
  } catch (error) {
    if (error instanceof ShellSyntaxError) {
      return { kind: 'problem', script: reader.found(), offset: Math.min(error.offset, text.length) };
    }
    throw error;
  }
}

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** How often a reading may be given up for another: each is read again, and those inside it, too. */
const maxFailures = 1000;

const redirection = /(?:\d+|\{[A-Za-z_]\w*\})?(?:<<-|<<<|<<|<&|<>|<(?!\()|>>|>&|>\||>(?!\())|&>>?/y;

class ScriptReader extends CompoundReader {
  private readonly functions: Writable<ShellFunction>[] = [];
  private readonly commands: ShellCommand[] = [];
  private owner: ShellFunction | undefined;
  private depth = 0;
  private substitutions = 0;
  private failures = 0;

  read(): void {
    this.at = this.text.startsWith('\uFEFF') ? 1 : 0;
    this.readList(new Set());
  }

  /** What has been read. */
  found(): ShellScript {
    const { commands, comments } = this;
    const functions = this.functions.filter(({ start, end }) => end > start);
    return { functions: functions.toSorted(inOrder), commands: commands.toSorted(inOrder), comments };
  }

  protected override readSubstitution(): void {
    this.substitutions++;
    this.readList(new Set([')']));
    this.substitutions--;
    this.expect(')');
  }

  protected override attempt(read: () => void): boolean {
    const { at, owner, depth, nesting, substitutions } = this;
    const pending = [...this.pending];
    const counts = [this.comments.length, this.functions.length, this.commands.length] as const;
    try {
      read();
      return true;
    } catch (error) {
      if (!(error instanceof ShellSyntaxError) || ++this.failures > maxFailures) {
        throw error;
      }
      Object.assign(this, { at, owner, depth, nesting, substitutions, pending });
      [this.comments.length, this.functions.length, this.commands.length] = counts;
      return false;
    }
  }

  protected override readList(ends: ReadonlySet<string>): void {
    this.depth++;
    this.nested(() => {
      for (this.skipLines(); !this.isAt(ends); this.skipLines()) {
        this.readAndOr();
      }
    });
    this.depth--;
  }

  private isAt(ends: ReadonlySet<string>): boolean {
    if (this.atEnd) {
      if (ends.size > 0) {
        throw this.problem();
      }
      return true;
    }
    if (this.sees(')')) {
      return ends.has(')');
    }
    if (this.sees(';;') || this.sees(';&')) {
      return ends.has(';;');
    }
    return ends.has(this.match(reserved) ?? '');
  }

  /** Reads pipelines that `&&` and `||` join, with the `;` or `&` behind them. */
  private readAndOr(): void {
    const { at: start } = this;
    const commandCount = this.commands.length;
    const definitions = [this.readPipeline()];
    for (this.skipBlanks(); this.sees('&&') || this.sees('||'); this.skipBlanks()) {
      this.at += 2;
      this.skipLines();
      definitions.push(this.readPipeline());
    }
    const inBackground = this.sees('&');
    for (const definition of definitions) {
      if (definition !== undefined) {
        definition.place = this.placeOf(definition, inBackground, definitions.length > 1);
      }
    }
    this.markTopLevel(commandCount, start);
    if (inBackground || (this.sees(';') && !this.sees(';;') && !this.sees(';&'))) {
      this.at++;
    } else if (!this.atEnd && !this.atNewline && !this.endsCompound()) {
      throw this.problem();
    }
  }

  /** Whether something here may end the list that a command stands in without a separator before it. */
  private endsCompound(): boolean {
    return (
      /[;)]/.test(this.text[this.at] ?? '') ||
      this.match(/(?:\}|then|elif|else|fi|do|done|esac)(?=[\s;&|()<>]|$)/y) !== undefined
    );
  }

  private placeOf(definition: ShellFunction, inBackground: boolean, isJoined: boolean): ShellFunction['place'] {
    if (definition.place === 'fixed' || inBackground) {
      return 'fixed';
    }
    return isJoined ? 'joined' : 'statement';
  }

  /** A command that is a whole statement of the script: nothing but blanks and a comment stands behind it. */
  private markTopLevel(from: number, start: number): void {
    const last = this.commands.length - 1;
    const command = this.commands[last];
    const isWhole = command?.start === start && /^(?:\s|\\|#.*)*$/.test(this.text.slice(command.end, this.at));
    if (this.depth === 1 && this.owner === undefined && last >= from && isWhole) {
      this.commands[last] = { ...command, atTopLevel: true };
    }
  }

  /** The definition that the pipeline is, if it is one. */
  private readPipeline(): Writable<ShellFunction> | undefined {
    const prefix = this.skipPrefixes();
    if (prefix && (this.atEnd || this.atNewline || /[;)]/.test(this.text[this.at] ?? ''))) {
      return undefined;
    }
    let definition = this.readCommand();
    for (this.skipBlanks(); this.sees('|') && !this.sees('||'); this.skipBlanks()) {
      this.at += this.sees('|&') ? 2 : 1;
      this.skipLines();
      for (const each of [definition, this.readCommand()]) {
        fix(each);
      }
      definition = undefined;
    }
    if (prefix) {
      fix(definition);
    }
    return definition;
  }

  private skipPrefixes(): boolean {
    const { at: start } = this;
    for (let word = this.match(reserved); word === '!' || word === 'time'; word = this.match(reserved)) {
      this.at += word.length;
      this.skipBlanks();
      this.at += this.match(/-p(?=\s)/y)?.length ?? 0;
      this.skipBlanks();
    }
    return this.at > start;
  }

  private readCommand(): Writable<ShellFunction> | undefined {
    const { at: start } = this;
    const word = this.match(reserved);
    if (word === 'function') {
      this.at += word.length;
      this.skipBlanks();
      const name = this.readFunctionName();
      this.skipBlanks();
      if (this.sees('(')) {
        this.readParentheses();
      }
      return this.readDefinition(start, name, true);
    }
    if (word === 'coproc') {
      this.at += word.length;
      this.skipBlanks();
      this.readCoprocess();
    } else if (this.startsCompound(word)) {
      this.readCompound(word);
      this.readRedirections();
    } else if (word !== undefined && word !== 'in') {
      throw this.problem();
    } else {
      return this.readSimple();
    }
    return undefined;
  }

  private readCoprocess(): void {
    const named = this.attempt(() => {
      this.readWord();
      this.skipBlanks();
      if (!this.startsCompound(this.match(reserved))) {
        throw this.problem();
      }
    });
    const word = this.match(reserved);
    if (named || this.startsCompound(word)) {
      this.readCompound(word);
      this.readRedirections();
    } else {
      this.readSimple();
    }
  }

  private readFunctionName(): Span {
    const name = this.match(/[^\s()<>|&;"'`$\\]+/y);
    if (name === undefined) {
      throw this.problem();
    }
    this.at += name.length;
    return { start: this.at - name.length, end: this.at };
  }

  private readParentheses(): void {
    this.expect('(');
    this.skipBlanks();
    this.expect(')');
  }

  /** Reads the body of a function whose header begins at `start`. */
  private readDefinition(start: number, nameSpan: Span, keyword: boolean): Writable<ShellFunction> {
    const { owner: outer } = this;
    const isFixed = this.pending.length > 0 || this.substitutions > 0;
    this.skipLines();
    const body = { start: this.at, end: this.at };
    const definition: Writable<ShellFunction> = {
      name: this.text.slice(nameSpan.start, nameSpan.end),
      nameSpan,
      keyword,
      start,
      end: start,
      body,
      outer,
      place: isFixed ? 'fixed' : 'statement',
    };
    this.functions.push(definition);
    this.owner = definition;
    this.readCompound(this.match(reserved));
    definition.body = { start: body.start, end: this.at };
    definition.end = this.readRedirections();
    this.owner = outer;
    return definition;
  }

  /** Reads redirections; returns where the last one ends, or where they would begin. */
  private readRedirections(): number {
    let end = this.at;
    for (this.skipBlanks(); this.readRedirection() !== undefined; this.skipBlanks()) {
      end = this.at;
    }
    return end;
  }

  /** Reads a redirection; returns its target when `wanted` begins it, and undefined when none stands here. */
  private readRedirection(wanted?: RegExp): string | undefined {
    const operator = this.match(redirection);
    if (operator === undefined) {
      return undefined;
    }
    const isWanted = wanted !== undefined && this.match(wanted) !== undefined;
    this.at += operator.length;
    this.skipBlanks();
    const { start, end } = this.readWord();
    if (/(?<!<)<<-?$/.test(operator)) {
      const delimiter = this.text.slice(start, end).replace(/\\([^])|'([^']*)'|"([^"]*)"/g, '$1$2$3');
      this.pending.push({ delimiter, stripsTabs: operator.endsWith('-') });
    }
    return isWanted ? this.text.slice(start, end) : '';
  }

  private readSimple(): Writable<ShellFunction> | undefined {
    const { at: start } = this;
    const words: Span[] = [];
    let [end, silenced] = [start, false];
    for (; ; this.skipBlanks()) {
      const target = this.readRedirection(/1?>|&>/y);
      if (target !== undefined) {
        silenced ||= target === '/dev/null';
      } else if (this.sees('(') && words.length === 1 && words[0]?.start === start) {
        this.readParentheses();
        return this.readDefinition(start, words[0], false);
      } else if (this.atEnd || /[\r\n;&|()]/.test(this.text[this.at] ?? '')) {
        break;
      } else {
        const word = this.readWord();
        if (words.length > 0 || !/^[A-Za-z_]\w*(?:\[[^]*\])?\+?=/.test(this.text.slice(word.start, word.end))) {
          words.push(word);
        }
      }
      end = this.at;
    }
    if (end === start) {
      throw this.problem();
    }
    const spelled = words.map((word) => this.text.slice(word.start, word.end));
    const { owner } = this;
    this.commands.push({ start, end, words: spelled, atTopLevel: false, silenced, owner });
    return undefined;
  }
}

function inOrder(a: Span, b: Span): number {
  return a.start - b.start || b.end - a.end;
}

function fix(definition: Writable<ShellFunction> | undefined): void {
  if (definition !== undefined) {
    definition.place = 'fixed';
  }
}
