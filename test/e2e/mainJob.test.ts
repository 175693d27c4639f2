import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repoRoot } from '../../scripts/support/repoRoot';
import { GatewayClient } from '../../src/pushgateway/gatewayClient';
import { groupId } from '../../src/pushgateway/groupingKey';
import { debianPython } from '../runtime/pythons';
import { startRealPushgateway } from '../support/realPushgateway';
import type { RealPushgateway } from '../support/realPushgateway';
import { copyWorkspace } from '../support/workspaceCopy';
import type { WorkspaceCopy } from '../support/workspaceCopy';
import { openWorkbench } from './support/openWorkbench';
import type { OpenedWorkbench } from './support/openWorkbench';
import { inOrder } from './support/inOrder';
import {
  actionMenuRow,
  arrangeForReadme,
  eventually,
  goToLine,
  openRefactorMenu,
  sendToGateway,
} from './support/mainJobSteps';

/** The sample project, from a plain script to its group in the view, with a keyboard and a mouse; each step builds on the one before. */
describe('the main job', function () {
  this.timeout(120_000);
  inOrder(this);

  let sample: WorkspaceCopy;
  let gateway: RealPushgateway;
  let client: GatewayClient;
  let workbench: OpenedWorkbench;
  let original: string;

  const script = (): string => join(sample.folder, 'nightly_processing.py');
  const runtimeModule = (): string => join(sample.folder, 'monitoring.py');

  before(async () => {
    sample = await copyWorkspace(join(repoRoot, 'sample'));
    await writeFile(join(sample.folder, 'abstract.py'), 'def rows(path):\n    """Somebody else’s work."""\n    ...\n');
    gateway = await startRealPushgateway();
    client = new GatewayClient({ url: gateway.url });
    original = readFileSync(script(), 'utf8');
    workbench = await openWorkbench({
      folder: sample.folder,
      env: { PUSHGATEWAY_URL: gateway.url },
      settings: { 'workbench.reduceMotion': 'on' },
    });
    await workbench.useTheme('dark');
  });

  after(async () => {
    await workbench?.screenshot('main-job-end');
    await workbench?.close();
    await client?.close();
    await gateway?.stop();
    await sample?.remove();
  });

  it('shows the gateway of PUSHGATEWAY_URL, empty', async () => {
    await workbench.openViewContainer('TaskMonitor');
    await workbench.treeRow(/Nothing has been pushed yet/).waitFor();
  });

  it('offers to instrument in the light bulb’s menu and in the refactor menu', async () => {
    await workbench.openFile('nightly_processing.py');
    await goToLine(workbench, original.split('\n').findIndex((line) => line.startsWith('def main')) + 1);
    await workbench.page.keyboard.press('Control+.');
    await actionMenuRow(workbench, 'Instrument with TaskMonitor').waitFor();
    await workbench.screenshot('light-bulb');
    await workbench.page.keyboard.press('Escape');
    await openRefactorMenu(workbench, 'Instrument with TaskMonitor');
    await workbench.screenshot('refactor-menu');
  });

  it('instruments the function and creates the module; one undo takes it all back', async () => {
    await actionMenuRow(workbench, 'Instrument with TaskMonitor').click();
    await workbench.page.getByText('with monitor.task(').waitFor();
    await eventually(() => existsSync(runtimeModule()), 'monitoring.py was not created');
    await workbench.screenshot('instrumented');
    await workbench.page.keyboard.press('Control+z');
    await eventually(() => !existsSync(runtimeModule()), 'undo left monitoring.py behind');
    await workbench.page.keyboard.press('Control+s');
    assert.equal(readFileSync(script(), 'utf8'), original);
  });

  it('instruments again by command, to be saved', async () => {
    await workbench.runCommand('TaskMonitor: Instrument with TaskMonitor');
    await eventually(() => existsSync(runtimeModule()), 'monitoring.py was not created');
    await workbench.page.keyboard.press('Control+s');
    await eventually(() => readFileSync(script(), 'utf8').includes('monitor.task('), 'the script was not saved');
  });

  it('offers the removal on the instrumented function', async () => {
    await openRefactorMenu(workbench, 'Remove TaskMonitor instrumentation');
    await workbench.page.keyboard.press('Escape');
  });

  it('shows the group of a run in the terminal', async () => {
    await workbench.runInTerminal(`${debianPython().executable} nightly_processing.py`);
    const row = workbench.treeRow(/nightly_processing/).first();
    await row.waitFor({ timeout: 40_000 });
    await workbench.expandRow(/nightly_processing/);
    await workbench.treeRow(/^task_success_total, 1/).waitFor();
    await workbench.screenshot('group-of-a-run');
  });

  it('shows a failed run: its error code', async () => {
    await workbench.runInTerminal(`${debianPython().executable} nightly_processing.py --fail`);
    await workbench.treeRow(/^task_failure_total, 1 · error_code="ValueError"/).waitFor({ timeout: 40_000 });
    await workbench.treeRow(/^Group nightly_processing main, run failed: ValueError/).waitFor();
    await workbench.screenshot('failed-run');
    await workbench.page.keyboard.press('Control+j');
  });

  it('says why it cannot instrument a function', async () => {
    await workbench.openFile('abstract.py');
    await openRefactorMenu(workbench, 'Instrument with TaskMonitor');
    await workbench.screenshot('disabled-action');
    await workbench.page.keyboard.press('Escape');
    await workbench.runCommand('TaskMonitor: Instrument with TaskMonitor');
    await workbench.notification('rows was not changed: The function has no body that runs.').waitFor();
  });

  it('warns about a bad label in the editor', async () => {
    await workbench.openFile('activity_report.py');
    await workbench.page.locator('.squiggly-warning').first().waitFor();
    await workbench.page.keyboard.press('Control+Shift+m');
    await workbench.page.getByText('high-cardinality-label').first().waitFor();
    await workbench.screenshot('lint-warning');
    await workbench.page.keyboard.press('Control+j');
  });

  it('pushes a test metric and shows its group', async () => {
    await workbench.openViewContainer('TaskMonitor');
    await workbench.runCommand('TaskMonitor: Push Test Metrics…');
    await workbench.answer('Job: the first label', 'trial_job');
    await workbench.answer('Further labels', 'task_name="load orders", region=eu');
    await workbench.answer('Metric, with labels', 'orders_processed{stage="payment"}');
    await workbench.pickRow('gauge');
    await workbench.answer('Value: a number', '42');
    await workbench.notification('Pushed orders_processed to').waitFor();
    await workbench.treeRow(/orders_processed, 42/).waitFor();
    await workbench.screenshot('test-push');
    const [pushed] = (await client.groups()).filter(({ key }) => key['job'] === 'trial_job');
    assert.deepEqual(pushed?.key, { job: 'trial_job', region: 'eu', task_name: 'load orders' });
  });

  it('shows the gateway’s whole answer to a push that it refuses', async () => {
    await workbench.runCommand('TaskMonitor: Push Test Metrics…');
    await workbench.answer('Job: the first label', 'other_job');
    await workbench.answer('Further labels', '');
    await workbench.answer('Metric, with labels', 'orders_processed');
    await workbench.pickRow('counter');
    await workbench.answer('Value: a number', '1');
    await workbench
      .dialog()
      .getByText(/is not a (GAUGE|COUNTER)/)
      .waitFor();
    await workbench.screenshot('refused-push');
    await workbench.clickDialogButton('OK');
    await workbench.treeRow(/other_job.*last push failed/).waitFor();
  });

  it('deletes a group after naming exactly what goes', async () => {
    await workbench
      .treeRow(/trial_job/)
      .first()
      .click();
    await workbench
      .treeRow(/trial_job/)
      .first()
      .getByRole('button', { name: 'Delete Group…' })
      .click();
    await workbench.dialog().getByText('{job="trial_job", region="eu", task_name="load orders"}').waitFor();
    await workbench.dialog().getByText('• orders_processed').waitFor();
    await workbench.screenshot('delete-confirmation');
    await workbench.clickDialogButton('Cancel');
    await workbench
      .treeRow(/trial_job/)
      .first()
      .waitFor();
    await workbench
      .treeRow(/trial_job/)
      .first()
      .getByRole('button', { name: 'Delete Group…' })
      .click();
    await workbench.clickDialogButton('Delete Group');
    await workbench
      .treeRow(/trial_job/)
      .first()
      .waitFor({ state: 'detached' });
    const ids = (await client.groups()).map(({ id }) => id);
    assert.equal(ids.includes(groupId({ job: 'trial_job', region: 'eu', task_name: 'load orders' })), false);
    assert.equal(ids.length > 0, true, 'other groups went with it');
  });

  it('reads well in every theme', async () => {
    await sendToGateway(client);
    await workbench
      .treeRow(/order_processing/)
      .first()
      .waitFor();
    for (const theme of ['dark', 'light', 'highContrast'] as const) {
      await workbench.useTheme(theme);
      await workbench.page.mouse.move(900, 500);
      await workbench.screenshot(`view-${theme}`);
    }
  });

  it('shows script and gateway side by side, as in the README', async () => {
    await arrangeForReadme(workbench);
    for (const theme of ['light', 'dark'] as const) {
      await workbench.useTheme(theme);
      await workbench.screenshot(`main-${theme}`);
    }
    assert.match(await workbench.editorText(), /with monitor\.task\("nightly_processing\.main"\) as task/);
  });
});
