import * as l10n from '@vscode/l10n';
import type { UninstrumentOutcome } from '../../instrument/plan';
import { Parsers } from '../../syntax/parsers';
import { exitCode, UsageError } from '../command';
import type { Command } from '../command';
import { parseOptions } from '../options';
import { changeScripts } from './changeScripts';
import { ChosenFunctions } from './choice';
import { FolderSum } from './folderSum';
import { reportChanges, subjectOf } from './reportChanges';
import { changedScript } from './sourceChange';

/** `uninstrument`: takes out exactly what `instrument` put in. */
export const uninstrument: Command = {
  name: 'uninstrument',
  summary: () => l10n.t('Takes out what instrument put in, to the byte.'),
  usage: () =>
    [
      'taskmonitor uninstrument PATH… (--function NAME… | --all) [--write]',
      '',
      l10n.t(
        'Prints a unified diff; --write changes the files instead. Lines that you wrote are never taken. The TaskMonitor module stays: other scripts may import it.',
      ),
    ].join('\n'),
  async run(args, context) {
    const { values, positionals } = parseOptions(args, {
      function: { type: 'string', multiple: true },
      all: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
    });
    const names = values.function ?? [];
    if (names.length > 0 === values.all) {
      throw new UsageError(l10n.t('Which functions? Give either --function NAME or --all.'));
    }
    const chosen = new ChosenFunctions(values.all ? { kind: 'all' } : { kind: 'names', names });
    const parsers = new Parsers((file) => context.readAsset(`grammars/${file}`));
    const textOf = (outcome: Change): string => outcomeText(outcome, values.write);
    const sum = new FolderSum();
    const code = await changeScripts(
      positionals,
      async (script) => {
        const { language, instrumenter, source } = script;
        const { edits, outcomes } = await parsers.use(language, source.text, (tree) =>
          instrumenter.planUninstrument(tree, { targets: chosen.targetsIn(script, tree) }),
        );
        const plan = { changes: edits.length === 0 ? [] : [changedScript(script, edits)], outcomes };
        const result = await reportChanges(script, plan, values.write, textOf, context);
        sum.add(script, outcomes);
        return result;
      },
      context,
    );
    for (const name of chosen.missing) {
      context.say(l10n.t('None of the files has a function {0}.', name));
    }
    if (sum.files > 0) {
      context.say(
        values.write
          ? l10n.t('Restored: {0}. Refused: {1}. Files: {2}.', sum.of('removed'), sum.of('refused'), sum.files)
          : l10n.t('To restore: {0}. Refused: {1}. Files: {2}.', sum.of('removed'), sum.of('refused'), sum.files),
      );
    }
    return code === exitCode.done && chosen.missing.length > 0 ? exitCode.refused : code;
  },
};

/** A refusal is told by `reportChanges`. */
type Change = Exclude<UninstrumentOutcome, { kind: 'refused' }>;

function outcomeText(outcome: Change, written: boolean): string {
  const subject = subjectOf(outcome);
  switch (outcome.kind) {
    case 'removed':
      return written ? l10n.t('{0} is as it was before', subject) : l10n.t('{0} would be as it was before', subject);
    case 'unchanged':
      return l10n.t('{0} is not instrumented', subject);
  }
}
