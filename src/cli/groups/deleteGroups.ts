import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import * as l10n from '@vscode/l10n';
import { awaitDeletion } from '../../pushgateway/awaitDeletion';
import type { Group } from '../../pushgateway/group';
import type { GatewayClient } from '../../pushgateway/gatewayClient';
import { matchesGroup } from '../../pushgateway/groupFilter';
import { formatGroupingKey, groupId } from '../../pushgateway/groupingKey';
import { snapshotFileName, snapshotOf } from '../../pushgateway/groupSnapshot';
import { writeAtomically } from '../../workspace/writeAtomically';
import { CommandFailure, exitCode, UsageError } from '../command';
import type { CommandContext, ExitCode } from '../command';
import { connect, connectionOptions } from '../connection';
import { keyValues } from '../keyValues';
import { parseOptions } from '../options';
import { filterOf, filterOptions, narrows } from './filterOptions';
import { groupingKeyFrom } from './groupingKeyFrom';
import { reasonOf } from '../../text/reasonOf';

export async function deleteGroups(args: readonly string[], context: CommandContext): Promise<ExitCode> {
  const { values, positionals } = parseOptions(args, {
    ...connectionOptions,
    ...filterOptions,
    yes: { type: 'boolean', default: false },
  });
  if (positionals.length > 0 === narrows(values)) {
    throw new UsageError(
      positionals.length > 0
        ? l10n.t('Give either a grouping key (K=V) or filters, not both.')
        : l10n.t('Which groups? Give a grouping key (K=V), or filters such as --job and --older-than.'),
    );
  }
  const filter = filterOf(values);
  const key = positionals.length > 0 ? groupingKeyFrom(keyValues(positionals)) : undefined;
  const { client, shownUrl } = await connect(values, context);
  try {
    const now = new Date();
    const id = key === undefined ? undefined : groupId(key);
    const found = (await client.groups(context.signal)).filter((group) =>
      id === undefined ? matchesGroup(group, filter, now.getTime()) : group.id === id,
    );
    if (found.length === 0) {
      context.say(l10n.t('No such group on {0}: nothing to delete.', shownUrl));
      return exitCode.done;
    }
    if (!values.yes) {
      for (const group of found) {
        context.print(formatGroupingKey(group.key));
      }
      context.say(
        l10n.t(
          'Add --yes to delete what is listed above from {0}; the number of groups is {1}.',
          shownUrl,
          found.length,
        ),
      );
      return exitCode.done;
    }
    const snapshot = snapshotOf(shownUrl, found, now);
    const path = await saveSnapshot(snapshotFileName(snapshot), `${JSON.stringify(snapshot, undefined, 1)}\n`, context);
    context.say(l10n.t('Their values are kept in {0}', path));
    return await deleteEach(client, found, context);
  } finally {
    await client.close();
  }
}

/** Deletes group by group and prints each one that is gone; the first failure ends it and says what is left. */
async function deleteEach(client: GatewayClient, found: readonly Group[], context: CommandContext): Promise<ExitCode> {
  for (const [index, group] of found.entries()) {
    try {
      await client.deleteGroup(group.key, context.signal);
    } catch (error) {
      const reason = reasonOf(error);
      throw new CommandFailure(
        l10n.t(
          '{0} of {1} groups were deleted, then it stopped at {2}: {3}',
          index,
          found.length,
          formatGroupingKey(group.key),
          reason,
        ),
        { cause: error },
      );
    }
    context.print(formatGroupingKey(group.key));
  }
  const left = await awaitDeletion(client, new Set(found.map(({ id }) => id)), context.signal);
  if (left.length > 0) {
    throw new CommandFailure(
      l10n.t(
        'The gateway took the deletions, but still holds {0}',
        left.map(({ key }) => formatGroupingKey(key)).join(' '),
      ),
    );
  }
  context.say(found.length === 1 ? l10n.t('Deleted.') : l10n.t('Deleted all {0} groups.', found.length));
  return exitCode.done;
}

async function saveSnapshot(name: string, text: string, context: CommandContext): Promise<string> {
  const folder = join(context.env['XDG_STATE_HOME'] || join(homedir(), '.local', 'state'), 'taskmonitor');
  const path = join(folder, name);
  try {
    await mkdir(folder, { recursive: true });
    await writeAtomically(path, text);
  } catch (error) {
    const reason = reasonOf(error);
    throw new CommandFailure(l10n.t('Nothing was deleted: the snapshot cannot be written to {0}: {1}', path, reason), {
      cause: error,
    });
  }
  return path;
}
