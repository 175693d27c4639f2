import * as vscode from 'vscode';
import type { Rejection } from './rejection';

/** A dialog stays readable up to this; what is longer opens as a document. */
const maxDialogLength = 1_200;
const maxDialogLines = 18;

const scheme = 'taskmonitor-answer';

/** Shows a gateway's refusal whole: in a dialog, or as a read-only document when it is long. */
export class RejectionView implements vscode.TextDocumentContentProvider, vscode.Disposable {
  private readonly texts = new Map<string, string>();
  private readonly listeners: vscode.Disposable;
  private count = 0;

  constructor() {
    this.listeners = vscode.Disposable.from(
      vscode.workspace.registerTextDocumentContentProvider(scheme, this),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => {
        if (uri.scheme === scheme) this.texts.delete(uri.toString());
      }),
    );
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.texts.get(uri.toString()) ?? '';
  }

  async show(rejection: Rejection): Promise<void> {
    if (rejection.text.length <= maxDialogLength && rejection.text.split('\n').length <= maxDialogLines) {
      await vscode.window.showErrorMessage(rejection.title, { modal: true, detail: rejection.text });
      return;
    }
    this.count += 1;
    const uri = vscode.Uri.from({ scheme, path: vscode.l10n.t('Answer of the gateway {0}', this.count) });
    this.texts.set(uri.toString(), `${rejection.title}\n\n${rejection.text}\n`);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
  }

  dispose(): void {
    this.listeners.dispose();
    this.texts.clear();
  }
}
