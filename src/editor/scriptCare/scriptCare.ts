import type * as vscode from 'vscode';
import type { RuntimeAsset, RuntimeModule } from '../../instrument/runtimeModule';
import { ClientLibraryOffer } from './clientLibraryOffer';
import { ModuleUpgradeOffer } from './moduleUpgradeOffer';
import type { ModuleUpgrade } from './moduleUpgrade';

export interface ScriptCareParts {
  readonly upgrade: ModuleUpgrade;
  /** Remembers what the person does not want to be asked again, for this workspace. */
  readonly memory: vscode.Memento;
  readonly log: vscode.LogOutputChannel;
}

/** Looks after what an instrumented script needs: its client library, and a module that is not out of date. */
export class ScriptCare implements vscode.Disposable {
  private readonly library: ClientLibraryOffer;
  private readonly upgrade: ModuleUpgradeOffer;

  constructor(parts: ScriptCareParts) {
    this.library = new ClientLibraryOffer(parts);
    this.upgrade = new ModuleUpgradeOffer(parts);
  }

  /** Resolves when nothing is asked any more; whoever instruments does not wait for it. */
  async instrumented(script: vscode.Uri, runtime: RuntimeModule): Promise<void> {
    if (runtime.exists) await this.upgrade.offer(script.with({ path: runtime.path }));
    await this.needsClient(script, runtime.asset);
  }

  /** Says once when the script's client library is missing. */
  async needsClient(script: vscode.Uri, asset: RuntimeAsset): Promise<void> {
    await this.library.check(script, asset);
  }

  dispose(): void {
    this.library.dispose();
    this.upgrade.dispose();
  }
}
