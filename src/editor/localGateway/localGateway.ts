import * as vscode from 'vscode';
import { DevGatewayError } from '../../pushgateway/devGateway/devGatewayError';
import type { DevGateway } from '../../pushgateway/devGateway/startDevGateway';
import type { Environment } from '../gateways/listGateways';
import { unattended } from '../unattended';

export type StartOutcome =
  | { readonly kind: 'started' | 'running'; readonly url: string }
  | { readonly kind: 'portInUse'; readonly port: number };

export interface LocalGatewayParts {
  readonly environment: Environment;
  /** What new terminals get. */
  readonly terminals: vscode.EnvironmentVariableCollection;
  /** Where pushed metrics are kept, if they are. */
  readonly storage: vscode.Uri;
  readonly log: vscode.LogOutputChannel;
}

/** Short: a window that closes does not wait until the gateway has written its file. */
const persistenceIntervalMs = 1_000;

/**
 * The development gateway that runs inside the extension host, on 127.0.0.1 only. While it runs, new terminals have it as
 * `PUSHGATEWAY_URL`, unless the environment names a gateway already.
 */
export class LocalGateway implements vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  private running: DevGateway | undefined;
  private starting: Promise<StartOutcome> | undefined;
  private disposed = false;
  /** What new terminals get. */
  readonly terminals: vscode.EnvironmentVariableCollection;
  readonly onDidChange = this.changed.event;

  constructor(private readonly parts: LocalGatewayParts) {
    // Variables of a window that ended without cleaning up would point at nothing.
    this.terminals = parts.terminals;
    this.terminals.persistent = false;
  }

  /** Undefined while it does not run. */
  get url(): string | undefined {
    return this.running?.url;
  }

  /** @param port 0 takes a free one. @throws DevGatewayError for what is not `portInUse` */
  start(port: number, persist: boolean): Promise<StartOutcome> {
    if (this.running !== undefined) return Promise.resolve({ kind: 'running', url: this.running.url });
    this.starting ??= this.listen(port, persist).finally(() => {
      this.starting = undefined;
    });
    return this.starting;
  }

  async stop(): Promise<void> {
    const { running } = this;
    if (running === undefined) return;
    this.running = undefined;
    this.terminals.clear();
    this.announce();
    await running.close();
    this.parts.log.info(`local gateway: stopped ${running.url}`);
  }

  dispose(): void {
    this.disposed = true;
    unattended(this.stop(), this.parts.log);
    this.changed.dispose();
  }

  private async listen(port: number, persist: boolean): Promise<StartOutcome> {
    const { startDevGateway } = await import('../../pushgateway/devGateway/startDevGateway');
    let started: DevGateway;
    try {
      started = await startDevGateway({
        port,
        ...(persist ? { persistenceFile: await this.persistenceFile(port), persistenceIntervalMs } : {}),
        onLog: (line) => {
          this.parts.log.info(`local gateway: ${line}`);
        },
      });
    } catch (error) {
      if (error instanceof DevGatewayError && error.code === 'portInUse') return { kind: 'portInUse', port };
      throw error;
    }
    if (this.disposed) {
      await started.close();
      throw new vscode.CancellationError();
    }
    this.running = started;
    this.fillTerminals(started.url);
    this.announce();
    return { kind: 'started', url: started.url };
  }

  /** One file a port: two windows may each run a gateway. */
  private async persistenceFile(port: number): Promise<string> {
    await vscode.workspace.fs.createDirectory(this.parts.storage);
    return vscode.Uri.joinPath(this.parts.storage, `local-gateway-${port}`).fsPath;
  }

  private fillTerminals(url: string): void {
    if (!namesGateway(this.parts.environment)) this.terminals.replace('PUSHGATEWAY_URL', url);
  }

  private announce(): void {
    this.changed.fire();
    const runs = this.running !== undefined;
    unattended(vscode.commands.executeCommand('setContext', 'taskMonitor.localGatewayRuns', runs), this.parts.log);
  }
}

/** Whether scripts find a gateway in their environment without our help. */
export function namesGateway(environment: Environment): boolean {
  return (environment['PUSHGATEWAY_URL'] ?? '').trim() !== '';
}
