import { posix } from 'node:path';
import type * as vscode from 'vscode';
import { compareVersions, readRuntimeHeader } from '../../instrument/runtimeHeader';
import type { RuntimeAsset } from '../../instrument/runtimeModule';

/** How a file stands to the runtime module that ships. */
export type ModuleState =
  | { readonly kind: 'foreign' }
  /** The shipped version, or a newer one that another extension put there. */
  | { readonly kind: 'current'; readonly version: string }
  | {
      readonly kind: 'outdated';
      readonly asset: RuntimeAsset;
      readonly version: string;
      readonly shipped: string;
      /** Somebody edited it: it is theirs. */
      readonly edited: boolean;
    };

const assets: ReadonlyMap<string, RuntimeAsset> = new Map([
  ['.py', 'monitoring.py'],
  ['.ts', 'monitoring.ts'],
  ['.mts', 'monitoring.ts'],
  ['.mjs', 'monitoring.mjs'],
  ['.cjs', 'monitoring.cjs'],
  ['.sh', 'monitoring.sh'],
]);

/** Whether line 1 of a document is that of a runtime module; cheap, for every document that is opened. */
export function looksLikeModule(document: vscode.TextDocument): boolean {
  return /^(?:#|\/\/) TaskMonitor runtime \S/.test(document.lineAt(0).text) && assetOf(document.uri) !== undefined;
}

/** The asset that a module is a copy of, by its extension: its name is the user's to choose. */
export function assetOf(uri: vscode.Uri): RuntimeAsset | undefined {
  return assets.get(posix.extname(uri.path).toLowerCase());
}

/** @param shipped text of the same asset as it ships */
export function moduleState(text: string, asset: RuntimeAsset, shipped: string): ModuleState {
  const own = readRuntimeHeader(text);
  const ours = readRuntimeHeader(shipped);
  if (own === undefined || ours === undefined) return { kind: 'foreign' };
  const { version, pristine } = own;
  return compareVersions(version, ours.version) < 0
    ? { kind: 'outdated', asset, version, shipped: ours.version, edited: !pristine }
    : { kind: 'current', version };
}
