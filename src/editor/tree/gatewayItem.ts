import * as vscode from 'vscode';
import type { GatewaySource } from '../gateways/gatewayEntry';
import type { GatewayState } from '../gateways/gatewayState';
import { failureWord } from './failureWord';
import { localTime, relativeAge } from './relativeAge';
import type { FailureNode, GatewayNode, InvalidGatewayNode } from './treeNode';

const errorColor = new vscode.ThemeColor('list.errorForeground');

/** @param media the folder of the extension's art */
export function gatewayItem({ id, state }: GatewayNode, nowMs: number, media: vscode.Uri): vscode.TreeItem {
  const { gateway, failure } = state;
  const item = new vscode.TreeItem(gateway.name, vscode.TreeItemCollapsibleState.Expanded);
  item.id = id;
  item.description = descriptionOf(state, nowMs);
  item.iconPath = iconOf(state, media);
  item.tooltip = tooltipOf(state, nowMs);
  item.accessibilityInformation = { label: [gateway.name, item.description].join(', ') };
  // Words that the manifest's menus look for.
  item.contextValue = [
    'gateway',
    ...(gateway.sources.includes('local') ? ['local'] : []),
    ...(state.storedCredentials === true ? ['credentials'] : []),
    ...(failure === undefined ? [] : ['failed']),
    ...(failure?.code === 'unauthorized' ? ['unauthorized'] : []),
  ].join(' ');
  return item;
}

export function failureItem({ id, gateway, failure }: FailureNode, nowMs: number): vscode.TreeItem {
  const item = new vscode.TreeItem(failureWord(failure.code), vscode.TreeItemCollapsibleState.None);
  const unauthorized = failure.code === 'unauthorized';
  item.id = id;
  item.description = failure.message;
  item.iconPath = new vscode.ThemeIcon(unauthorized ? 'lock' : 'error', errorColor);
  item.tooltip = [
    failure.message,
    '',
    unauthorized
      ? vscode.l10n.t('Click to enter credentials.')
      : vscode.l10n.t('Tried {0}. Click to retry.', relativeAge(failure.at / 1_000, nowMs)),
  ].join('\n');
  item.accessibilityInformation = { label: vscode.l10n.t('Error of {0}: {1}', gateway.name, failure.message) };
  item.contextValue = unauthorized ? 'failure unauthorized' : 'failure';
  item.command = unauthorized
    ? {
        command: 'taskMonitor.enterCredentials',
        title: vscode.l10n.t('Enter Credentials…'),
        arguments: [{ kind: 'failure', id, gateway }],
      }
    : {
        command: 'taskMonitor.retryGateway',
        title: vscode.l10n.t('Retry'),
        arguments: [{ kind: 'failure', id, gateway }],
      };
  return item;
}

/** An entry of the settings or the environment that cannot be used as it stands. */
export function invalidGatewayItem({ id, gateway }: InvalidGatewayNode): vscode.TreeItem {
  const item = new vscode.TreeItem(gateway.name, vscode.TreeItemCollapsibleState.None);
  item.id = id;
  item.description = gateway.reason;
  item.iconPath = new vscode.ThemeIcon('error', errorColor);
  item.tooltip = gateway.reason;
  item.accessibilityInformation = { label: vscode.l10n.t('Error of {0}: {1}', gateway.name, gateway.reason) };
  item.contextValue = 'invalid';
  if (gateway.source === 'settings') {
    item.command = { command: 'taskMonitor.openGatewaySettings', title: vscode.l10n.t('Open Settings') };
  }
  return item;
}

function descriptionOf(state: GatewayState, nowMs: number): string {
  const { gateway, loaded, failure } = state;
  const address = gateway.id.replace(/^https?:\/\//, '');
  return [
    ...(isDevelopment(state) ? [vscode.l10n.t('development')] : []),
    ...(failure === undefined ? [] : [unansweredWord(state, nowMs)]),
    ...(failure === undefined && loaded !== undefined ? [groupCount(loaded.groups.length)] : []),
    ...(address === gateway.name ? [] : [address]),
  ].join(' · ');
}

function unansweredWord({ failure, loaded }: GatewayState, nowMs: number): string {
  if (failure?.code === 'unauthorized') return vscode.l10n.t('needs credentials');
  if (loaded === undefined) return vscode.l10n.t('no answer');
  return vscode.l10n.t('no answer, as of {0}', relativeAge(loaded.at / 1_000, nowMs));
}

function groupCount(count: number): string {
  return count === 1
    ? vscode.l10n.t('1 group')
    : vscode.l10n.t('{0} groups', count.toLocaleString(vscode.env.language));
}

function isDevelopment({ gateway, loaded }: GatewayState): boolean {
  return loaded?.status.forDevelopment ?? gateway.sources.includes('local');
}

function iconOf(state: GatewayState, media: vscode.Uri): NonNullable<vscode.TreeItem['iconPath']> {
  if (state.failure === undefined && isDevelopment(state)) return new vscode.ThemeIcon('beaker');
  const file = state.failure === undefined ? 'gateway.svg' : 'gateway-unreachable.svg';
  return { light: vscode.Uri.joinPath(media, 'light', file), dark: vscode.Uri.joinPath(media, 'dark', file) };
}

function tooltipOf(state: GatewayState, nowMs: number): string {
  const { gateway, loaded, failure } = state;
  const lines = [gateway.name, gateway.id];
  if (isDevelopment(state)) lines.push(vscode.l10n.t('For development only: TaskMonitor’s own small Pushgateway.'));
  lines.push(vscode.l10n.t('From: {0}', gateway.sources.map(sourceName).join(', ')));
  if (loaded !== undefined) {
    lines.push(vscode.l10n.t('Version: {0}', loaded.status.version));
  }
  if (failure !== undefined) {
    if (loaded !== undefined) lines.push(vscode.l10n.t('Last answer: {0}', localTime(loaded.at / 1_000)));
    lines.push('', vscode.l10n.t('Failed {0}: {1}', relativeAge(failure.at / 1_000, nowMs), failure.message));
  }
  return lines.join('\n');
}

function sourceName(source: GatewaySource): string {
  const names: Readonly<Record<GatewaySource, string>> = {
    settings: vscode.l10n.t('settings'),
    environment: 'PUSHGATEWAY_URL',
    local: vscode.l10n.t('started here'),
  };
  return names[source];
}
