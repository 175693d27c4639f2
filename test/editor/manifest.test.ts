import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { settingDefaults } from '../../src/editor/settings';
import { gatewayViewId } from '../../src/editor/tree/gatewayTree';
import { testAccess } from './support/testAccess';

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string }[];
    readonly configuration: readonly { readonly properties: Readonly<Record<string, { readonly default: unknown }>> }[];
    readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
    readonly menus: Readonly<Record<string, readonly { readonly command: string }[]>>;
  };
}

describe('manifest', () => {
  let folder: string;
  let text: string;
  let manifest: Manifest;

  before(async () => {
    await testAccess();
    const extension = vscode.extensions.getExtension('taskmonitor.taskmonitor');
    assert.ok(extension);
    folder = extension.extensionPath;
    text = readFileSync(join(folder, 'package.json'), 'utf8');
    const parsed: Manifest = JSON.parse(text);
    manifest = parsed;
  });

  it('declares exactly the commands that are registered', async () => {
    const declared = manifest.contributes.commands.map(({ command }) => command).toSorted();
    const registered = (await vscode.commands.getCommands(true)).filter((id) => /^taskMonitor\.[a-zA-Z]+$/.test(id));
    // VS Code itself registers commands named after the view and its container.
    assert.deepEqual(registered.filter((id) => id !== gatewayViewId).toSorted(), declared);
  });

  it('uses only declared commands in menus', () => {
    const declared = new Set(manifest.contributes.commands.map(({ command }) => command));
    const used = Object.values(manifest.contributes.menus).flatMap((items) => items.map(({ command }) => command));
    assert.ok(used.length > 0);
    assert.deepEqual(
      used.filter((command) => !declared.has(command)),
      [],
    );
  });

  it('has the defaults of the code', () => {
    const settings = manifest.contributes.configuration.flatMap((group) => Object.entries(group.properties));
    const declared = Object.fromEntries(settings.map(([key, setting]) => [key, setting.default]));
    const expected = Object.fromEntries(
      Object.entries(settingDefaults).map(([key, value]) => [`taskMonitor.${key}`, value]),
    );
    assert.deepEqual(declared, expected);
  });

  it('declares the view that the tree fills', () => {
    const ids = Object.values(manifest.contributes.views).flatMap((views) => views.map(({ id }) => id));
    assert.deepEqual(ids, [gatewayViewId]);
  });

  it('has an English text for every key, and no text without a key', () => {
    const texts: Record<string, string> = JSON.parse(readFileSync(join(folder, 'package.nls.json'), 'utf8'));
    const used = new Set([...text.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key ?? ''));
    assert.deepEqual([...used].toSorted(), Object.keys(texts).toSorted());
    assert.deepEqual(
      Object.entries(texts).filter(([, value]) => value.trim() === ''),
      [],
    );
  });
});
