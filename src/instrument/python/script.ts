import * as l10n from '@vscode/l10n';
import type { Node } from '@vscode/tree-sitter-wasm';
import type { SyntaxTree } from '../../syntax/parsers';
import { SourceLines } from '../../syntax/python/sourceLines';
import { syntaxProblem, type SyntaxProblem } from '../../syntax/python/syntaxProblem';
import type { MonitorUse } from '../monitorUse';
import { readMonitorUse } from './monitorUse';
import { readBindings, type NameBindings } from './nameBindings';
import { readRuntimeHeader } from '../runtimeHeader';

/** One Python file as instrumentation sees it; each part is read when it is asked for. Valid as long as its tree. */
export class Script {
  readonly source: SourceLines;
  /** Why nothing in this file is edited, for a person; undefined when it may be. */
  readonly refusal: string | undefined;
  private monitorUse: MonitorUse | undefined;
  private readonly bindings = new Map<string, NameBindings>();

  /** @param runtimeModule the module that the runtime is imported from, when it is known */
  constructor(
    readonly tree: SyntaxTree,
    private readonly runtimeModule?: string,
  ) {
    this.source = new SourceLines(tree);
    this.refusal = fileRefusal(tree, this.source);
  }

  get text(): string {
    return this.tree.text;
  }

  get use(): MonitorUse {
    this.monitorUse ??= readMonitorUse(this.tree, this.runtimeModule);
    return this.monitorUse;
  }

  /** Where the file binds `name`; read once, since each function of a file may ask. */
  bindingsOf(name: string): NameBindings {
    let bindings = this.bindings.get(name);
    if (bindings === undefined) {
      bindings = readBindings(this.tree, name);
      this.bindings.set(name, bindings);
    }
    return bindings;
  }

  /** Whether the module lists its public names in `__all__`: what it has besides begins with an underscore. */
  get listsPublicNames(): boolean {
    return this.text.includes('__all__') && this.bindingsOf('__all__').ofModule > 0;
  }

  /** Whether a line of the file carries our marker. */
  get hasMarkers(): boolean {
    return /#[ \t]*taskmonitor[ \t]*$/m.test(this.text);
  }

  /** Whether the logical line that begins on line `index` ends in our marker. */
  isMarkedLine(index: number): boolean {
    const { codeEnd, end } = this.source.line(this.source.logicalEnd(index));
    return /#[ \t]*taskmonitor[ \t]*$/.test(this.text.slice(codeEnd, end));
  }

  /** Whether a node is the first thing on its line, in a line that begins a statement. */
  beginsLine(node: Node): boolean {
    const index = this.source.lineAt(node.startIndex);
    const { at, indent } = this.source.front(index);
    return this.source.beginsStatement(index) && at + indent.length === node.startIndex;
  }

  /** Whether a name stands in a line that `instrument` wrote, and not in a body that goes on behind it. */
  isGenerated(name: Node): boolean {
    const line = this.lineOf(name);
    if (!this.isMarkedLine(line)) {
      return false;
    }
    let statement = name;
    while (
      statement.parent !== null &&
      !beginsStatement.test(statement.type) &&
      !holdsStatements.test(statement.parent.type)
    ) {
      statement = statement.parent;
    }
    return this.source.logicalStart(line) === this.lineOf(statement) && this.beginsLine(statement);
  }

  /** The last line of code of a statement: what follows up to the end of the node is comments and empty lines. */
  lastCodeLine(statement: Node): number {
    const { source } = this;
    let line = source.lineAt(statement.endIndex - 1);
    while (source.line(line).kind === 'statement' && source.front(line).content !== 'code') {
      line--;
    }
    return source.logicalEnd(line);
  }

  lineOf(node: Node): number {
    return this.source.lineAt(node.startIndex);
  }

  /** Number, from 1, of the line where `node` begins: for messages. */
  lineNumber(node: Node): number {
    return this.lineOf(node) + 1;
  }
}

const holdsStatements = /^(?:module|block)$/;

/** What begins a line of its own inside a compound statement. */
const beginsStatement = /^(?:except|except_group|finally|else|elif|case)_clause$/;

function fileRefusal(tree: SyntaxTree, source: SourceLines): string | undefined {
  if (readRuntimeHeader(tree.text) !== undefined) {
    return l10n.t('This file is the TaskMonitor module itself.');
  }
  const problem = syntaxProblem(tree, source);
  return problem === undefined ? undefined : problemReason(problem);
}

function problemReason({ kind, line }: SyntaxProblem): string {
  switch (kind) {
    case 'syntaxError':
      return l10n.t('The file has a syntax error on line {0}: mend it first.', line + 1);
    case 'indentation':
      return l10n.t('The file has an indentation error on line {0}: mend it first.', line + 1);
    case 'python2':
      return l10n.t('The file is Python 2 (line {0}); TaskMonitor needs Python 3.8 or later.', line + 1);
    case 'loneCarriageReturn':
      return l10n.t('Line {0} ends in a lone carriage return, which editors and Python read differently.', line + 1);
  }
}
