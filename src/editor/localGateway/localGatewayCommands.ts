import * as vscode from 'vscode';
import type { Environment } from '../gateways/listGateways';
import type { SettingsSource } from '../settings';
import { unattended } from '../unattended';
import { gatewayViewId } from '../tree/gatewayTree';
import { namesGateway } from './localGateway';
import type { LocalGateway } from './localGateway';

export interface LocalGatewayCommandParts {
  readonly local: LocalGateway;
  readonly settings: SettingsSource;
  readonly environment: Environment;
  readonly log: vscode.LogOutputChannel;
}

export async function startLocalGateway(parts: LocalGatewayCommandParts): Promise<void> {
  const { local, settings, environment, log } = parts;
  const { localGatewayPort, localGatewayPersist } = settings.current;
  let outcome = await local.start(localGatewayPort, localGatewayPersist);
  if (outcome.kind === 'portInUse') {
    const next = await askAboutPort(outcome.port);
    if (next !== 'freePort') return;
    outcome = await local.start(0, localGatewayPersist);
  }
  if (outcome.kind === 'portInUse') throw new Error(`no free port could be had`);
  await vscode.commands.executeCommand(`${gatewayViewId}.focus`);
  unattended(tell(outcome, environment), log);
}

export async function stopLocalGateway({ local, log }: LocalGatewayCommandParts): Promise<void> {
  if (local.url === undefined) {
    unattended(vscode.window.showInformationMessage(vscode.l10n.t('The local gateway does not run.')), log);
    return;
  }
  await local.stop();
}

async function tell(
  { kind, url }: { kind: 'started' | 'running'; url: string },
  environment: Environment,
): Promise<void> {
  const runs =
    kind === 'running'
      ? vscode.l10n.t('The local gateway runs already, at {0}.', url)
      : vscode.l10n.t('The local gateway runs at {0}, for development only.', url);
  const terminals = namesGateway(environment)
    ? vscode.l10n.t('Terminals keep the PUSHGATEWAY_URL of their environment.')
    : vscode.l10n.t('New terminals have it as PUSHGATEWAY_URL.');
  await vscode.window.showInformationMessage(`${runs} ${terminals}`);
}

async function askAboutPort(port: number): Promise<'freePort' | 'giveUp'> {
  const free = vscode.l10n.t('Use a Free Port');
  const settings = vscode.l10n.t('Open Settings');
  const message = vscode.l10n.t(
    'Port {0} is in use by another program, so the local gateway cannot listen there.',
    String(port),
  );
  const answer = await vscode.window.showWarningMessage(message, free, settings);
  if (answer === settings) {
    await vscode.commands.executeCommand('workbench.action.openSettings', 'taskMonitor.localGateway.port');
  }
  return answer === free ? 'freePort' : 'giveUp';
}
