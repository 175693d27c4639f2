import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TestAccess } from '../../src/extension';
import { runtimeHash } from '../../src/instrument/runtimeHeader';
import type { RuntimeAsset } from '../../src/instrument/runtimeModule';
import { eventually } from './support/eventually';
import { scratchFolder } from './support/scratchFolder';
import type { ScratchFolder } from './support/scratchFolder';
import { testAccess } from './support/testAccess';

const assets: readonly RuntimeAsset[] = [
  'monitoring.py',
  'monitoring.ts',
  'monitoring.mjs',
  'monitoring.cjs',
  'monitoring.sh',
];

/** The module as an older version shipped it. */
function olderThan(shipped: string): string {
  const end = shipped.indexOf('\n');
  const body = `${shipped.slice(end)}${shipped.startsWith('#') ? '#' : '//'} an older line\n`;
  const header = shipped.slice(0, end).replace(/ runtime \S+ sha256:\w+/, ` runtime 0.0.1 sha256:${runtimeHash(body)}`);
  return header + body;
}

const upgrade = (): Thenable<unknown> => vscode.commands.executeCommand('taskMonitor.upgradeModule');

describe('a TaskMonitor module', () => {
  let access: TestAccess;
  let scratch: ScratchFolder;

  before(async () => {
    access = await testAccess();
  });

  beforeEach(async () => {
    scratch = await scratchFolder();
  });

  afterEach(async () => {
    await scratch.remove();
  });

  const onDisk = (name: string): string => readFileSync(join(scratch.path, name), 'utf8');

  const older = async (asset: RuntimeAsset): Promise<string> => olderThan(await access.services.assets.runtime(asset));
  /** VS Code may be saving by itself already, and answers before that has ended. */
  const untilOnDisk = (name: string, text: string): Promise<boolean> =>
    eventually(() => (onDisk(name) === text ? true : undefined));

  for (const asset of assets) {
    it(`is upgraded in place, saved, and comes back by one undo: ${asset}`, async () => {
      const text = await older(asset);
      const { document } = await scratch.edit(asset, text);
      assert.equal((await access.services.upgrade.stateOf(document)).kind, 'outdated');
      await upgrade();
      await untilOnDisk(asset, await access.services.assets.runtime(asset));
      assert.equal((await access.services.upgrade.stateOf(document)).kind, 'current');
      await vscode.commands.executeCommand('undo');
      assert.equal(document.getText(), text);
    });
  }

  it('is only compared when somebody edited it', async () => {
    const edited = `${await older('monitoring.py')}# mine\n`;
    await scratch.edit('monitoring.py', edited);
    await upgrade();
    assert.equal(onDisk('monitoring.py'), edited);
    await eventually(() =>
      vscode.window.tabGroups.activeTabGroup.activeTab?.input instanceof vscode.TabInputTextDiff ? true : undefined,
    );
  });

  it('is found from a script that imports it', async () => {
    await scratch.edit('monitoring.py', await older('monitoring.py'));
    await scratch.edit('load.py', 'from monitoring import TaskMonitor\n');
    await upgrade();
    await untilOnDisk('monitoring.py', await access.services.assets.runtime('monitoring.py'));
  });

  it('is left alone by an older extension', async () => {
    const newer = (await older('monitoring.py')).replace('0.0.1', '99.0.0');
    const { document } = await scratch.edit('monitoring.py', newer);
    await upgrade();
    assert.equal(onDisk('monitoring.py'), newer);
    assert.deepEqual(await access.services.upgrade.stateOf(document), { kind: 'current', version: '99.0.0' });
  });

  it('keeps CRLF, which is no edit', async () => {
    const crlf = (await older('monitoring.py')).replaceAll('\n', '\r\n');
    await scratch.edit('monitoring.py', crlf);
    await upgrade();
    const shipped = await access.services.assets.runtime('monitoring.py');
    await untilOnDisk('monitoring.py', shipped.replaceAll('\n', '\r\n'));
  });

  it('is not mistaken for a file of the same name', async () => {
    const mine = 'def measure(): ...\n';
    await scratch.edit('monitoring.py', mine);
    await upgrade();
    assert.equal(onDisk('monitoring.py'), mine);
  });
});
