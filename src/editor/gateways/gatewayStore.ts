import * as vscode from 'vscode';
import { GatewayError } from '../../pushgateway/gatewayError';
import type { SettingsSource } from '../settings';
import type { GatewayClients } from './gatewayClients';
import type { GatewaySecrets } from './gatewaySecrets';
import { GatewayPoller } from './gatewayPoller';
import { isUsable } from './gatewayState';
import type { GatewaySnapshot, GatewayState } from './gatewayState';
import { listGateways } from './listGateways';
import type { Environment } from './listGateways';

/** Where the local gateway listens, if it runs. */
export interface LocalGatewaySource {
  readonly url: string | undefined;
  readonly onDidChange: vscode.Event<void>;
}

export interface GatewayStoreParts {
  readonly settings: SettingsSource;
  readonly environment: Environment;
  readonly local: LocalGatewaySource;
  readonly clients: GatewayClients;
  readonly secrets: GatewaySecrets;
  readonly log: vscode.LogOutputChannel;
}

/**
 * The one home of what gateways hold. It looks at them only while a view is shown in a focused window, or when asked;
 * failures are part of the snapshot and go to the log, never to a pop-up.
 */
export class GatewayStore implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<GatewaySnapshot>();
  private readonly pollers = new Map<string, GatewayPoller>();
  private readonly listeners: vscode.Disposable[];
  private listed: ReturnType<typeof listGateways> = [];
  private current: GatewaySnapshot = { version: 0, gateways: [] };
  private viewVisible = false;
  private windowFocused = vscode.window.state.focused;
  readonly onDidChange = this.changed.event;

  constructor(private readonly parts: GatewayStoreParts) {
    this.listeners = [
      parts.settings.onDidChange(() => {
        this.reread();
      }),
      parts.local.onDidChange(() => {
        this.reread();
      }),
      parts.secrets.onDidChange((gatewayId) => {
        if (this.active) void this.pollers.get(gatewayId)?.refresh();
      }),
      vscode.window.onDidChangeWindowState(({ focused }) => {
        this.windowFocused = focused;
        this.schedule();
      }),
    ];
    this.reread();
  }

  get snapshot(): GatewaySnapshot {
    return this.current;
  }

  /** The gateway's state by its id. */
  gateway(gatewayId: string): GatewayState | undefined {
    return this.pollers.get(gatewayId)?.state;
  }

  setVisible(visible: boolean): void {
    this.viewVisible = visible;
    this.schedule();
  }

  /** Looks at one gateway, or at all; resolves when the snapshot holds what came of it, good or bad. */
  async refresh(gatewayId?: string): Promise<void> {
    const pollers = [...this.pollers].filter(([id]) => gatewayId === undefined || id === gatewayId);
    await Promise.all(pollers.map(([, poller]) => poller.refresh()));
  }

  dispose(): void {
    vscode.Disposable.from(...this.listeners, ...this.pollers.values(), this.changed).dispose();
    this.pollers.clear();
  }

  private get active(): boolean {
    return this.viewVisible && this.windowFocused;
  }

  /** Takes up the gateways that there are now; what is known of those that stay is kept. */
  private reread(): void {
    const { settings, environment, local } = this.parts;
    const listed = listGateways(settings.current.gateways, environment, local.url);
    const ids = new Set(listed.map(({ id }) => id));
    for (const [id, poller] of this.pollers) {
      if (ids.has(id)) continue;
      poller.dispose();
      this.parts.clients.drop(id);
      this.pollers.delete(id);
    }
    for (const gateway of listed) {
      if (gateway.kind === 'invalid') continue;
      const known = this.pollers.get(gateway.id);
      if (known === undefined) {
        const poller = new GatewayPoller(gateway, this.parts.clients, (state, cause) => {
          this.logFailure(state, cause);
          this.publish();
        });
        this.pollers.set(gateway.id, poller);
      } else {
        known.rename(gateway);
      }
    }
    this.listed = listed;
    this.publish();
    this.schedule();
  }

  private publish(): void {
    const gateways = this.listed.flatMap((gateway): GatewaySnapshot['gateways'] => {
      if (gateway.kind === 'invalid') return [gateway];
      const state = this.pollers.get(gateway.id)?.state;
      return state === undefined ? [] : [state];
    });
    this.current = Object.freeze({ version: this.current.version + 1, gateways: Object.freeze(gateways) });
    this.changed.fire(this.current);
  }

  private schedule(): void {
    for (const poller of this.pollers.values()) {
      if (this.active) poller.start(this.parts.settings.current.refreshInterval * 1_000);
      else poller.stop();
    }
  }

  /** A gateway that stays down is logged once, not at every look. */
  private logFailure(state: GatewayState, cause: unknown): void {
    if (state.failure === undefined) return;
    const previous = this.current.gateways.filter(isUsable).find(({ gateway }) => gateway.id === state.gateway.id);
    if (previous?.failure?.message === state.failure.message) return;
    const unexpected = !(cause instanceof GatewayError);
    if (unexpected) this.parts.log.error(`${state.gateway.id}: ${state.failure.message}`, String(cause));
    else this.parts.log.warn(`${state.gateway.id}: ${state.failure.message}`);
  }
}
