import * as vscode from 'vscode';
import type { CommandHandlers } from '../commands';
import type { Services } from '../services';
import { gatewayViewId } from '../tree/gatewayTree';
import { unattended } from '../unattended';
import { addGateway } from './addGateway';
import { confirmAndDelete, pickGroup } from './deleteGroup';
import { enterCredentials } from './enterCredentials';
import { gatewayArgument } from './gatewayArgument';
import { pickGateway } from './pickGateway';

type GatewayCommand =
  | 'taskMonitor.addGateway'
  | 'taskMonitor.refreshGateways'
  | 'taskMonitor.retryGateway'
  | 'taskMonitor.enterCredentials'
  | 'taskMonitor.forgetCredentials'
  | 'taskMonitor.copyGatewayUrl'
  | 'taskMonitor.openGatewaySettings'
  | 'taskMonitor.deleteGroup';

/** The commands of the view and its rows; from the palette they ask which gateway or group is meant. */
export function gatewayCommands(services: Services): Pick<CommandHandlers, GatewayCommand> {
  const { store, clients, secrets, log } = services;
  const refresh = async (gatewayId?: string): Promise<void> => {
    await vscode.window.withProgress({ location: { viewId: gatewayViewId } }, () => store.refresh(gatewayId));
  };
  return {
    'taskMonitor.addGateway': addGateway,
    'taskMonitor.refreshGateways': () => refresh(),
    'taskMonitor.retryGateway': (argument) => refresh(gatewayArgument(argument).gatewayId),
    'taskMonitor.enterCredentials': async (argument) => {
      const { gatewayId } = gatewayArgument(argument);
      const picked = await pickGateway(store, vscode.l10n.t('Enter Credentials'), gatewayId);
      if (picked !== undefined) await enterCredentials(picked.gateway, secrets);
    },
    'taskMonitor.forgetCredentials': async (argument) => {
      const { gatewayId } = gatewayArgument(argument);
      const picked = await pickGateway(store, vscode.l10n.t('Forget Credentials'), gatewayId);
      if (picked !== undefined) await secrets.forget(picked.gateway.id);
    },
    'taskMonitor.copyGatewayUrl': async (argument) => {
      const { gatewayId } = gatewayArgument(argument);
      const picked = await pickGateway(store, vscode.l10n.t('Copy URL'), gatewayId);
      if (picked !== undefined) await vscode.env.clipboard.writeText(picked.gateway.id);
    },
    'taskMonitor.openGatewaySettings': async () => {
      await vscode.commands.executeCommand('workbench.action.openSettings', 'taskMonitor.gateways');
    },
    'taskMonitor.deleteGroup': async (argument) => {
      const { gatewayId, groupId } = gatewayArgument(argument);
      const title = vscode.l10n.t('Delete Group');
      const picked = await pickGateway(store, title, gatewayId);
      if (picked === undefined) return;
      const { gateway } = picked;
      if (picked.loaded === undefined) await refresh(gateway.id);
      const groups = store.gateway(gateway.id)?.loaded?.groups ?? [];
      const group = groupId === undefined ? await pickGroup(groups, title) : groups.find(({ id }) => id === groupId);
      if (group !== undefined) {
        await confirmAndDelete(gateway, group, clients, store);
      } else if (groupId !== undefined) {
        unattended(vscode.window.showInformationMessage(vscode.l10n.t('The group is gone already.')), log);
      }
    },
  };
}
