import * as l10n from '@vscode/l10n';
import { groupText } from '../../pushgateway/groupText';
import { formatGroupingKey, groupId } from '../../pushgateway/groupingKey';
import { exitCode, UsageError } from '../command';
import type { CommandContext, ExitCode } from '../command';
import { connect, connectionOptions } from '../connection';
import { keyValues } from '../keyValues';
import { oneOf, parseOptions } from '../options';
import { groupJson } from './groupJson';
import { groupingKeyFrom } from './groupingKeyFrom';

export async function showGroup(args: readonly string[], context: CommandContext): Promise<ExitCode> {
  const { values, positionals } = parseOptions(args, {
    ...connectionOptions,
    format: { type: 'string', default: 'text' },
  });
  if (positionals.length === 0) {
    throw new UsageError(l10n.t('Which group? Give its whole grouping key, such as job=nightly task_name=load.'));
  }
  const format = oneOf('format', values.format, ['text', 'json']);
  const key = groupingKeyFrom(keyValues(positionals));
  const { client, shownUrl } = await connect(values, context);
  try {
    const id = groupId(key);
    const group = (await client.groups(context.signal)).find((candidate) => candidate.id === id);
    if (group === undefined) {
      context.say(l10n.t('{0} holds no group {1}.', shownUrl, formatGroupingKey(key)));
      return exitCode.refused;
    }
    context.print(format === 'json' ? JSON.stringify(groupJson(group)) : groupText(group).trimEnd());
    return exitCode.done;
  } finally {
    await client.close();
  }
}
