import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { RuntimeAsset } from '../../instrument/runtimeModule';
import { commandText } from './commandLine';
import type { MissingClient } from './missingClient';
import { missingNodeClient } from './nodeClient';
import { pythonLacks } from './pythonClient';
import { pythonInterpreter } from './pythonInterpreter';
import { shellReady } from './shellReady';

const mutedKey = 'taskMonitor.clientLibraryOffer.muted';

/** Says once that the client library is missing, and installs it in a terminal that the person sees. Runs nothing in a workspace that is not trusted. */
export class ClientLibraryOffer implements vscode.Disposable {
  private readonly checked = new Set<string>();
  private readonly end = new AbortController();

  constructor(private readonly parts: { readonly memory: vscode.Memento; readonly log: vscode.LogOutputChannel }) {}

  /** Resolves when the person has answered, or nothing is missing. */
  async check(script: vscode.Uri, asset: RuntimeAsset): Promise<void> {
    const { memory, log } = this.parts;
    if (!vscode.workspace.isTrusted || script.scheme !== 'file' || memory.get(mutedKey) === true) return;
    const missing = await this.missing(script, asset);
    if (missing === undefined) return;
    log.info(missing.message);
    await this.ask(missing);
  }

  dispose(): void {
    this.end.abort();
  }

  private async missing(script: vscode.Uri, asset: RuntimeAsset): Promise<MissingClient | undefined> {
    switch (asset) {
      case 'monitoring.py':
        return this.missingPythonClient(script);
      case 'monitoring.ts':
      case 'monitoring.mjs':
      case 'monitoring.cjs': {
        const missing = missingNodeClient(script.fsPath);
        return missing !== undefined && this.isFirst(missing.key) ? missing : undefined;
      }
      case 'monitoring.sh':
        return undefined;
    }
  }

  private async missingPythonClient(script: vscode.Uri): Promise<MissingClient | undefined> {
    const python = await pythonInterpreter(script, this.parts.log);
    if (python === undefined || !this.isFirst(python)) return undefined;
    const answer = await pythonLacks(python, 'prometheus_client', script.fsPath, this.end.signal);
    if (answer.kind === 'unknown')
      this.parts.log.info(`${python} was not asked for prometheus_client: ${answer.reason}`);
    if (answer.kind !== 'lacks') return undefined;
    return {
      key: python,
      message: vscode.l10n.t(
        '{0} has no prometheus_client: instrumented scripts run, but nothing is pushed until it is installed.',
        vscode.workspace.asRelativePath(python),
      ),
      install: { program: python, args: ['-m', 'pip', 'install', 'prometheus-client'], folder: undefined },
    };
  }

  private isFirst(key: string): boolean {
    const first = !this.checked.has(key);
    this.checked.add(key);
    return first;
  }

  private async ask({ message, install }: MissingClient): Promise<void> {
    const installNow = vscode.l10n.t('Install in Terminal');
    const never = vscode.l10n.t('Don’t Show Again');
    const answer = await vscode.window.showWarningMessage(message, installNow, never);
    if (answer === never) await this.parts.memory.update(mutedKey, true);
    if (answer !== installNow) return;
    const name = vscode.l10n.t('TaskMonitor: Install');
    const terminal = vscode.window.createTerminal(
      install.folder === undefined ? { name } : { name, cwd: install.folder },
    );
    terminal.show();
    await shellReady(terminal);
    terminal.sendText(commandText(install, basename(vscode.env.shell)));
  }
}
