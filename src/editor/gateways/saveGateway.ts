import * as vscode from 'vscode';
import { parseGatewayUrl } from '../../pushgateway/gatewayUrl';
import { asRecord } from '../asRecord';
import { settingsSection } from '../settings';
import type { GatewaySetting } from '../settings';

/** Why a URL cannot be added, for a person; undefined when it can. */
export function newGatewayProblem(typed: string): string | undefined {
  const url = parseGatewayUrl(typed);
  if (url.kind === 'invalid') return url.reason;
  if (url.auth !== undefined) {
    return vscode.l10n.t(
      'Leave the user name and the password out of the URL: TaskMonitor asks for them when they are needed.',
    );
  }
  return undefined;
}

/**
 * Adds the gateway to the user's settings; one with the same URL there gets the new name.
 * `hidden`: the workspace has a list of its own, which VS Code takes in place of the user's.
 */
export async function saveGateway(setting: GatewaySetting): Promise<'saved' | 'hidden'> {
  const configuration = vscode.workspace.getConfiguration(settingsSection);
  const inspected = configuration.inspect('gateways');
  const stored: unknown = inspected?.globalValue;
  const kept = (Array.isArray(stored) ? (stored as unknown[]) : []).filter((entry) => !isSame(entry, setting.url));
  await configuration.update('gateways', [...kept, { ...setting }], vscode.ConfigurationTarget.Global);
  return inspected?.workspaceValue === undefined ? 'saved' : 'hidden';
}

function isSame(entry: unknown, url: string): boolean {
  const { url: other } = asRecord(entry);
  const parsed = parseGatewayUrl(typeof other === 'string' ? other : '');
  return parsed.kind === 'url' && parsed.url === url;
}
