import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { repoRoot } from '../../scripts/support/repoRoot';
import { guardedGateway } from '../editor/support/faultyGateways';
import type { GuardedGateway } from '../editor/support/faultyGateways';
import { freePort } from '../support/freePort';
import { listenLocally } from '../support/localServer';
import type { LocalServer } from '../support/localServer';
import { copyWorkspace } from '../support/workspaceCopy';
import type { WorkspaceCopy } from '../support/workspaceCopy';
import { inOrder } from './support/inOrder';
import { eventually } from './support/mainJobSteps';
import { openWorkbench } from './support/openWorkbench';
import type { OpenedWorkbench } from './support/openWorkbench';

const authorization = `Basic ${Buffer.from('robot:hunter2').toString('base64')}`;

/** From an empty view to a gateway, by every dialog on the way; each step builds on the one before. */
describe('the dialogs about gateways', function () {
  this.timeout(90_000);
  inOrder(this);

  let sample: WorkspaceCopy;
  let taken: LocalServer;
  let guarded: GuardedGateway;
  let workbench: OpenedWorkbench;
  const url = (): string => `http://127.0.0.1:${guarded.port}`;

  before(async () => {
    sample = await copyWorkspace(join(repoRoot, 'sample'));
    taken = await listenLocally(createServer());
    guarded = await guardedGateway(authorization);
    workbench = await openWorkbench({
      folder: sample.folder,
      env: { PUSHGATEWAY_URL: undefined },
      settings: { 'taskMonitor.localGateway.port': taken.port, 'workbench.reduceMotion': 'on' },
    });
    await workbench.useTheme('light');
  });

  after(async () => {
    await workbench?.screenshot('gateway-dialogs-end');
    await workbench?.close();
    await guarded?.close();
    await taken?.close();
    await sample?.remove();
  });

  it('welcomes who has no gateway', async () => {
    await workbench.openViewContainer('TaskMonitor');
    await workbench.page.getByRole('button', { name: 'Start Local Gateway' }).waitFor();
    await workbench.page.getByRole('button', { name: 'Add Gateway…' }).waitFor();
    await workbench.screenshot('welcome');
  });

  it('offers a free port when that of the settings is taken', async () => {
    await workbench.page.getByRole('button', { name: 'Start Local Gateway' }).click();
    const question = `Port ${taken.port} is in use`;
    await workbench.notification(question).waitFor();
    await workbench.screenshot('port-in-use');
    await workbench.clickNotificationButton(question, 'Use a Free Port');
    await workbench.treeRow(/^Local gateway, development/).waitFor();
    await workbench.notification('New terminals have it as PUSHGATEWAY_URL').waitFor();
    await workbench.screenshot('local-gateway');
  });

  it('tells a new terminal where the local gateway is', async () => {
    const told = join(sample.folder, 'told.txt');
    await workbench.runInTerminal('echo "$PUSHGATEWAY_URL" > told.txt');
    await eventually(() => existsSync(told) && readFileSync(told, 'utf8') !== '', 'the terminal wrote nothing');
    assert.match(readFileSync(told, 'utf8'), /^http:\/\/127\.0\.0\.1:\d+\n$/);
    await workbench.page.keyboard.press('Control+j');
  });

  it('stops the local gateway by its row', async () => {
    const row = workbench.treeRow(/^Local gateway/);
    await row.click();
    await row.getByRole('button', { name: 'Stop Local Gateway' }).click();
    await workbench.page.getByRole('button', { name: 'Add Gateway…' }).waitFor();
  });

  it('does not take a URL with a password, tries the address, and lets it be mended', async () => {
    await workbench.page.getByRole('button', { name: 'Add Gateway…' }).click();
    await workbench.answer('URL of the Pushgateway', 'http://robot:hunter2@127.0.0.1:9091');
    await workbench.quickInput().getByText('Leave the user name and the password out').waitFor();
    await workbench.screenshot('url-with-password');
    await workbench.answer('Leave the user name', `127.0.0.1:${await freePort()}`);
    await workbench.answer('Name in the view', 'staging');
    await workbench.notification('Nothing listens at').waitFor();
    await workbench.screenshot('add-gateway-fails');
    await workbench.clickNotificationButton('Nothing listens at', 'Edit');
    await workbench.answer('URL of the Pushgateway', url());
    await workbench.answer('Name in the view', 'staging');
    await workbench.notification('401').waitFor();
    await workbench.screenshot('add-gateway-401');
  });

  it('asks for credentials, refuses wrong ones, and keeps the right ones for this gateway', async () => {
    await workbench.clickNotificationButton('401', 'Save and Enter Credentials…');
    await workbench.pickRow('User name and password');
    await workbench.answer('User name (Press', 'robot');
    await workbench.answer('Password (kept', 'wrong');
    await workbench.notification('401').waitFor();
    await workbench.clickNotificationButton('401', 'Enter Again');
    await workbench.pickRow('User name and password');
    await workbench.answer('User name (Press', 'robot');
    await workbench.screenshot('password');
    await workbench.answer('Password (kept', 'hunter2');
    await workbench.treeRow(/^staging, 0 groups/).waitFor();
    await workbench.treeRow(/Nothing has been pushed yet/).waitFor();
    await workbench.screenshot('gateway-with-credentials');
    assert.ok(guarded.seen.includes(authorization));
  });

  it('forgets them, and shows the row that asks for them', async () => {
    await workbench.runCommand('TaskMonitor: Forget Credentials');
    await workbench.treeRow(/^Error of staging: .*401/).waitFor();
    await workbench.screenshot('needs-credentials');
    await workbench.treeRow(/^Error of staging/).click();
    await workbench.quickInput().getByText('User name and password').waitFor();
    await workbench.page.keyboard.press('Escape');
  });
});
