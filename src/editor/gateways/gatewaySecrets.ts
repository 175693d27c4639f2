import * as vscode from 'vscode';
import type { GatewayAuth } from '../../pushgateway/gatewayClient';
import { asRecord } from '../asRecord';

/**
 * Credentials that the person entered, in VS Code's secret storage. The key is the exact origin and route prefix,
 * so an edited URL never gets what was meant for another gateway.
 */
export class GatewaySecrets implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<string>();
  private readonly listener: vscode.Disposable;
  /** Fires with the gateway's id, also when another window stored or removed them. */
  readonly onDidChange = this.changed.event;

  constructor(private readonly storage: vscode.SecretStorage) {
    this.listener = storage.onDidChange(({ key }) => {
      if (key.startsWith(prefix)) this.changed.fire(key.slice(prefix.length));
    });
  }

  async read(gatewayId: string): Promise<GatewayAuth | undefined> {
    const stored = await this.storage.get(prefix + gatewayId);
    return stored === undefined ? undefined : decode(stored);
  }

  async store(gatewayId: string, auth: GatewayAuth): Promise<void> {
    await this.storage.store(prefix + gatewayId, JSON.stringify(auth));
  }

  async forget(gatewayId: string): Promise<void> {
    await this.storage.delete(prefix + gatewayId);
  }

  dispose(): void {
    this.listener.dispose();
    this.changed.dispose();
  }
}

const prefix = 'taskMonitor.credentials:';

/** Undefined for what an older or newer version stored in another form: the person is asked again. */
function decode(stored: string): GatewayAuth | undefined {
  try {
    const auth = asRecord(JSON.parse(stored));
    if (auth['kind'] === 'bearer' && typeof auth['token'] === 'string') {
      return { kind: 'bearer', token: auth['token'] };
    }
    if (auth['kind'] === 'basic' && typeof auth['username'] === 'string' && typeof auth['password'] === 'string') {
      return { kind: 'basic', username: auth['username'], password: auth['password'] };
    }
  } catch {
    // Not ours to repair: entering the credentials again replaces it.
  }
  return undefined;
}
