import type { Disposable, LogOutputChannel } from 'vscode';
import type { GatewayClient } from '../../pushgateway/gatewayClient';
import type { GatewayEntry } from './gatewayEntry';
import type { GatewaySecrets } from './gatewaySecrets';

/** One client a gateway, opened at the first request. Credentials that the person entered go before the environment's. */
export class GatewayClients implements Disposable {
  private readonly open = new Map<string, Promise<GatewayClient>>();
  private readonly withStored = new Set<string>();
  private readonly listener: Disposable;

  constructor(
    private readonly secrets: GatewaySecrets,
    private readonly log: LogOutputChannel,
  ) {
    this.listener = secrets.onDidChange((gatewayId) => {
      this.drop(gatewayId);
    });
  }

  client(gateway: GatewayEntry): Promise<GatewayClient> {
    const known = this.open.get(gateway.id);
    if (known !== undefined) return known;
    const opened = this.connect(gateway);
    this.open.set(gateway.id, opened);
    opened.catch(() => {
      // The caller gets the error; the next request tries anew.
      this.open.delete(gateway.id);
    });
    return opened;
  }

  /** Whether the last client of this gateway was given credentials that the person had entered. */
  usesStoredCredentials(gatewayId: string): boolean {
    return this.withStored.has(gatewayId);
  }

  /** Ends the gateway's requests; the next one opens a new client, with the credentials of that moment. */
  drop(gatewayId: string): void {
    const known = this.open.get(gatewayId);
    this.open.delete(gatewayId);
    known
      ?.then((client) => client.close())
      .catch((error: unknown) => {
        this.log.warn(`closing the connection to ${gatewayId}`, String(error));
      });
  }

  dispose(): void {
    this.listener.dispose();
    for (const gatewayId of this.open.keys()) this.drop(gatewayId);
  }

  private async connect(gateway: GatewayEntry): Promise<GatewayClient> {
    // Loaded with the first gateway: an activation without one need not pay for the HTTP client.
    const { GatewayClient } = await import('../../pushgateway/gatewayClient');
    const stored = await this.secrets.read(gateway.id);
    if (stored === undefined) this.withStored.delete(gateway.id);
    else this.withStored.add(gateway.id);
    const auth = stored ?? gateway.environmentAuth;
    return new GatewayClient({ url: gateway.id, ...(auth === undefined ? {} : { auth }) });
  }
}
