import * as vscode from 'vscode';
import { EditorError } from '../editorError';
import { askChoice } from '../quickInput/askChoice';
import type { Choice } from '../quickInput/askChoice';
import type { GatewayState } from './gatewayState';
import { isUsable } from './gatewayState';
import type { GatewayStore } from './gatewayStore';

/** The gateways that can be asked something, in the view's order. */
export function usableGateways(store: GatewayStore): readonly GatewayState[] {
  return store.snapshot.gateways.filter(isUsable);
}

export function gatewayChoices(store: GatewayStore): readonly Choice<string>[] {
  return usableGateways(store).map(({ gateway }) => ({
    label: gateway.name,
    description: gateway.id === gateway.name ? '' : gateway.id,
    value: gateway.id,
  }));
}

/**
 * The gateway that a command works on: the given one, the only one, or the one that the person picks.
 * Undefined when they gave up, or when there is none, which a message then says, with the ways to get one.
 * @throws EditorError when the given one is no longer configured: nothing may happen to another in its place
 */
export async function pickGateway(
  store: GatewayStore,
  title: string,
  gatewayId: string | undefined,
): Promise<GatewayState | undefined> {
  if (gatewayId !== undefined) return knownGateway(store, gatewayId);
  const [first, ...others] = usableGateways(store);
  if (first === undefined) {
    await offerFirstGateway();
    return undefined;
  }
  if (others.length === 0) return first;
  const answer = await askChoice({
    place: { title, step: 1, totalSteps: 1 },
    placeholder: vscode.l10n.t('Which gateway?'),
    choices: gatewayChoices(store),
  });
  return answer.kind === 'answered' ? store.gateway(answer.value) : undefined;
}

/** @throws EditorError when no gateway has this id any more */
export function knownGateway(store: GatewayStore, gatewayId: string): GatewayState {
  const known = store.gateway(gatewayId);
  if (known !== undefined) return known;
  throw new EditorError('invalidInput', vscode.l10n.t('The gateway {0} is no longer configured.', gatewayId));
}

/** Says that no gateway is configured, and offers the two ways to one. */
export async function offerFirstGateway(): Promise<void> {
  const start = vscode.l10n.t('Start Local Gateway');
  const add = vscode.l10n.t('Add Gateway…');
  const message = vscode.l10n.t('No Pushgateway is configured yet.');
  const answer = await vscode.window.showInformationMessage(message, start, add);
  if (answer === start) await vscode.commands.executeCommand('taskMonitor.startLocalGateway');
  if (answer === add) await vscode.commands.executeCommand('taskMonitor.addGateway');
}
