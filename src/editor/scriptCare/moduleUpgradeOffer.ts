import * as vscode from 'vscode';
import { DisposableStore } from '../disposableStore';
import { unattended } from '../unattended';
import { looksLikeModule } from './moduleState';
import type { ModuleState } from './moduleState';
import type { ModuleUpgrade } from './moduleUpgrade';

type Outdated = Extract<ModuleState, { kind: 'outdated' }>;

const declinedKey = 'taskMonitor.moduleUpgradeOffer.declined';

/** Offers to upgrade a module that is older than the extension's: once, when it is opened or was just instrumented with. */
export class ModuleUpgradeOffer implements vscode.Disposable {
  private readonly store = new DisposableStore();
  /** Modules of this session that were offered, as they are looked at each time they are opened. */
  private readonly offered = new Set<string>();

  constructor(
    private readonly parts: {
      readonly upgrade: ModuleUpgrade;
      readonly memory: vscode.Memento;
      readonly log: vscode.LogOutputChannel;
    },
  ) {
    const look = (document: vscode.TextDocument): void => {
      if (looksLikeModule(document) && vscode.workspace.getWorkspaceFolder(document.uri) !== undefined) {
        unattended(this.offer(document.uri), parts.log);
      }
    };
    this.store.add(vscode.workspace.onDidOpenTextDocument(look));
    for (const document of vscode.workspace.textDocuments) look(document);
  }

  /** Resolves when the person has answered, or there is nothing to offer. */
  async offer(module: vscode.Uri): Promise<void> {
    const document = await vscode.workspace.openTextDocument(module);
    const state = await this.parts.upgrade.stateOf(document);
    const id = module.toString();
    if (state.kind !== 'outdated' || this.offered.has(id) || this.declined()[id] === state.shipped) return;
    this.offered.add(id);
    await this.ask(module, state);
  }

  dispose(): void {
    this.store.dispose();
  }

  private async ask(module: vscode.Uri, state: Outdated): Promise<void> {
    const upgradeNow = vscode.l10n.t('Upgrade');
    const show = vscode.l10n.t('Show Changes');
    const notNow = vscode.l10n.t('Not Now');
    const buttons = state.edited ? [show, notNow] : [upgradeNow, show, notNow];
    const answer = await vscode.window.showInformationMessage(messageOf(module, state), ...buttons);
    if (answer === notNow) {
      await this.parts.memory.update(declinedKey, { ...this.declined(), [module.toString()]: state.shipped });
    } else if (answer === show) {
      await this.parts.upgrade.showChanges(module, state);
      if (!state.edited) await this.ask(module, state);
    } else if (answer === upgradeNow) {
      await vscode.commands.executeCommand('taskMonitor.upgradeModule', module);
    }
  }

  /** The version that was declined, by module. */
  private declined(): Readonly<Record<string, string>> {
    return this.parts.memory.get<Readonly<Record<string, string>>>(declinedKey, {});
  }
}

function messageOf(module: vscode.Uri, { version, shipped, edited }: Outdated): string {
  const path = vscode.workspace.asRelativePath(module);
  return edited
    ? vscode.l10n.t('{0} is TaskMonitor {1} with edits of yours; version {2} is available.', path, version, shipped)
    : vscode.l10n.t('{0} is TaskMonitor {1}; version {2} is available.', path, version, shipped);
}
