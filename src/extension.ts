import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { registerCommands } from './editor/commands';
import { DisposableStore } from './editor/disposableStore';
import { gatewayCommands } from './editor/gateways/gatewayCommands';
import { InstrumentActions } from './editor/instrument/instrumentActions';
import { instrumentCommands } from './editor/instrument/instrumentCommands';
import { Lint } from './editor/lint/lint';
import { startLocalGateway, stopLocalGateway } from './editor/localGateway/localGatewayCommands';
import { createServices } from './editor/services';
import type { Services } from './editor/services';
import { sourceDocuments } from './editor/sourceDocuments';
import { RejectionView } from './editor/testPush/showRejection';
import { runTestPush } from './editor/testPush/testPushCommand';
import { GatewayTree } from './editor/tree/gatewayTree';

/** What the tests in the extension host look at; nobody else is given it. */
export interface TestAccess {
  readonly services: Services;
  readonly tree: GatewayTree;
}

export function activate(context: vscode.ExtensionContext): TestAccess | undefined {
  // The pure folders have their own reader of the same translations.
  if (vscode.l10n.bundle !== undefined) l10n.config({ contents: vscode.l10n.bundle });
  const owner = new DisposableStore();
  context.subscriptions.push(owner);
  const services = createServices(context, owner);
  const { log, store, clients } = services;
  const tree = owner.add(new GatewayTree(store, vscode.Uri.joinPath(context.extensionUri, 'media')));
  const rejections = owner.add(new RejectionView());
  const lint = owner.add(new Lint({ ...services, extensionUri: context.extensionUri }));
  owner.add(
    vscode.languages.registerCodeActionsProvider(sourceDocuments, new InstrumentActions(services), {
      providedCodeActionKinds: [InstrumentActions.kind],
    }),
  );
  const handlers = {
    ...gatewayCommands(services),
    ...instrumentCommands(services),
    'taskMonitor.lintWorkspace': () => lint.lintWorkspace(),
    'taskMonitor.pushTestMetrics': (argument: unknown) =>
      runTestPush({ store, clients, tree, rejections, memory: context.workspaceState, log }, argument),
    'taskMonitor.startLocalGateway': () => startLocalGateway(services),
    'taskMonitor.stopLocalGateway': () => stopLocalGateway(services),
    'taskMonitor.showLog': () => {
      log.show();
    },
  };
  owner.add(registerCommands(handlers, log, context.extension.packageJSON));
  return context.extensionMode === vscode.ExtensionMode.Test ? { services, tree } : undefined;
}
