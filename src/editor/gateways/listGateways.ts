import * as vscode from 'vscode';
import type { GatewayAuth } from '../../pushgateway/gatewayClient';
import { parseGatewayUrl } from '../../pushgateway/gatewayUrl';
import type { GatewayUrl } from '../../pushgateway/gatewayUrl';
import type { GatewaySetting } from '../settings';
import type { GatewayEntry, GatewaySource, InvalidGateway } from './gatewayEntry';

export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * All gateways that the view shows: those of the settings in their order, then the one of `PUSHGATEWAY_URL`, then the local one.
 * A gateway from several sources appears once, with the settings' name.
 */
export function listGateways(
  settings: readonly GatewaySetting[],
  environment: Environment,
  localUrl: string | undefined,
): readonly (GatewayEntry | InvalidGateway)[] {
  const found = [
    ...settings.map(fromSetting),
    ...fromEnvironment(environment),
    ...(localUrl === undefined ? [] : [localGateway(localUrl)]),
  ];
  const merged = new Map<string, GatewayEntry | InvalidGateway>();
  for (const gateway of found) {
    const key = gateway.kind === 'gateway' ? mergeKey(gateway.id, localUrl) : gateway.id;
    const known = merged.get(key);
    merged.set(key, known?.kind === 'gateway' && gateway.kind === 'gateway' ? merge(known, gateway) : gateway);
  }
  return [...merged.values()];
}

function fromSetting({ name, url: typed }: GatewaySetting, index: number): GatewayEntry | InvalidGateway {
  const url = parseGatewayUrl(typed);
  const id = `settings:${index}`;
  if (url.kind === 'invalid') {
    const shown = name ?? vscode.l10n.t('Gateway {0} of the settings', index + 1);
    return { kind: 'invalid', id, name: shown, source: 'settings', reason: url.reason };
  }
  if (url.auth !== undefined) {
    const reason = vscode.l10n.t(
      'Its URL holds a user name or a password. Settings are plain text that gets synced and committed: take the credentials out of the URL; TaskMonitor asks for them and keeps them in the secret storage.',
    );
    return { kind: 'invalid', id, name: name ?? hostOf(url), source: 'settings', reason };
  }
  return entry(url, name ?? hostOf(url), 'settings');
}

function fromEnvironment(environment: Environment): (GatewayEntry | InvalidGateway)[] {
  const typed = environment['PUSHGATEWAY_URL'] ?? '';
  if (typed.trim() === '') return [];
  const url = parseGatewayUrl(typed);
  if (url.kind === 'invalid') {
    return [{ kind: 'invalid', id: 'environment', name: 'PUSHGATEWAY_URL', source: 'environment', reason: url.reason }];
  }
  const auth = url.auth ?? authOf(environment);
  return [{ ...entry(url, hostOf(url), 'environment'), ...(auth === undefined ? {} : { environmentAuth: auth }) }];
}

function authOf(environment: Environment): GatewayAuth | undefined {
  const token = environment['PUSHGATEWAY_BEARER_TOKEN'];
  if (token !== undefined && token !== '') return { kind: 'bearer', token };
  const username = environment['PUSHGATEWAY_USERNAME'];
  if (username === undefined || username === '') return undefined;
  return { kind: 'basic', username, password: environment['PUSHGATEWAY_PASSWORD'] ?? '' };
}

function localGateway(url: string): GatewayEntry {
  return { kind: 'gateway', id: url, name: vscode.l10n.t('Local gateway'), sources: ['local'] };
}

function entry(url: GatewayUrl, name: string, source: GatewaySource): GatewayEntry {
  return { kind: 'gateway', id: url.url, name, sources: [source] };
}

function merge(known: GatewayEntry, other: GatewayEntry): GatewayEntry {
  const auth = known.environmentAuth ?? other.environmentAuth;
  return {
    ...known,
    sources: [...new Set([...known.sources, ...other.sources])],
    ...(auth === undefined ? {} : { environmentAuth: auth }),
  };
}

/** `localhost:9091` is the local gateway that listens on `127.0.0.1:9091`; other names for one host stay apart. */
function mergeKey(id: string, localUrl: string | undefined): string {
  return localUrl !== undefined && id === localUrl.replace('127.0.0.1', 'localhost') ? localUrl : id;
}

/** Host, port and route prefix: the URL without its scheme. */
function hostOf(url: GatewayUrl): string {
  return url.display.replace(/^https?:\/\//, '');
}
