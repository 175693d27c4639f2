import * as l10n from '@vscode/l10n';
import { planUninstrument } from '../instrument/python/planUninstrument';
import type { UninstrumentOutcome } from '../instrument/plan';
import { Parsers } from '../syntax/parsers';
import { exitCode, UsageError } from './command';
import type { Command, ExitCode } from './command';
import { parseOptions } from './options';
import { pythonSources } from './pythonSources';
import { reportChanges } from './reportChanges';
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
    const targets = values.all ? 'all' : names;
    const parsers = new Parsers((file) => context.readAsset(`grammars/${file}`));
    let code: ExitCode = exitCode.done;
    for await (const script of pythonSources(positionals)) {
      const { edits, outcomes } = await parsers.use('python', script.source.text, (tree) =>
        planUninstrument(tree, { targets }),
      );
      const plan = { changes: edits.length === 0 ? [] : [changedScript(script, edits)], outcomes };
      const textOf = (outcome: Change): string => outcomeText(outcome, values.write);
      if ((await reportChanges(script, plan, values.write, textOf, context)) === exitCode.refused) {
        code = exitCode.refused;
      }
    }
    return code;
  },
};

/** A refusal is told by `reportChanges`. */
type Change = Exclude<UninstrumentOutcome, { kind: 'refused' }>;

function outcomeText(outcome: Change, written: boolean): string {
  switch (outcome.kind) {
    case 'removed':
      return written
        ? l10n.t('{0} is as it was before', outcome.functionName)
        : l10n.t('{0} would be as it was before', outcome.functionName);
    case 'unchanged':
      return l10n.t('{0} is not instrumented', outcome.functionName);
  }
}
