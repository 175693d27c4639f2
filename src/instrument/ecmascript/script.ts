import * as l10n from '@vscode/l10n';
import type { Node } from '@vscode/tree-sitter-wasm';
import { syntaxErrorOffset } from '../../syntax/ecmascript/syntaxProblem';
import type { SyntaxTree } from '../../syntax/parsers';
import { LineIndex } from '../../text/lineIndex';
import { readRuntimeHeader } from '../runtimeHeader';
import { indentOf, indentUnit } from './indentUnit';
import { hasMarker } from './marker';
import type { MonitorUse } from '../monitorUse';
import { readMonitorUse } from './monitorUse';
import { readSentText, type SentText } from './sentAsText';

/** One TypeScript or JavaScript file as instrumentation sees it; each part is read when it is asked for. Valid as long as its tree. */
export class Script {
  private lineIndex: LineIndex | undefined;
  private monitorUse: MonitorUse | undefined;
  private indentUnit: string | undefined;
  private quotationMark: string | undefined;
  private sent: SentText | undefined;
  private hasTasks: boolean | undefined;
  private isRefused: { readonly reason: string | undefined } | undefined;

  /** @param runtimeModule the specifier that the runtime is imported by, when it is known */
  constructor(
    readonly tree: SyntaxTree,
    private readonly runtimeModule?: string,
  ) {}

  get text(): string {
    return this.tree.text;
  }

  get isTypeScript(): boolean {
    return this.tree.language !== 'javascript';
  }

  get lines(): LineIndex {
    this.lineIndex ??= new LineIndex(this.text);
    return this.lineIndex;
  }

  get use(): MonitorUse {
    this.monitorUse ??= readMonitorUse(this.tree, this.runtimeModule);
    return this.monitorUse;
  }

  /** Why nothing in this file is edited, for a person; undefined when it may be. */
  get refusal(): string | undefined {
    this.isRefused ??= { reason: this.fileRefusal() };
    return this.isRefused.reason;
  }

  /** Whether the file may run tasks at all: looked up once, since files are long and functions many. */
  get mentionsTasks(): boolean {
    this.hasTasks ??= this.text.includes('.task');
    return this.hasTasks;
  }

  get sentText(): SentText {
    this.sent ??= readSentText(this.text);
    return this.sent;
  }

  get hasMarkers(): boolean {
    return hasMarker(this.text);
  }

  /** One level of indentation. */
  get unit(): string {
    this.indentUnit ??= indentUnit(this.tree, this.lines);
    return this.indentUnit;
  }

  /** The quotation mark that the file uses for its modules. */
  get quote(): string {
    this.quotationMark ??= /\b(?:from|require\(|import)\s*(['"])/.exec(this.text)?.[1] ?? "'";
    return this.quotationMark;
  }

  lineOf(node: Node): number {
    return this.lines.lineAt(node.startIndex);
  }

  /** Number, from 1, of the line where `node` begins: for messages. */
  lineNumber(node: Node): number {
    return this.lineOf(node) + 1;
  }

  /** The white space that a line begins with. */
  indentOf(line: number): string {
    return indentOf(this.lines, line);
  }

  /** Whether nothing but white space stands before `offset` on its line. */
  beginsLine(offset: number): boolean {
    return this.text.slice(this.lines.lineStart(this.lines.lineAt(offset)), offset).trim() === '';
  }

  /** Whether nothing but white space stands behind `offset` on its line. */
  endsLine(offset: number): boolean {
    return this.text.slice(offset, this.lines.lineEnd(this.lines.lineAt(offset))).trim() === '';
  }

  /** What ends a line, or ends the lines of the file when that is the last one. */
  terminator(line: number): string {
    const own = this.text.slice(this.lines.lineEnd(line), this.lines.lineStart(line + 1));
    return own === '' ? (/\r\n|\n|\r/.exec(this.text)?.[0] ?? '\n') : own;
  }

  private fileRefusal(): string | undefined {
    if (readRuntimeHeader(this.text) !== undefined) {
      return l10n.t('This file is the TaskMonitor module itself.');
    }
    const offset = syntaxErrorOffset(this.tree);
    return offset === undefined
      ? undefined
      : l10n.t('The file has a syntax error on line {0}: mend it first.', this.lines.lineAt(offset) + 1);
  }
}
