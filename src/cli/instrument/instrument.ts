import * as l10n from '@vscode/l10n';
import type { FunctionOutcome, InstrumentStyle } from '../../instrument/plan';
import { Parsers } from '../../syntax/parsers';
import { PlannedFiles } from '../../workspace/plannedFiles';
import { exitCode, UsageError } from '../command';
import type { Command, CommandContext } from '../command';
import { oneOf, parseOptions } from '../options';
import { changeScripts } from './changeScripts';
import { choiceFrom, ChosenFunctions } from './choice';
import { FolderSum } from './folderSum';
import { planScript } from './planScript';
import type { InstrumentOptions } from './planScript';
import { reportChanges, subjectOf } from './reportChanges';
import { RuntimeAssets } from './runtimeAssets';
import type { Script } from './scriptSources';

/** `instrument`: makes functions report their runs; a diff, or with `--write` the files themselves. */
export const instrument: Command = {
  name: 'instrument',
  summary: () => l10n.t('Makes functions report their runs to a Pushgateway.'),
  usage: () =>
    [
      'taskmonitor instrument PATH… (--function NAME… | --line N | --all) [--style with|decorator|try]',
      '                       [--records] [--job NAME] [--task NAME] [--write]',
      '',
      l10n.t(
        'Prints a unified diff, the TaskMonitor module included where it is missing; --write changes the files instead. PATH is a Python, JavaScript, TypeScript or Bash script, or a folder of them; .gitignore is honoured there, and links are passed over. NAME may be outer.inner or Class.method; --line takes the innermost function there, or the main block of a Python script; --all takes every function that is not inside another one.',
      ),
      '',
      l10n.t(
        '--style says how a task is written in Python; other languages have one form, which is used there whatever the style. --records writes the number of records, too, where a function shows it.',
      ),
    ].join('\n'),
  async run(args, context) {
    const { values, positionals } = parseOptions(args, {
      function: { type: 'string', multiple: true },
      line: { type: 'string' },
      all: { type: 'boolean', default: false },
      style: { type: 'string' },
      records: { type: 'boolean', default: false },
      job: { type: 'string' },
      task: { type: 'string' },
      write: { type: 'boolean', default: false },
    });
    const choice = choiceFrom(values);
    if (values.task !== undefined && (choice.kind === 'all' || (choice.kind === 'names' && choice.names.length > 1))) {
      throw new UsageError(l10n.t('--task names one task: it goes with one --function, or with --line.'));
    }
    const style = values.style === undefined ? undefined : oneOf('style', values.style, ['with', 'decorator', 'try']);
    const chosen = new ChosenFunctions(choice);
    const options: InstrumentOptions = { ...values, chosen, style, job: values.job, task: values.task };
    const parsers = new Parsers((file) => context.readAsset(`grammars/${file}`));
    const files = new PlannedFiles();
    const modules = new RuntimeAssets(context);
    const oneForm = new OneForm(style, context);
    const sum = new FolderSum();
    const textOf = (outcome: Change): string => outcomeText(outcome, values.write, values.records);
    const code = await changeScripts(
      positionals,
      async (script) => {
        const plan = await planScript(script, options, { parsers, files, modules });
        const result = await reportChanges(script, plan, values.write, textOf, context);
        sum.add(script, plan.outcomes);
        for (const { path, before, after } of values.write ? [] : plan.changes) {
          if (before === undefined) {
            files.plan(path, after);
          }
        }
        if (plan.changes.length > 0) {
          oneForm.say(script);
        }
        return result;
      },
      context,
    );
    for (const name of chosen.missing) {
      context.say(l10n.t('None of the files has a function {0}.', name));
    }
    if (sum.files > 0) {
      context.say(sumText(sum, values.write));
    }
    return code === exitCode.done && chosen.missing.length > 0 ? exitCode.refused : code;
  },
};

function sumText(sum: FolderSum, written: boolean): string {
  const [changed, unchanged, refused] = [sum.of('instrumented'), sum.of('unchanged'), sum.of('refused')];
  return written
    ? l10n.t('Instrumented: {0}. Before: {1}. Refused: {2}. Files: {3}.', changed, unchanged, refused, sum.files)
    : l10n.t('To instrument: {0}. Already: {1}. Refused: {2}. Files: {3}.', changed, unchanged, refused, sum.files);
}

/** Says once for each language that it lacks the style which was asked for. */
class OneForm {
  private readonly said = new Set<string>();

  constructor(
    private readonly style: InstrumentStyle | undefined,
    private readonly context: CommandContext,
  ) {}

  say({ language, instrumenter }: Script): void {
    if (this.style === undefined || instrumenter.styles.includes(this.style) || this.said.has(language)) {
      return;
    }
    this.said.add(language);
    this.context.say(l10n.t('--style {0} is for Python; {1} has one form.', this.style, languageNames[language]));
  }
}

const languageNames: Readonly<Record<Script['language'], string>> = {
  python: 'Python',
  javascript: 'JavaScript',
  typescript: 'TypeScript',
  tsx: 'TypeScript (TSX)',
  bash: 'Bash',
  go: 'Go',
  java: 'Java',
};

/** A refusal is told by `reportChanges`. */
type Change = Exclude<FunctionOutcome, { kind: 'refused' }>;

function outcomeText(outcome: Change, written: boolean, records: boolean): string {
  const subject = subjectOf(outcome);
  if (outcome.kind === 'unchanged') {
    return l10n.t('{0} is instrumented already', subject);
  }
  const { taskName, jobName } = outcome;
  const text = written
    ? l10n.t('{0} is instrumented: task {1}, job {2}', subject, taskName, jobName)
    : l10n.t('{0} would be instrumented: task {1}, job {2}', subject, taskName, jobName);
  if (outcome.records !== undefined) {
    return l10n.t('{0}, records: {1}', text, outcome.records);
  }
  return records ? l10n.t('{0}; it shows no number of records', text) : text;
}
