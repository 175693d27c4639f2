import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { repoRoot } from '../../scripts/support/repoRoot';
import { crowdedGateway } from '../editor/support/faultyGateways';
import type { LocalServer } from '../support/localServer';
import { copyWorkspace } from '../support/workspaceCopy';
import type { WorkspaceCopy } from '../support/workspaceCopy';
import { inOrder } from './support/inOrder';
import { eventually } from './support/mainJobSteps';
import { openWorkbench } from './support/openWorkbench';
import type { OpenedWorkbench } from './support/openWorkbench';

/** A folder from a stranger, whose settings name a gateway of the stranger's. */
describe('a workspace that is not trusted', function () {
  this.timeout(90_000);
  inOrder(this);

  let sample: WorkspaceCopy;
  let gateway: LocalServer;
  let workbench: OpenedWorkbench;

  before(async () => {
    sample = await copyWorkspace(join(repoRoot, 'sample'));
    gateway = await crowdedGateway(3);
    const settings = { 'taskMonitor.gateways': [{ name: 'stranger', url: `http://127.0.0.1:${gateway.port}` }] };
    await mkdir(join(sample.folder, '.vscode'), { recursive: true });
    await writeFile(join(sample.folder, '.vscode/settings.json'), JSON.stringify(settings));
    await writeFile(
      join(sample.folder, 'shop.py'),
      'def load():\n    return [1]\n\n\ndef clean(rows):\n    return rows\n',
    );
    const python = join(sample.folder, '.venv/bin/python');
    await mkdir(dirname(python), { recursive: true });
    await writeFile(python, '#!/bin/sh\ntouch "$(dirname "$0")/was-run"\n', { mode: 0o755 });
    workbench = await openWorkbench({
      folder: sample.folder,
      env: { PUSHGATEWAY_URL: undefined },
      settings: { 'security.workspace.trust.startupPrompt': 'never', 'workbench.reduceMotion': 'on' },
      workspaceTrust: true,
    });
  });

  after(async () => {
    await workbench?.screenshot('restricted-mode-end');
    await workbench?.close();
    await gateway?.close();
    await sample?.remove();
  });

  it('cannot add a gateway', async () => {
    await workbench.page.getByText('Restricted Mode').first().waitFor();
    await workbench.openViewContainer('TaskMonitor');
    await workbench.page.getByRole('button', { name: 'Add Gateway…' }).waitFor();
    await workbench.screenshot('restricted-mode');
    assert.equal(gateway.connections(), 0, 'its gateway was asked');
  });

  it('still gets lint', async () => {
    await workbench.openFile('activity_report.py');
    await workbench.page.locator('.squiggly-warning').first().waitFor();
    assert.equal(gateway.connections(), 0, 'its gateway was asked');
  });

  const wasRun = (): boolean => existsSync(join(sample.folder, '.venv/bin/was-run'));
  const instrument = async (functionName: string): Promise<void> => {
    await workbench.openFile('shop.py');
    await workbench.clickEditorLine(`def ${functionName}`);
    await workbench.runCommand('TaskMonitor: Instrument with TaskMonitor');
    await workbench.page.getByText(`${functionName} is instrumented`).waitFor();
  };

  it('instruments text, and does not run the Python of the stranger', async () => {
    await instrument('load');
    await eventually(() => existsSync(join(sample.folder, 'monitoring.py')), 'no module was created');
    // Long enough for what is run in a trusted workspace, below.
    await workbench.page.waitForTimeout(2_000);
    assert.equal(wasRun(), false);
  });

  it('shows its gateway once it is trusted', async () => {
    await workbench.runCommand('Workspaces: Manage Workspace Trust');
    await workbench.page
      .getByRole('button', { name: /^Trust$/ })
      .first()
      .click();
    await workbench.openViewContainer('TaskMonitor');
    await workbench.treeRow(/^stranger, 3 groups/).waitFor();
  });

  it('asks its Python for prometheus_client once it is trusted', async () => {
    await instrument('clean');
    await eventually(wasRun, 'no Python was asked');
  });
});
