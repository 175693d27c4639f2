import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import * as vscode from 'vscode';
import type { TestAccess } from '../../src/extension';
import { GatewayClient } from '../../src/pushgateway/gatewayClient';
import { freePort } from '../support/freePort';
import { listenLocally } from '../support/localServer';
import { eventually } from './support/eventually';
import { gatewayIds } from './support/gatewaySettings';
import { testAccess } from './support/testAccess';
import { treeText } from './support/treeText';

describe('the local gateway', () => {
  let access: TestAccess;

  before(async () => {
    access = await testAccess();
  });

  afterEach(async () => {
    await access.services.local.stop();
    await vscode.workspace
      .getConfiguration('taskMonitor')
      .update('localGateway.port', undefined, vscode.ConfigurationTarget.Global);
  });

  it('appears in the view as one for development, takes a push, and disappears', async () => {
    const { local, store } = access.services;
    const outcome = await local.start(0, false);
    assert.equal(outcome.kind, 'started');
    assert.deepEqual(gatewayIds(access), [outcome.url]);
    const client = new GatewayClient({ url: outcome.url });
    await client.push({ job: 'nightly' }, 'a 1\n', { method: 'POST' });
    await client.close();
    await store.refresh();
    assert.match(treeText(access.tree), /^Local gateway \| development · 1 group · 127\.0\.0\.1:\d+\n {2}nightly \|/);

    await local.stop();
    assert.deepEqual(gatewayIds(access), []);
    await assert.rejects(fetch(outcome.url));
  });

  it('is started and stopped by command, on the port of the settings', async () => {
    const port = await freePort();
    await vscode.workspace
      .getConfiguration('taskMonitor')
      .update('localGateway.port', port, vscode.ConfigurationTarget.Global);
    await eventually(() => (access.services.settings.current.localGatewayPort === port ? true : undefined));
    await vscode.commands.executeCommand('taskMonitor.startLocalGateway');
    assert.equal(access.services.local.url, `http://127.0.0.1:${port}`);
    assert.equal((await fetch(`http://127.0.0.1:${port}/-/ready`)).status, 200);
    await vscode.commands.executeCommand('taskMonitor.stopLocalGateway');
    assert.equal(access.services.local.url, undefined);
  });

  it('starts once, however often it is asked', async () => {
    const { local } = access.services;
    const [first, second] = await Promise.all([local.start(0, false), local.start(0, false)]);
    assert.deepEqual(first, second);
    assert.equal((await local.start(0, false)).kind, 'running');
  });

  it('tells that its port is in use', async () => {
    const other = await listenLocally(createServer());
    try {
      assert.deepEqual(await access.services.local.start(other.port, false), { kind: 'portInUse', port: other.port });
      assert.equal(access.services.local.url, undefined);
    } finally {
      await other.close();
    }
  });

  it('keeps what was pushed, if it is told to', async () => {
    const { local, store } = access.services;
    const port = await freePort();
    const started = await local.start(port, true);
    assert.equal(started.kind, 'started');
    const client = new GatewayClient({ url: started.url });
    await client.push({ job: 'kept' }, 'a 1\n', { method: 'POST' });
    await client.close();
    await local.stop();
    await local.start(port, true);
    await store.refresh();
    assert.match(treeText(access.tree), /kept \|/);
  });

  it('is told to new terminals, while it runs', async () => {
    const { local } = access.services;
    const { terminals } = local;
    const outcome = await local.start(0, false);
    assert.equal(outcome.kind, 'started');
    assert.equal(terminals.get('PUSHGATEWAY_URL')?.value, outcome.url);
    await local.stop();
    assert.equal(terminals.get('PUSHGATEWAY_URL'), undefined);
  });
});
