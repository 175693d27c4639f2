import * as l10n from '@vscode/l10n';
import type { Targets } from '../../instrument/plan';
import type { SyntaxTree } from '../../syntax/parsers';
import { LineIndex } from '../../text/lineIndex';
import { CommandFailure, UsageError } from '../command';
import type { Script } from './scriptSources';

/** Which functions of each file are meant. */
export type Choice =
  | { readonly kind: 'all' }
  | { readonly kind: 'names'; readonly names: readonly string[] }
  /** From 0. */
  | { readonly kind: 'line'; readonly line: number };

export interface ChoiceValues {
  readonly function?: readonly string[] | undefined;
  readonly line?: string | undefined;
  readonly all: boolean;
}

/** @throws UsageError unless there is exactly one */
export function choiceFrom(values: ChoiceValues): Choice {
  const names = values.function ?? [];
  const given = [names.length > 0, values.line !== undefined, values.all].filter(Boolean).length;
  if (given !== 1) {
    throw new UsageError(l10n.t('Which functions? Give one of --function NAME, --line N or --all.'));
  }
  if (values.line !== undefined) {
    if (!/^[1-9]\d*$/.test(values.line)) {
      throw new UsageError(l10n.t('--line takes the number of a line, from 1, not "{0}".', values.line));
    }
    return { kind: 'line', line: Number(values.line) - 1 };
  }
  return values.all ? { kind: 'all' } : { kind: 'names', names };
}

/** Finds the chosen functions in one script after another. */
export class ChosenFunctions {
  private readonly met = new Set<string>();
  private isSearch = false;

  constructor(private readonly choice: Choice) {}

  /**
   * The targets for a plan. Of a file that is named every name is expected; a folder is searched for them.
   * @throws CommandFailure when the line has nothing that could be instrumented
   */
  targetsIn(script: Script, tree: SyntaxTree): Targets | 'all' {
    switch (this.choice.kind) {
      case 'all':
        return 'all';
      case 'names':
        return script.isNamed ? this.choice.names : this.search(this.choice.names, script, tree);
      case 'line':
        return targetAt(this.choice.line, script, tree);
    }
  }

  /** The names that were searched for and that no file has. */
  get missing(): readonly string[] {
    return this.choice.kind === 'names' && this.isSearch ? this.choice.names.filter((name) => !this.met.has(name)) : [];
  }

  private search(names: readonly string[], { instrumenter }: Script, tree: SyntaxTree): readonly string[] {
    this.isSearch = true;
    const keys = new Set(instrumenter.functionStates(tree).map(({ functionName }) => functionName));
    const dotted = new Set([...keys].map((key) => key.replace(/#\d+$/, '')));
    const found = names.filter((name) => keys.has(name) || dotted.has(name));
    for (const name of found) {
      this.met.add(name);
    }
    return found;
  }
}

/** The innermost function on a line, or the block that runs the script when it is there. */
function targetAt(line: number, { instrumenter, path, isNamed }: Script, tree: SyntaxTree): Targets {
  if (!isNamed) {
    throw new UsageError(l10n.t('--line goes with files, not with a folder.'));
  }
  const index = new LineIndex(tree.text);
  if (line >= index.lineCount) {
    throw new CommandFailure(l10n.t('{0} has no line {1}.', path, line + 1));
  }
  // Behind the indentation: the start of a line may still belong to what stands around the function.
  const text = index.lineText(line);
  const offset = index.lineStart(line) + text.length - text.trimStart().length;
  const found = instrumenter.functionAt(tree, offset);
  if (found !== undefined) {
    return [found.functionName];
  }
  const block = instrumenter.statementsAt(tree, { start: offset, end: offset });
  if (block === undefined) {
    throw new CommandFailure(l10n.t('{0}: line {1} is in no function.', path, line + 1));
  }
  return { statements: block.span };
}
