import * as vscode from 'vscode';
import { asRecord } from './asRecord';
import { DisposableStore } from './disposableStore';
import { describeError } from './describeError';
import { unattended } from './unattended';

/** Every command of the manifest. A missing one is a compile error in extension.ts, and a test compares with the manifest. */
export type CommandId =
  | 'taskMonitor.instrumentFunction'
  | 'taskMonitor.uninstrumentFunction'
  | 'taskMonitor.instrumentFile'
  | 'taskMonitor.uninstrumentFile'
  | 'taskMonitor.instrumentFolder'
  | 'taskMonitor.uninstrumentFolder'
  | 'taskMonitor.upgradeModule'
  | 'taskMonitor.lintWorkspace'
  | 'taskMonitor.addGateway'
  | 'taskMonitor.refreshGateways'
  | 'taskMonitor.retryGateway'
  | 'taskMonitor.enterCredentials'
  | 'taskMonitor.forgetCredentials'
  | 'taskMonitor.copyGatewayUrl'
  | 'taskMonitor.openGatewaySettings'
  | 'taskMonitor.deleteGroup'
  | 'taskMonitor.pushTestMetrics'
  | 'taskMonitor.startLocalGateway'
  | 'taskMonitor.stopLocalGateway'
  | 'taskMonitor.showLog';

/** Arguments come from menus, keybindings and other extensions: a handler checks what it gets. */
export type CommandHandler = (argument?: unknown) => void | Promise<void>;
export type CommandHandlers = Readonly<Record<CommandId, CommandHandler>>;

/**
 * Registers all commands behind one wrapper: a failure is logged whole and shown as one message with 'Show Log';
 * what the person cancelled is neither.
 */
export function registerCommands(
  handlers: CommandHandlers,
  log: vscode.LogOutputChannel,
  manifest: unknown,
): vscode.Disposable {
  const store = new DisposableStore();
  for (const [id, handler] of Object.entries(handlers)) {
    store.add(
      vscode.commands.registerCommand(id, async (argument?: unknown) => {
        log.debug(`${id} begins`);
        try {
          await handler(argument);
          log.debug(`${id} ends`);
        } catch (error) {
          reportFailure(id, error, log, manifest);
        }
      }),
    );
  }
  return store;
}

function reportFailure(id: string, error: unknown, log: vscode.LogOutputChannel, manifest: unknown): void {
  const failure = describeError(error);
  if (failure.kind === 'cancelled') {
    log.info(`${id} was cancelled`);
    return;
  }
  log.error(`${id} failed`, error instanceof Error ? error : String(error));
  const message =
    failure.kind === 'expected'
      ? failure.message
      : vscode.l10n.t('{0} failed unexpectedly: {1}', titleOf(id, manifest), failure.message);
  const showLog = vscode.l10n.t('Show Log');
  unattended(offerLog(message, showLog, log), log);
}

async function offerLog(message: string, showLog: string, log: vscode.LogOutputChannel): Promise<void> {
  const answer = await vscode.window.showErrorMessage(message, showLog);
  if (answer === showLog) log.show();
}

/** The command's title as VS Code shows it: the manifest in memory is translated already. */
function titleOf(id: string, manifest: unknown): string {
  const { commands } = asRecord(asRecord(manifest)['contributes']);
  const contributed: unknown[] = Array.isArray(commands) ? commands : [];
  const title = contributed.map(asRecord).find(({ command }) => command === id)?.['title'];
  return typeof title === 'string' ? title : id;
}
