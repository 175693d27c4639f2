import { resolve } from 'node:path';
import * as l10n from '@vscode/l10n';
import { functionAt } from '../instrument/python/functionAt';
import { planInstrument } from '../instrument/python/planInstrument';
import type { FunctionOutcome } from '../instrument/plan';
import { locateRuntimeModule } from '../instrument/python/runtimeModule';
import { Parsers } from '../syntax/parsers';
import type { SyntaxTree } from '../syntax/parsers';
import { scriptImports } from '../syntax/python/scriptImports';
import { LineIndex } from '../text/lineIndex';
import { localFiles } from '../workspace/localFiles';
import { CommandFailure, exitCode, UsageError } from './command';
import type { Command, CommandContext, ExitCode } from './command';
import { oneOfBuilt, parseOptions } from './options';
import { pythonSources } from './pythonSources';
import type { Script } from './pythonSources';
import { reportChanges } from './reportChanges';
import { changedScript } from './sourceChange';
import type { FileChange } from './sourceChange';

/** `instrument`: makes functions report their runs; a diff, or with `--write` the files themselves. */
export const instrument: Command = {
  name: 'instrument',
  summary: () => l10n.t('Makes functions report their runs to a Pushgateway.'),
  usage: () =>
    [
      'taskmonitor instrument PATH… (--function NAME… | --line N | --all) [--style with]',
      '                       [--job NAME] [--task NAME] [--write]',
      '',
      l10n.t(
        'Prints a unified diff, the TaskMonitor module included where it is missing; --write changes the files instead. NAME may be outer.inner or Class.method; --line takes the innermost function there; --all takes every function that is not inside another one.',
      ),
    ].join('\n'),
  async run(args, context) {
    const { values, positionals } = parseOptions(
      args,
      {
        function: { type: 'string', multiple: true },
        line: { type: 'string' },
        all: { type: 'boolean', default: false },
        style: { type: 'string', default: 'with' },
        job: { type: 'string' },
        task: { type: 'string' },
        write: { type: 'boolean', default: false },
      },
      ['records'],
    );
    oneOfBuilt('style', values.style, ['with'], ['decorator', 'try']);
    const choice = choiceFrom(values);
    if (values.task !== undefined && (choice.kind === 'all' || (choice.kind === 'names' && choice.names.length > 1))) {
      throw new UsageError(l10n.t('--task names one task: it goes with one --function, or with --line.'));
    }
    const parsers = new Parsers((file) => context.readAsset(`grammars/${file}`));
    const names = { job: values.job, task: values.task };
    let code: ExitCode = exitCode.done;
    for await (const script of pythonSources(positionals)) {
      const plan = await planScript(script, choice, names, parsers, context);
      const textOf = (outcome: Change): string => outcomeText(outcome, values.write);
      if ((await reportChanges(script, plan, values.write, textOf, context)) === exitCode.refused) {
        code = exitCode.refused;
      }
    }
    return code;
  },
};

/** Which functions of each file are meant. */
type Choice =
  | { readonly kind: 'all' }
  | { readonly kind: 'names'; readonly names: readonly string[] }
  /** From 0. */
  | { readonly kind: 'line'; readonly line: number };

interface ChoiceValues {
  readonly function?: readonly string[] | undefined;
  readonly line?: string | undefined;
  readonly all: boolean;
}

function choiceFrom(values: ChoiceValues): Choice {
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

interface ScriptPlan {
  /** The module that is missing first, then the script: it must not import what is not there. */
  readonly changes: readonly FileChange[];
  readonly outcomes: readonly FunctionOutcome[];
}

async function planScript(
  script: Script,
  choice: Choice,
  names: { readonly job: string | undefined; readonly task: string | undefined },
  parsers: Parsers,
  context: CommandContext,
): Promise<ScriptPlan> {
  const { text } = script.source;
  const path = resolve(script.path);
  const imports = await parsers.use('python', text, scriptImports);
  const runtime = await locateRuntimeModule(localFiles, path, imports);
  const plan = await parsers.use('python', text, (tree) =>
    planInstrument(tree, {
      targets: targetsOf(choice, tree, script.path),
      path,
      importModule: runtime.importModule,
      ...(names.job === undefined ? {} : { job: names.job }),
      ...(names.task === undefined ? {} : { task: names.task }),
    }),
  );
  if (plan.edits.length === 0) {
    return { changes: [], outcomes: plan.outcomes };
  }
  const changed = changedScript(script, plan.edits);
  if (runtime.exists || !plan.importsRuntime) {
    return { changes: [changed], outcomes: plan.outcomes };
  }
  const bytes = await context.readAsset('runtime/monitoring.py');
  const module = { path: runtime.path, before: undefined, after: new TextDecoder().decode(bytes), bytes };
  return { changes: [module, changed], outcomes: plan.outcomes };
}

function targetsOf(choice: Choice, tree: SyntaxTree, path: string): readonly string[] | 'all' {
  switch (choice.kind) {
    case 'all':
      return 'all';
    case 'names':
      return choice.names;
    case 'line': {
      const index = new LineIndex(tree.text);
      if (choice.line >= index.lineCount) {
        throw new CommandFailure(l10n.t('{0} has no line {1}.', path, choice.line + 1));
      }
      // Behind the indentation: the start of a line may still belong to what stands around the function.
      const indent = index.lineText(choice.line).length - index.lineText(choice.line).trimStart().length;
      const found = functionAt(tree, index.lineStart(choice.line) + indent);
      if (found === undefined) {
        throw new CommandFailure(l10n.t('{0}: line {1} is in no function.', path, choice.line + 1));
      }
      return [found.functionName];
    }
  }
}

/** A refusal is told by `reportChanges`. */
type Change = Exclude<FunctionOutcome, { kind: 'refused' }>;

function outcomeText(outcome: Change, written: boolean): string {
  switch (outcome.kind) {
    case 'instrumented':
      return written
        ? l10n.t('{0} is instrumented: task {1}, job {2}', outcome.functionName, outcome.taskName, outcome.jobName)
        : l10n.t(
            '{0} would be instrumented: task {1}, job {2}',
            outcome.functionName,
            outcome.taskName,
            outcome.jobName,
          );
    case 'unchanged':
      return l10n.t('{0} is instrumented already', outcome.functionName);
  }
}
