import { posix } from 'node:path';
import * as vscode from 'vscode';
import { EditorError } from '../editorError';
import type { ExtensionAssets } from '../extensionAssets';
import { assetOf, moduleState } from './moduleState';
import type { ModuleState } from './moduleState';

const scheme = 'taskmonitor-module';

/** Knows the shipped modules: compares a file with them, shows the difference, puts one in the place of an older. */
export class ModuleUpgrade implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly registration = vscode.workspace.registerTextDocumentContentProvider(scheme, this);

  constructor(private readonly assets: ExtensionAssets) {}

  async stateOf(document: vscode.TextDocument): Promise<ModuleState> {
    const asset = assetOf(document.uri);
    if (asset === undefined) return { kind: 'foreign' };
    return moduleState(document.getText(), asset, await this.assets.runtime(asset));
  }

  /** The module as it is beside the one that ships. */
  async showChanges(module: vscode.Uri, state: Extract<ModuleState, { kind: 'outdated' }>): Promise<void> {
    const shipped = vscode.Uri.from({ scheme, path: `/${state.asset}` });
    const title = vscode.l10n.t('{0}: {1} ↔ {2}', posix.basename(module.path), state.version, state.shipped);
    await vscode.commands.executeCommand('vscode.diff', module, shipped, title, { preview: true });
  }

  /**
   * Replaces a pristine older module as one undoable edit, and saves it when it had no unsaved changes.
   * @throws EditorError `notApplied`
   */
  async replace(document: vscode.TextDocument, { asset }: Extract<ModuleState, { kind: 'outdated' }>): Promise<void> {
    const wasDirty = document.isDirty;
    const edit = new vscode.WorkspaceEdit();
    const whole = document.validateRange(new vscode.Range(0, 0, document.lineCount, 0));
    edit.replace(document.uri, whole, await this.assets.runtime(asset));
    if (!(await vscode.workspace.applyEdit(edit))) {
      const module = vscode.workspace.asRelativePath(document.uri);
      throw new EditorError('notApplied', vscode.l10n.t('VS Code could not change {0}. Is it read-only?', module));
    }
    if (!wasDirty) await document.save();
  }

  provideTextDocumentContent({ path }: vscode.Uri): Promise<string> | undefined {
    const asset = assetOf(vscode.Uri.from({ scheme, path }));
    return asset && this.assets.runtime(asset);
  }

  dispose(): void {
    this.registration.dispose();
  }
}
