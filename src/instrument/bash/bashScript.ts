import * as l10n from '@vscode/l10n';
import { readShellScript } from '../../syntax/bash/scriptReader';
import type { ShellCommand, ShellFunction, ShellScript } from '../../syntax/bash/shellScript';
import type { SyntaxTree } from '../../syntax/parsers';
import { LineIndex } from '../../text/lineIndex';
import type { Span } from '../../text/span';
import { readRuntimeHeader } from '../runtimeHeader';
import { interpreterRefusal } from './interpreter';
import { taskFunctions, type TaskFunction } from './taskFunctions';

/** One Bash file as instrumentation sees it. Valid as long as its tree. */
export class BashScript {
  readonly shell: ShellScript;
  readonly functions: readonly TaskFunction[];
  readonly lines: LineIndex;
  /** Why nothing in this file is edited, for a person; undefined when it may be. */
  readonly refusal: string | undefined;
  private commandsByOwner: Map<ShellFunction | undefined, ShellCommand[]> | undefined;

  constructor(readonly tree: SyntaxTree) {
    this.lines = new LineIndex(tree.text);
    const reading = readShellScript(tree.text);
    this.shell = reading.script;
    this.functions = taskFunctions(tree.text, this.shell);
    if (readRuntimeHeader(tree.text) !== undefined) {
      this.refusal = l10n.t('This file is the TaskMonitor module itself.');
    } else if (reading.kind === 'problem') {
      const line = this.lines.lineAt(reading.offset) + 1;
      this.refusal = l10n.t('The file has a syntax error on line {0}: mend it first.', line);
    } else {
      this.refusal = interpreterRefusal(tree.text, this.shell);
    }
  }

  get text(): string {
    return this.tree.text;
  }

  /** The commands of a function, without those of functions inside it; without a function those outside all. */
  commandsOf(owner: ShellFunction | undefined): readonly ShellCommand[] {
    if (this.commandsByOwner === undefined) {
      this.commandsByOwner = new Map();
      for (const command of this.shell.commands) {
        const commands = this.commandsByOwner.get(command.owner);
        if (commands === undefined) {
          this.commandsByOwner.set(command.owner, [command]);
        } else {
          commands.push(command);
        }
      }
    }
    return this.commandsByOwner.get(owner) ?? [];
  }

  /** The comments that stand in a stretch of the text. */
  commentsIn({ start, end }: Span): readonly Span[] {
    const { comments } = this.shell;
    let [low, high] = [0, comments.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((comments[middle]?.start ?? 0) < start) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    let last = low;
    while ((comments[last]?.end ?? Infinity) <= end) {
      last++;
    }
    return comments.slice(low, last);
  }

  /** Whether the grammar, as far as it understands the file, reads a function as we do. */
  agreesOn({ definition }: TaskFunction): boolean {
    const { root } = this.tree;
    const { start, nameSpan, name, body } = definition;
    for (let node = root.descendantForIndex(start, nameSpan.end); node !== null; node = node.parent) {
      if (node.type === 'function_definition' && node.startIndex === start && !node.hasError) {
        return node.childForFieldName('name')?.text === name && node.childForFieldName('body')?.endIndex === body.end;
      }
    }
    return root.hasError;
  }

  /** Number, from 1, of the line that holds `offset`: for messages. */
  lineNumber(offset: number): number {
    return this.lines.lineAt(offset) + 1;
  }

  /** What ends the line that holds `offset`, or the first line when that one is the last. */
  terminatorAt(offset: number): string {
    const line = this.lines.lineAt(offset);
    const at = line + 1 < this.lines.lineCount ? line : 0;
    return this.text.slice(this.lines.lineEnd(at), this.lines.lineStart(at + 1)) || '\n';
  }

  /** The blanks at the front of the line that holds `offset`. */
  indentAt(offset: number): string {
    return /^[ \t]*/.exec(this.lines.lineText(this.lines.lineAt(offset)))?.[0] ?? '';
  }
}
