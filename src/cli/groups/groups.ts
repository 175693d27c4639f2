import * as l10n from '@vscode/l10n';
import { connectionUsage } from '../connection';
import { UsageError } from '../command';
import type { Command, CommandContext, ExitCode } from '../command';
import { deleteGroups } from './deleteGroups';
import { listGroups } from './listGroups';
import { showGroup } from './showGroup';

const actions: ReadonlyMap<string, (args: readonly string[], context: CommandContext) => Promise<ExitCode>> = new Map([
  ['list', listGroups],
  ['show', showGroup],
  ['delete', deleteGroups],
]);

const laterActions: readonly string[] = ['prune', 'restore'];

/** `groups list|show|delete`: what a gateway holds. */
export const groups: Command = {
  name: 'groups',
  summary: () => l10n.t('Lists, shows and deletes the groups that a Pushgateway holds.'),
  usage: () =>
    [
      'taskmonitor groups list [--job RE] [--label K=RE]… [--older-than 24h] [--failed] [--format text|json]',
      'taskmonitor groups show K=V… [--format text|json]',
      'taskmonitor groups delete K=V… | [--job RE] [--label K=RE]… [--older-than 24h] [--failed]  [--yes]',
      '',
      l10n.t(
        'K=V name the whole grouping key, job included. RE must fit the whole value. delete only prints what would go until --yes; it writes a snapshot of the groups first.',
      ),
      '',
      connectionUsage(),
    ].join('\n'),
  async run(args, context) {
    const [name, ...rest] = args;
    const action = actions.get(name ?? '');
    if (action !== undefined) {
      return action(rest, context);
    }
    throw new UsageError(
      name === undefined
        ? l10n.t('What to do with the groups? list, show or delete.')
        : laterActions.includes(name)
          ? l10n.t('groups {0} is not in this version yet.', name)
          : l10n.t('groups has no {0}: it takes list, show or delete.', name),
    );
  },
};
