import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { settingDefaults, SettingsSource } from '../../src/editor/settings';
import { eventually } from './support/eventually';

const configuration = (): vscode.WorkspaceConfiguration => vscode.workspace.getConfiguration('taskMonitor');

async function set(key: string, value: unknown): Promise<void> {
  await configuration().update(key, value, vscode.ConfigurationTarget.Global);
}

describe('settings', () => {
  let source: SettingsSource;

  beforeEach(() => {
    source = new SettingsSource();
  });

  afterEach(async () => {
    source.dispose();
    for (const key of Object.keys(settingDefaults)) await set(key, undefined);
  });

  it('are the defaults when nothing is set', () => {
    assert.deepEqual(source.current, {
      gateways: [],
      refreshInterval: 5,
      lintEnabled: true,
      lintWorkspace: true,
      lintLiveEvidence: true,
      localGatewayPort: 9091,
      localGatewayPersist: false,
    });
    assert.ok(Object.isFrozen(source.current) && Object.isFrozen(source.current.gateways));
  });

  it('follow a change, and tell of it', async () => {
    const told: number[] = [];
    source.onDidChange(({ refreshInterval }) => told.push(refreshInterval));
    await set('refreshInterval', 30);
    await eventually(() => (source.current.refreshInterval === 30 ? true : undefined));
    assert.deepEqual(told, [30]);
  });

  it('take the default in place of what does not fit', async () => {
    await set('refreshInterval', -3);
    await set('localGateway.port', 70_000);
    await set('lint.enabled', 'yes');
    await eventually(() => (configuration().get('lint.enabled') === 'yes' ? true : undefined));
    const { refreshInterval, localGatewayPort, lintEnabled } = new SettingsSource().current;
    assert.deepEqual(
      { refreshInterval, localGatewayPort, lintEnabled },
      { refreshInterval: 5, localGatewayPort: 9091, lintEnabled: true },
    );
  });

  it('say how a file is instrumented, as its folder has it', async () => {
    const [workspace] = vscode.workspace.workspaceFolders ?? [];
    assert.ok(workspace);
    const file = vscode.Uri.joinPath(workspace.uri, 'load.py');
    assert.deepEqual(source.instrumentOf(file), { style: 'with', taskName: '{script}.{function}' });
    await set('instrument.style', 'decorator');
    await set('instrument.taskName', 'etl.{function}');
    await eventually(() => (source.instrumentOf(file).taskName === 'etl.{function}' ? true : undefined));
    assert.deepEqual(source.instrumentOf(file), { style: 'decorator', taskName: 'etl.{function}' });
    const folder = vscode.workspace.getConfiguration('taskMonitor', file);
    await folder.update('instrument.style', 'try', vscode.ConfigurationTarget.WorkspaceFolder);
    await eventually(() => (source.instrumentOf(file).style === 'try' ? true : undefined));
    await folder.update('instrument.style', undefined, vscode.ConfigurationTarget.WorkspaceFolder);
    await set('instrument.style', 'backwards');
    await set('instrument.taskName', ' ');
    await eventually(() => (source.instrumentOf(file).taskName === '{script}.{function}' ? true : undefined));
    assert.deepEqual(source.instrumentOf(file), { style: 'with', taskName: '{script}.{function}' });
  });

  it('keep a gateway without a URL, so that the view can say what is wrong with it', async () => {
    await set('gateways', [{ name: ' staging ', url: 'http://a:9091' }, { name: '' }, 'http://b:9091', null]);
    const { gateways } = await eventually(() => (source.current.gateways.length === 4 ? source.current : undefined));
    assert.deepEqual(gateways, [{ name: 'staging', url: 'http://a:9091' }, { url: '' }, { url: '' }, { url: '' }]);
  });
});
