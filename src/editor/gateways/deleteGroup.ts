import { setTimeout as delay } from 'node:timers/promises';
import * as vscode from 'vscode';
import { formatGroupingKey } from '../../pushgateway/groupingKey';
import type { Group } from '../../pushgateway/group';
import { askChoice } from '../quickInput/askChoice';
import { localTime } from '../tree/relativeAge';
import { withCancel } from '../withCancel';
import type { GatewayClients } from './gatewayClients';
import type { GatewayEntry } from './gatewayEntry';
import type { GatewayStore } from './gatewayStore';

/** At most this many family names are listed before the person confirms. */
const maxListed = 12;

const looksAfterDeletion = 5;
const pauseBetweenLooksMs = 200;

/** Deletes exactly this group, and looks at the gateway again. @throws GatewayError */
export async function deleteGroup(
  gateway: GatewayEntry,
  group: Group,
  clients: GatewayClients,
  store: GatewayStore,
  signal?: AbortSignal,
): Promise<void> {
  const client = await clients.client(gateway);
  await client.deleteGroup(group.key, signal);
  // A Pushgateway queues deletions (202): the group may still be there when it answers.
  for (let look = 0; look < looksAfterDeletion; look++) {
    await store.refresh(gateway.id);
    const { loaded, failure } = store.gateway(gateway.id) ?? {};
    if (failure !== undefined || loaded?.groups.some(({ id }) => id === group.id) !== true) return;
    await delay(pauseBetweenLooksMs, undefined, signal === undefined ? {} : { signal });
  }
}

/** Names what goes, asks, and deletes. */
export async function confirmAndDelete(
  gateway: GatewayEntry,
  group: Group,
  clients: GatewayClients,
  store: GatewayStore,
): Promise<void> {
  const { message, detail } = deletionQuestion(gateway, group);
  const confirm = vscode.l10n.t('Delete Group');
  const answer = await vscode.window.showWarningMessage(message, { modal: true, detail }, confirm);
  if (answer !== confirm) return;
  await withCancel(vscode.l10n.t('Deleting {0}', formatGroupingKey(group.key)), (signal) =>
    deleteGroup(gateway, group, clients, store, signal),
  );
}

/** What the person confirms: the group's whole key, its gateway, and the families that go with it. */
export function deletionQuestion(gateway: GatewayEntry, group: Group): { message: string; detail: string } {
  const names = group.families.map(({ name }) => name);
  const listed = names.slice(0, maxListed).map((name) => `• ${name}`);
  const left = names.length - listed.length;
  const detail = [
    vscode.l10n.t(
      'Gateway: {0}',
      gateway.id.endsWith(`//${gateway.name}`) ? gateway.id : `${gateway.name} (${gateway.id})`,
    ),
    ...(group.pushTime === undefined ? [] : [vscode.l10n.t('Last push: {0}', localTime(group.pushTime))]),
    '',
    names.length === 0 ? vscode.l10n.t('The group holds no metrics.') : vscode.l10n.t('These metrics go with it:'),
    ...listed,
    ...(left === 0 ? [] : [vscode.l10n.t('and {0} more', left)]),
    '',
    vscode.l10n.t('Other groups stay. The next push with this grouping key creates the group again.'),
  ].join('\n');
  return { message: vscode.l10n.t('Delete the group {0}?', formatGroupingKey(group.key)), detail };
}

/** Lets the person pick one of the gateway's groups; undefined when they gave up or there is none. */
export async function pickGroup(groups: readonly Group[], title: string): Promise<Group | undefined> {
  const answer = await askChoice({
    place: { title, step: 1, totalSteps: 1 },
    placeholder: groups.length === 0 ? vscode.l10n.t('The gateway holds no groups.') : vscode.l10n.t('Which group?'),
    choices: groups.map((group) => ({ label: formatGroupingKey(group.key), value: group })),
  });
  return answer.kind === 'answered' ? answer.value : undefined;
}
