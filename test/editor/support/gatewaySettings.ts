import * as vscode from 'vscode';
import type { TestAccess } from '../../../src/extension';
import { isUsable } from '../../../src/editor/gateways/gatewayState';
import { eventually } from './eventually';

/** Writes `taskMonitor.gateways` of the user's settings and waits until the store has taken them up. */
export async function configureGateways(
  { services }: TestAccess,
  gateways: readonly { readonly name?: string; readonly url: string }[] | undefined,
): Promise<void> {
  await vscode.workspace
    .getConfiguration('taskMonitor')
    .update('gateways', gateways, vscode.ConfigurationTarget.Global);
  await eventually(() => {
    const shown = services.store.snapshot.gateways;
    return shown.length === (gateways?.length ?? 0) ? shown : undefined;
  });
}

/** The ids of the gateways in the store's snapshot. */
export function gatewayIds({ services }: TestAccess): readonly string[] {
  return services.store.snapshot.gateways.filter(isUsable).map(({ gateway }) => gateway.id);
}
