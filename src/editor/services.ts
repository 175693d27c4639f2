import * as vscode from 'vscode';
import { Parsers } from '../syntax/parsers';
import type { DisposableStore } from './disposableStore';
import { DocumentSources } from './documentSources';
import { ExtensionAssets } from './extensionAssets';
import { GatewayClients } from './gateways/gatewayClients';
import { GatewaySecrets } from './gateways/gatewaySecrets';
import { GatewayStore } from './gateways/gatewayStore';
import type { Environment } from './gateways/listGateways';
import { LocalGateway } from './localGateway/localGateway';
import { ModuleUpgrade } from './scriptCare/moduleUpgrade';
import { ScriptCare } from './scriptCare/scriptCare';
import { SettingsSource } from './settings';

/** What the features share. Nothing here parses or connects before it is asked to. */
export interface Services {
  readonly log: vscode.LogOutputChannel;
  readonly settings: SettingsSource;
  readonly environment: Environment;
  readonly assets: ExtensionAssets;
  readonly sources: DocumentSources;
  readonly upgrade: ModuleUpgrade;
  readonly care: ScriptCare;
  readonly secrets: GatewaySecrets;
  readonly clients: GatewayClients;
  readonly local: LocalGateway;
  readonly store: GatewayStore;
}

/** Builds the services; `owner` disposes them, those that use others first. */
export function createServices(context: vscode.ExtensionContext, owner: DisposableStore): Services {
  const log = owner.add(vscode.window.createOutputChannel('TaskMonitor', { log: true }));
  const settings = owner.add(new SettingsSource());
  const environment = process.env;
  const assets = new ExtensionAssets(context.extensionUri);
  const sources = owner.add(new DocumentSources(new Parsers((file) => assets.grammar(file))));
  const upgrade = owner.add(new ModuleUpgrade(assets));
  const care = owner.add(new ScriptCare({ upgrade, memory: context.workspaceState, log }));
  const secrets = owner.add(new GatewaySecrets(context.secrets));
  // Before the store: changed credentials must have closed the old client when the store looks again.
  const clients = owner.add(new GatewayClients(secrets, log));
  const local = owner.add(
    new LocalGateway({
      environment,
      terminals: context.environmentVariableCollection,
      storage: context.globalStorageUri,
      log,
    }),
  );
  const store = owner.add(new GatewayStore({ settings, environment, local, clients, secrets, log }));
  return { log, settings, environment, assets, sources, upgrade, care, secrets, clients, local, store };
}
