import * as vscode from 'vscode';
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
 */
export async function pickGateway(
  store: GatewayStore,
  title: string,
  gatewayId: string | undefined,
): Promise<GatewayState | undefined> {
  const given = gatewayId === undefined ? undefined : store.gateway(gatewayId);
  if (given !== undefined) return given;
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

/** Says that no gateway is configured, and offers the two ways to one. */
export async function offerFirstGateway(): Promise<void> {
  const start = vscode.l10n.t('Start Local Gateway');
  const add = vscode.l10n.t('Add Gateway…');
  const message = vscode.l10n.t('No Pushgateway is configured yet.');
  const answer = await vscode.window.showInformationMessage(message, start, add);
  if (answer === start) await vscode.commands.executeCommand('taskMonitor.startLocalGateway');
  if (answer === add) await vscode.commands.executeCommand('taskMonitor.addGateway');
}
