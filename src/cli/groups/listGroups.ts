import * as l10n from '@vscode/l10n';
import type { Group } from '../../pushgateway/group';
import { lastPushMs, matchesGroup } from '../../pushgateway/groupFilter';
import { formatGroupingKey } from '../../pushgateway/groupingKey';
import { displayWidth, padToWidth } from '../../text/displayWidth';
import { formatAge } from '../../text/duration';
import { exitCode, UsageError } from '../command';
import type { CommandContext, ExitCode } from '../command';
import { connect, connectionOptions } from '../connection';
import { oneOf, parseOptions } from '../options';
import { filterOf, filterOptions } from './filterOptions';
import { groupJson } from './groupJson';

export async function listGroups(args: readonly string[], context: CommandContext): Promise<ExitCode> {
  const { values, positionals } = parseOptions(args, {
    ...connectionOptions,
    ...filterOptions,
    format: { type: 'string', default: 'text' },
  });
  if (positionals.length > 0) {
    throw new UsageError(l10n.t('groups list takes options only; groups show takes K=V.'));
  }
  const format = oneOf('format', values.format, ['text', 'json']);
  const filter = filterOf(values);
  const { client, shownUrl } = await connect(values, context);
  try {
    const now = Date.now();
    const found = (await client.groups(context.signal)).filter((group) => matchesGroup(group, filter, now));
    if (format === 'json') {
      context.print(JSON.stringify({ groups: found.map(groupJson) }));
    } else if (found.length === 0) {
      context.say(l10n.t('No groups on {0}.', shownUrl));
    } else {
      printTable(found, now, context);
    }
    return exitCode.done;
  } finally {
    await client.close();
  }
}

function printTable(found: readonly Group[], now: number, context: CommandContext): void {
  const rows = [
    [l10n.t('LAST PUSH'), l10n.t('STATE'), l10n.t('FAMILIES'), l10n.t('GROUP')],
    ...found.map((group) => {
      const last = lastPushMs(group);
      return [
        last === undefined ? '–' : formatAge(now - last),
        group.lastPushSuccessful ? l10n.t('ok') : l10n.t('failed'),
        String(group.families.length),
        formatGroupingKey(group.key),
      ];
    }),
  ];
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => displayWidth(row[column] ?? ''))));
  for (const row of rows) {
    context.print(row.map((cell, column) => padToWidth(cell, widths[column] ?? 0)).join('  '));
  }
}
